"""Transcripts, kept segment by segment while they are heard."""

import os
from collections.abc import Sequence

import msgspec

from app.core.clock import utc_now
from app.core.errors import NothingFound
from app.core.meetings import Listening, Segment, Transcript, Word
from app.storage.database import Connection, Database, Row


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
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, listening FROM transcripts WHERE path = ? AND size_bytes = ? AND modified_ns = ?"
                " AND NOT complete ORDER BY id DESC",
                (os.fspath(path), size_bytes, modified_ns),
            ).fetchall()
        for row in rows:
            before = msgspec.json.decode(row["listening"], type=Listening)
            if (before.language, before.vocabulary) == (listening.language, listening.vocabulary):
                return int(row["id"])
        return None

    def listening(self, transcript_id: int) -> Listening:
        """How this recording was asked to be transcribed. Raises NothingFound as `transcript` does."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT listening FROM transcripts WHERE id = ?", (transcript_id,)).fetchone()
        if row is None:
            raise NothingFound("This transcript no longer exists.")
        return msgspec.json.decode(row[0], type=Listening)

    def add_segment(self, transcript_id: int, segment: Segment) -> None:
        """Keep the next segment; everything before its end counts as heard.

        Raises:
            NothingFound: the transcript was deleted.
        """
        with self._database.writing() as connection:
            _advance(connection, transcript_id, segment.end)
            connection.execute(
                "INSERT INTO segments (transcript_id, ordinal, start_s, end_s, text, speaker, words, language)"
                " SELECT ?1, coalesce(max(ordinal) + 1, 0), ?2, ?3, ?4, ?5, ?6, ?7"
                " FROM segments WHERE transcript_id = ?1",
                (transcript_id, *_columns(segment)),
            )

    def replace_segments(self, transcript_id: int, segments: Sequence[Segment]) -> None:
        """Keep these instead of the segments before, all at once. Raises NothingFound as `add_segment` does."""
        with self._database.writing() as connection:
            _advance(connection, transcript_id, 0.0)
            connection.execute("DELETE FROM segments WHERE transcript_id = ?", (transcript_id,))
            connection.executemany(
                "INSERT INTO segments (transcript_id, ordinal, start_s, end_s, text, speaker, words, language)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(transcript_id, ordinal, *_columns(segment)) for ordinal, segment in enumerate(segments)],
            )

    def rename_speaker(self, transcript_id: int, before: str, after: str) -> None:
        """Call a speaker by another name wherever this transcript names them.

        Raises:
            NothingFound: the transcript was deleted, or nobody in it is called so.
        """
        with self._database.writing() as connection:
            cursor = connection.execute(
                "UPDATE segments SET speaker = ? WHERE transcript_id = ? AND speaker = ?",
                (after, transcript_id, before),
            )
            if cursor.rowcount == 0:
                raise NothingFound(f"Nobody is called {before} in this transcript.")

    def mark_heard(self, transcript_id: int, until_s: float) -> None:
        """Everything before this second is done, speech or silence. Raises NothingFound as `add_segment` does."""
        with self._database.writing() as connection:
            _advance(connection, transcript_id, until_s)

    def heard_until(self, transcript_id: int) -> float:
        """The second from which a resumed transcription goes on; 0 for a transcript that does not exist."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT heard_until_s FROM transcripts WHERE id = ?", (transcript_id,)).fetchone()
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
            segments = connection.execute(
                "SELECT * FROM segments WHERE transcript_id = ? ORDER BY ordinal", (transcript_id,)
            ).fetchall()
        if row is None:
            raise NothingFound("This transcript no longer exists.")
        return _transcript(row, tuple(_segment(segment) for segment in segments))

    def transcripts(self) -> list[Transcript]:
        """All transcripts, the latest first, without their segments."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM transcripts ORDER BY created_at DESC, id DESC").fetchall()
        return [_transcript(row, ()) for row in rows]

    def rename(self, transcript_id: int, title: str) -> None:
        """Give it another title.

        Raises:
            NothingFound: it does not exist, or was deleted.
        """
        with self._database.writing() as connection:
            cursor = connection.execute("UPDATE transcripts SET title = ? WHERE id = ?", (title, transcript_id))
            if cursor.rowcount == 0:
                raise NothingFound("This transcript no longer exists.")

    def delete(self, transcript_id: int) -> None:
        """Erase a transcript for good."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM transcripts WHERE id = ?", (transcript_id,))
        self._database.checkpoint()


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


def _segment(row: Row) -> Segment:
    words = msgspec.json.decode(row["words"], type=tuple[Word, ...])
    return Segment(row["start_s"], row["end_s"], row["text"], row["speaker"], words, row["language"])


def _columns(segment: Segment) -> tuple[object, ...]:
    words = msgspec.json.encode(segment.words).decode()
    return segment.start, segment.end, segment.text, segment.speaker, words, segment.language
