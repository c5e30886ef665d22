"""Transcripts, kept segment by segment while they are heard."""

import os
from collections.abc import Sequence

import msgspec

from app.core.clock import utc_now
from app.core.errors import NothingFound
from app.core.meetings.transcript import Listening, Segment, Transcript
from app.core.words.keywords import all_words, typed_query
from app.storage.database import Connection, Database, Row
from app.storage.meetings.segment_rows import append_segments, delete_segments, forget_deleted_words, segments_of
from app.storage.meetings.transcript_edits import forget_edits

_SAYING = "SELECT DISTINCT transcript_id FROM spoken JOIN segments ON segments.id = spoken.rowid"


class Meetings:
    """The kept transcripts. One that was interrupted is there, incomplete, up to the last segment heard."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self,
        path: str | os.PathLike[str],
        title: str,
        listening: Listening | None = None,
        size_bytes: int = 0,
        modified_ns: int = 0,
    ) -> int:
        """Begin the transcript of a recording, by whose size and time of change it is known again; returns its id."""
        wished = msgspec.json.encode(listening or Listening()).decode()
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO transcripts (path, title, language, duration_s, real_time_factor, heard_until_s,"
                " created_at, complete, listening, size_bytes, modified_ns) VALUES (?, ?, '', 0, 0, 0, ?, 0, ?, ?, ?)",
                (os.fspath(path), title, utc_now(), wished, size_bytes, modified_ns),
            )
            assert cursor.lastrowid is not None
            return cursor.lastrowid

    def unfinished(
        self, path: str | os.PathLike[str], listening: Listening, size_bytes: int, modified_ns: int
    ) -> int | None:
        """The latest interrupted transcript of this very recording in this language and vocabulary, if there is one."""
        rows = self._database.rows(
            "SELECT id, listening FROM transcripts WHERE path = ? AND size_bytes = ? AND modified_ns = ?"
            " AND NOT complete ORDER BY id DESC",
            (os.fspath(path), size_bytes, modified_ns),
        )
        for row in rows:
            before = msgspec.json.decode(row["listening"], type=Listening)
            if (before.language, before.vocabulary) == (listening.language, listening.vocabulary):
                return int(row["id"])
        return None

    def listening(self, transcript_id: int) -> Listening:
        """How this recording was asked to be transcribed. Raises NothingFound as `transcript` does."""
        row = self._database.row("SELECT listening FROM transcripts WHERE id = ?", (transcript_id,))
        if row is None:
            raise NothingFound("This transcript no longer exists.")
        return msgspec.json.decode(row[0], type=Listening)

    def add_segment(self, transcript_id: int, segment: Segment) -> None:
        """Keep the next segment; everything before its end counts as heard.

        Raises:
            NothingFound: the transcript was deleted.
        """
        self.add_segments(transcript_id, (segment,), segment.end)

    def add_segments(self, transcript_id: int, segments: Sequence[Segment], until_s: float) -> None:
        """Keep the next segments all at once; everything before `until_s` counts as heard.

        Raises NothingFound as `add_segment` does.
        """
        with self._database.writing() as connection:
            _advance(connection, transcript_id, until_s)
            append_segments(connection, transcript_id, segments)

    def replace_segments(
        self, transcript_id: int, segments: Sequence[Segment], instead_of: Sequence[Segment] | None = None
    ) -> bool:
        """Keep these instead of the segments before, all at once; what was corrected before cannot be undone any more.

        Returns False, and changes nothing, where `instead_of` is given and is not what is kept any more. Raises
        NothingFound as `add_segment` does.
        """
        with self._database.writing() as connection:
            _advance(connection, transcript_id, 0.0)
            if instead_of is not None and segments_of(connection, transcript_id) != tuple(instead_of):
                return False
            forget_edits(connection, transcript_id)
            delete_segments(connection, transcript_id)
            append_segments(connection, transcript_id, segments)
        return True

    def mark_heard(self, transcript_id: int, until_s: float) -> None:
        """Everything before this second is done, speech or silence. Raises NothingFound as `add_segment` does."""
        with self._database.writing() as connection:
            _advance(connection, transcript_id, until_s)

    def heard_until(self, transcript_id: int) -> float:
        """The second from which a resumed transcription goes on; 0 for a transcript that does not exist."""
        row = self._database.row("SELECT heard_until_s FROM transcripts WHERE id = ?", (transcript_id,))
        return 0.0 if row is None else float(row[0])

    def finish(self, transcript_id: int, language: str, duration_s: float, real_time_factor: float) -> Transcript:
        """The recording was heard to its end; returns the whole transcript. Raises NothingFound if it was deleted."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE transcripts SET language = ?, duration_s = ?, real_time_factor = ?, complete = 1,"
                " heard_until_s = max(heard_until_s, ?2) WHERE id = ?4",
                (language, duration_s, real_time_factor, transcript_id),
            )
        return self.transcript(transcript_id)

    def transcript(self, transcript_id: int) -> Transcript:
        """One transcript with its segments.

        Raises:
            NothingFound: it does not exist, or was deleted.
        """
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM transcripts WHERE id = ?", (transcript_id,)).fetchone()
            segments = segments_of(connection, transcript_id)
        if row is None:
            raise NothingFound("This transcript no longer exists.")
        return _transcript(row, segments)

    def transcripts(self) -> list[Transcript]:
        """All transcripts, the latest first, without their segments."""
        rows = self._database.rows("SELECT * FROM transcripts ORDER BY created_at DESC, id DESC")
        return [_transcript(row, ()) for row in rows]

    def saying(self, text: str) -> frozenset[int]:
        """The transcripts in which all these words are said in one segment, the last word perhaps begun only.

        Words of a speaker's name, begun or whole, ask for that speaker: for what they say in the other words, or at all.
        """
        words = all_words(text)
        if not words:
            return frozenset()
        with self._database.reading() as connection:
            found = {row[0] for row in connection.execute(f"{_SAYING} WHERE spoken MATCH ?", (typed_query(text),))}
            speakers = connection.execute("SELECT DISTINCT transcript_id, speaker FROM segments").fetchall()
            for transcript_id, speaker in speakers:
                said = _besides_name(words, speaker)
                if transcript_id not in found and said is not None and _says(connection, transcript_id, speaker, said):
                    found.add(transcript_id)
        return frozenset(found)

    def rename(self, transcript_id: int, title: str) -> None:
        """Give it another title.

        Raises:
            NothingFound: it does not exist, or was deleted.
        """
        with self._database.writing() as connection:
            cursor = connection.execute("UPDATE transcripts SET title = ? WHERE id = ?", (title, transcript_id))
            if cursor.rowcount == 0:
                raise NothingFound("This transcript no longer exists.")

    def move(self, transcript_id: int, path: str) -> None:
        """Its recording lies somewhere else now. Raises NothingFound as `rename` does."""
        with self._database.writing() as connection:
            cursor = connection.execute("UPDATE transcripts SET path = ? WHERE id = ?", (path, transcript_id))
            if cursor.rowcount == 0:
                raise NothingFound("This transcript no longer exists.")

    def delete(self, transcript_id: int) -> None:
        """Erase a transcript for good."""
        with self._database.writing() as connection:
            delete_segments(connection, transcript_id)
            connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))
            forget_deleted_words(connection)
        self._database.checkpoint()


