"""The segments of transcripts as rows, with the words they are found by: used inside somebody's transaction."""

from collections.abc import Sequence

import msgspec

from app.core.meetings.transcript import Segment, Word
from app.core.words.keywords import keyword_text
from app.storage.database import Connection, Row

ROOM = 1 << 20
"""How far apart the places of neighbouring segments are at first: one can be split in two some twenty times."""

_COLUMNS = "start_s, end_s, text, speaker, words, language, heard, overlapped"
_Words = tuple[Word, ...]


def segments_of(connection: Connection, transcript_id: int) -> tuple[Segment, ...]:
    """All segments of a transcript, in order."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM segments WHERE transcript_id = ? ORDER BY ordinal",  # noqa: S608
        (transcript_id,),
    )
    return tuple(_segment(row) for row in rows)


def segment_of(connection: Connection, segment_id: int) -> Segment:
    """One segment, which is there."""
    query = f"SELECT {_COLUMNS} FROM segments WHERE id = ?"  # noqa: S608
    return _segment(connection.execute(query, (segment_id,)).fetchone())


def append_segments(connection: Connection, transcript_id: int, segments: Sequence[Segment]) -> None:
    """Keep segments behind those there are."""
    last = connection.execute("SELECT max(ordinal) FROM segments WHERE transcript_id = ?", (transcript_id,)).fetchone()
    for number, segment in enumerate(segments, start=1):
        insert_segment(connection, transcript_id, (last[0] or 0) + number * ROOM, segment)


def insert_segment(connection: Connection, transcript_id: int, ordinal: int, segment: Segment) -> int:
    """Keep a segment at a place that is free; returns its id."""
    cursor = connection.execute(
        f"INSERT INTO segments (transcript_id, ordinal, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (transcript_id, ordinal, *_values(segment)),
    )
    assert cursor.lastrowid is not None
    _make_findable(connection, cursor.lastrowid, segment.text)
    return cursor.lastrowid


def update_segment(connection: Connection, segment_id: int, segment: Segment) -> None:
    """Keep something else as this segment."""
    connection.execute(
        "UPDATE segments SET start_s = ?, end_s = ?, text = ?, speaker = ?, words = ?, language = ?, heard = ?,"
        " overlapped = ? WHERE id = ?",
        (*_values(segment), segment_id),
    )
    connection.execute("DELETE FROM spoken WHERE rowid = ?", (segment_id,))
    _make_findable(connection, segment_id, segment.text)


def delete_segment(connection: Connection, segment_id: int) -> None:
    """Delete one segment."""
    connection.execute("DELETE FROM segments WHERE id = ?", (segment_id,))
    connection.execute("DELETE FROM spoken WHERE rowid = ?", (segment_id,))


def delete_segments(connection: Connection, transcript_id: int) -> None:
    """Delete all segments of a transcript."""
    rows = connection.execute("SELECT id FROM segments WHERE transcript_id = ?", (transcript_id,)).fetchall()
    connection.executemany("DELETE FROM spoken WHERE rowid = ?", [(row[0],) for row in rows])
    connection.execute("DELETE FROM segments WHERE transcript_id = ?", (transcript_id,))


def forget_deleted_words(connection: Connection) -> None:
    """Write the index of words anew: until then FTS5 keeps the words of deleted rows, only marked as removed."""
    connection.execute("INSERT INTO spoken (spoken) VALUES ('optimize')")


def _make_findable(connection: Connection, segment_id: int, text: str) -> None:
    connection.execute("INSERT INTO spoken (rowid, words) VALUES (?, ?)", (segment_id, keyword_text(text)))


def _segment(row: Row) -> Segment:
    heard = None if row["heard"] is None else msgspec.json.decode(row["heard"], type=_Words)
    words = msgspec.json.decode(row["words"], type=_Words)
    overlapped = bool(row["overlapped"])
    return Segment(row["start_s"], row["end_s"], row["text"], row["speaker"], words, row["language"], heard, overlapped)


def _values(segment: Segment) -> tuple[object, ...]:
    words = msgspec.json.encode(segment.words).decode()
    heard = None if segment.heard is None else msgspec.json.encode(segment.heard).decode()
    said = segment.start, segment.end, segment.text, segment.speaker, words
    return *said, segment.language, heard, segment.overlapped
