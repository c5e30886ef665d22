"""The voices of people, as the vault keeps them where the user wants that."""

from array import array
from collections.abc import Mapping, Sequence

from app.core.clock import utc_now
from app.core.errors import NothingFound
from app.core.meetings.voices import HeardVoice, VoicePrint, VoiceProfile
from app.storage.database import Database, Row


class VoiceStore:
    """Profiles by name, and the voices of each transcript's speakers, which go with the transcript."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def profiles(self) -> tuple[VoiceProfile, ...]:
        """Every profile, by name."""
        rows = self._database.rows("SELECT * FROM voice_profiles ORDER BY name")
        return tuple(
            VoiceProfile(row["name"], _values(row["voice"]), row["seconds"], row["created_at"]) for row in rows
        )

    def keep(self, profile: VoiceProfile) -> None:
        """Keep a profile in place of the one of its name."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO voice_profiles (name, voice, seconds, created_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET voice = excluded.voice, seconds = excluded.seconds",
                (profile.name, _blob(profile.values), profile.seconds, profile.created_at or utc_now()),
            )

    def remove(self, name: str) -> None:
        """Erase a profile, if there is one; who sounds so in transcripts stays known there."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM voice_profiles WHERE name = ?", (name,))
        self._database.checkpoint()

    def forget(self, name: str) -> None:
        """Erase a profile, and the voices it was learned from.

        Raises:
            NothingFound: nobody of that name is known.
        """
        with self._database.writing() as connection:
            cursor = connection.execute("DELETE FROM voice_profiles WHERE name = ?", (name,))
            connection.execute("DELETE FROM transcript_voices WHERE speaker = ?1 OR taught = ?1", (name,))
        if cursor.rowcount == 0:
            raise NothingFound(f"No voice of {name} is kept; see those that are with: alcove voices list")
        self._database.checkpoint()

    def forget_all(self) -> None:
        """Erase every voice, of profiles and of transcripts."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM voice_profiles")
            connection.execute("DELETE FROM transcript_voices")
        self._database.checkpoint()

    def keep_heard(self, transcript_id: int, voices: Mapping[str, VoicePrint]) -> None:
        """Keep the voices of a transcript's speakers, by what they are called there, instead of those before."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM transcript_voices WHERE transcript_id = ?", (transcript_id,))
            connection.executemany(
                "INSERT INTO transcript_voices (transcript_id, speaker, voice, seconds)"
                " SELECT id, ?, ?, ? FROM transcripts WHERE id = ?",
                [(name, _blob(it.values), it.seconds, transcript_id) for name, it in voices.items()],
            )

    def heard(self, transcript_id: int, speaker: str) -> HeardVoice | None:
        """The voice of a speaker of a transcript; None where it is not kept."""
        row = self._database.row(
            "SELECT voice, seconds, taught FROM transcript_voices WHERE transcript_id = ? AND speaker = ?",
            (transcript_id, speaker),
        )
        return None if row is None else _heard(row)

    def heard_in(self, transcript_id: int) -> list[HeardVoice]:
        """Every voice kept of a transcript."""
        rows = self._database.rows(
            "SELECT voice, seconds, taught FROM transcript_voices WHERE transcript_id = ? ORDER BY speaker",
            (transcript_id,),
        )
        return [_heard(row) for row in rows]

    def known_as(self, transcript_id: int, name: str) -> dict[str, HeardVoice]:
        """The voices of a transcript kept under a name or a part of its profile, by the names they are kept under."""
        rows = self._database.rows(
            "SELECT speaker, voice, seconds, taught FROM transcript_voices"
            " WHERE transcript_id = ?1 AND (speaker = ?2 OR taught = ?2) ORDER BY speaker <> ?2, speaker",
            (transcript_id, name),
        )
        return {row["speaker"]: _heard(row) for row in rows}

    def rename_heard(self, transcript_id: int, before: str, after: str, taught: str) -> None:
        """A speaker is called something else, and the voice is a part of the profile `taught` ("" for none) now.

        Where a voice is kept under the new name already, this one stays under the old.
        """
        named = {"taught": taught, "transcript": transcript_id, "before": before, "after": after}
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE transcript_voices SET taught = :taught WHERE transcript_id = :transcript AND speaker = :before",
                named,
            )
            connection.execute(
                "UPDATE OR IGNORE transcript_voices SET speaker = :after"
                " WHERE transcript_id = :transcript AND speaker = :before",
                named,
            )


def _heard(row: Row) -> HeardVoice:
    return HeardVoice(VoicePrint(0, _values(row["voice"]), row["seconds"]), row["taught"])


def _blob(values: Sequence[float]) -> bytes:
    return array("f", values).tobytes()


def _values(blob: bytes) -> tuple[float, ...]:
    values = array("f")
    values.frombytes(blob)
    return tuple(values)