def _besides_name(words: Sequence[str], speaker: str) -> str | None:
    """The words that are not of a speaker's name, as one text; None where none is of it."""
    names = all_words(speaker)
    others = [word for word in words if not any(name.startswith(word) for name in names)]
    return " ".join(others) if len(others) < len(words) else None


def _says(connection: Connection, transcript_id: int, speaker: str, text: str) -> bool:
    """Whether a speaker says all these words in one segment; none of them says whoever speaks at all."""
    if not text:
        return True
    asked = typed_query(text), transcript_id, speaker
    found = connection.execute(f"{_SAYING} WHERE spoken MATCH ? AND transcript_id = ? AND speaker = ?", asked)
    return found.fetchone() is not None


def _advance(connection: Connection, transcript_id: int, until_s: float) -> None:
    cursor = connection.execute(
        "UPDATE transcripts SET heard_until_s = max(heard_until_s, ?) WHERE id = ?", (until_s, transcript_id)
    )
    if cursor.rowcount == 0:
        raise NothingFound("This transcript no longer exists.")


def _transcript(row: Row, segments: tuple[Segment, ...]) -> Transcript:
    return Transcript(
        row["id"],
        row["path"],
        row["title"],
        row["language"],
        row["duration_s"],
        segments,
        row["real_time_factor"],
        row["created_at"],
        bool(row["complete"]),
    )
