"""Recordings made by Alcove: their tracks, sealed beside the database, each belonging to a transcript."""

import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import utc_now
from app.core.errors import NothingFound, UserError
from app.core.meetings.sounds import Track
from app.storage.database import Database, Row
from app.storage.keys import Purpose, derive
from app.storage.meetings.track_files import SEALED_BYTES_PER_SECOND, TrackWriter, kept_seconds, read_track
from app.storage.places import Places

_SUFFIX = ".track"
_TRACK_NAME = re.compile(rf"recording-(\d+)-.+{re.escape(_SUFFIX)}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording. `running` until it is stopped, or closed after a crash; then `duration_s` is its length."""

    id: int
    transcript_id: int
    tracks: tuple[Track, ...]
    started_at: str
    duration_s: float
    running: bool
    transcribed: bool


class Recordings:
    """The recordings of one profile; `data_key` is the vault's."""

    def __init__(self, database: Database, places: Places, data_key: bytes) -> None:
        self._database = database
        self._folder = places.blobs
        self._key = derive(data_key, Purpose.BLOBS)

    def begin(self, title: str, tracks: Sequence[Track]) -> Recording:
        """A new recording, with the transcript that it will be: both are there from the first second."""
        now = utc_now()
        with self._database.writing() as connection:
            transcript = connection.execute(
                "INSERT INTO transcripts (path, title, language, duration_s, real_time_factor, heard_until_s,"
                " created_at, complete) VALUES ('', ?, '', 0, 0, 0, ?, 0)",
                (title, now),
            )
            cursor = connection.execute(
                "INSERT INTO recordings (transcript_id, tracks, started_at, duration_s, running, transcribed)"
                " VALUES (?, ?, ?, 0, 1, 0)",
                (transcript.lastrowid, ",".join(tracks), now),
            )
            assert cursor.lastrowid is not None
            recording_id = cursor.lastrowid
        return self.recording(recording_id)

    def writer(self, recording: Recording, track: Track) -> TrackWriter:
        """Begin to write a track. Raises as `TrackWriter` does."""
        return TrackWriter(self._path(recording.id, track), self._key)

    def samples(self, recording_id: int, track: Track, from_s: float = 0.0) -> Iterator[bytes]:
        """A track's samples from a second on; of one that is being recorded, what is on disk. Raises as `read_track`."""
        return read_track(self._path(recording_id, track), self._key, from_s)

    def end(self, recording_id: int) -> Recording:
        """The recording is over; its length is what its longest track has on disk."""
        recording = self.recording(recording_id)
        duration_s = max((kept_seconds(self._path(recording_id, track)) for track in recording.tracks), default=0.0)
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE recordings SET running = 0, duration_s = ? WHERE id = ?", (duration_s, recording_id)
            )
            connection.execute(
                "UPDATE transcripts SET duration_s = ? WHERE id = ? AND NOT complete",
                (duration_s, recording.transcript_id),
            )
        return self.recording(recording_id)

    def mark_transcribed(self, recording_id: int) -> None:
        """Its transcript is complete."""
        with self._database.writing() as connection:
            connection.execute("UPDATE recordings SET transcribed = 1 WHERE id = ?", (recording_id,))

    def recording(self, recording_id: int) -> Recording:
        """One recording. Raises NothingFound if it was deleted."""
        row = self._database.row("SELECT * FROM recordings WHERE id = ?", (recording_id,))
        if row is None:
            raise NothingFound("This recording no longer exists.")
        return _recording(row)

    def of_transcript(self, transcript_id: int) -> Recording | None:
        """The recording a transcript was made from, if Alcove made it and its sound is kept."""
        row = self._database.row("SELECT * FROM recordings WHERE transcript_id = ?", (transcript_id,))
        return None if row is None else _recording(row)

    def recordings(self) -> list[Recording]:
        """All of them, the oldest first."""
        rows = self._database.rows("SELECT * FROM recordings ORDER BY id")
        return [_recording(row) for row in rows]

    def delete(self, recording_id: int) -> None:
        """Erase the sound for good; the transcript stays. Interrupted in between, `sweep` erases the rest.

        Raises:
            UserError: a file cannot be removed.
        """
        with self._database.writing() as connection:
            connection.execute("DELETE FROM recordings WHERE id = ?", (recording_id,))
        self._database.checkpoint()
        for track in Track:
            self._erase(self._path(recording_id, track))

    def delete_with_transcript(self, recording_id: int) -> None:
        """Erase the sound and the transcript for good."""
        transcript_id = self.recording(recording_id).transcript_id
        self.delete(recording_id)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))

    def sweep(self) -> None:
        """Remove tracks that belong to no recording: a crash came between their erasure and the database's."""
        known = {self._path(recording.id, track) for recording in self.recordings() for track in recording.tracks}
        for path in self._folder.glob(f"*{_SUFFIX}"):
            if path not in known:
                path.unlink(missing_ok=True)

    def seconds_left(self, tracks: int, keep_free_bytes: int) -> float:
        """How long so many tracks can still be recorded before less than this is free on the disk."""
        there = next(folder for folder in (self._folder, *self._folder.parents) if folder.exists())
        free_bytes = shutil.disk_usage(there).free - keep_free_bytes
        return max(0.0, free_bytes / (SEALED_BYTES_PER_SECOND * max(1, tracks)))

    def _erase(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"The sound {path.name} cannot be erased ({error.strerror}); close what has it open: "
                "it is erased when Alcove starts the next time."
            ) from error

    def _path(self, recording_id: int, track: Track) -> Path:
        return self._folder / f"recording-{recording_id}-{track}{_SUFFIX}"


def recording_ids(database: Database) -> frozenset[int]:
    """The recordings that a database knows."""
    return frozenset(row[0] for row in database.rows("SELECT id FROM recordings"))


def is_sound_of_another(file_name: str, recordings: Collection[int]) -> bool:
    """Whether a file by its name is a track of a recording that is none of these."""
    found = _TRACK_NAME.fullmatch(file_name)
    return found is not None and int(found[1]) not in recordings


def _recording(row: Row) -> Recording:
    tracks = tuple(Track(name) for name in row["tracks"].split(",") if name)
    return Recording(
        row["id"],
        row["transcript_id"],
        tracks,
        row["started_at"],
        row["duration_s"],
        bool(row["running"]),
        bool(row["transcribed"]),
    )
