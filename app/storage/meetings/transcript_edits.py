"""Corrections of transcripts, each one transaction: what is acknowledged is on disk, and can be undone after a restart."""

import msgspec

from app.core.errors import NothingFound
from app.core.meetings.transcript_edits import Edit, Edited, Splice, StaleEdit, inverse
from app.storage.database import Connection, Database
from app.storage.meetings.segment_rows import ROOM, delete_segment, insert_segment, segment_of, update_segment

_MOST_UNDONE = 1000
"""How many corrections of a transcript can be undone."""

_Place = tuple[int, int]
"""A segment's id and the number it is ordered by."""


class TranscriptEdits:
    """Makes, undoes and repeats corrections of the kept transcripts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, transcript_id: int, edit: Edit) -> Edited:
        """Keep a correction; what was undone before cannot be done again any more.

        Raises:
            StaleEdit: what it changes is not there any more; nothing was changed.
            NothingFound: the transcript was deleted.
        """
        with self._database.writing() as connection:
            done = _edits_done(connection, transcript_id)
            if not edit:
                return _edited(connection, transcript_id, edit)
            _apply(connection, transcript_id, edit)
            connection.execute(
                "DELETE FROM transcript_edits WHERE transcript_id = ? AND (number > ? OR number <= ?)",
                (transcript_id, done, done + 1 - _MOST_UNDONE),
            )
            connection.execute(
                "INSERT INTO transcript_edits (transcript_id, number, edit) VALUES (?, ?, ?)",
                (transcript_id, done + 1, msgspec.json.encode(edit).decode()),
            )
            _set_edits_done(connection, transcript_id, done + 1)
            return _edited(connection, transcript_id, edit)

    def undo(self, transcript_id: int) -> Edited:
        """Undo the last correction that is in force; an empty edit where there is none. Raises as `make` does."""
        with self._database.writing() as connection:
            done = _edits_done(connection, transcript_id)
            edit = inverse(_kept(connection, transcript_id, done))
            _apply(connection, transcript_id, edit)
            _set_edits_done(connection, transcript_id, done - bool(edit))
            return _edited(connection, transcript_id, edit)

    def redo(self, transcript_id: int) -> Edited:
        """Do the last undone correction again; an empty edit where there is none. Raises as `make` does."""
        with self._database.writing() as connection:
            done = _edits_done(connection, transcript_id)
            edit = _kept(connection, transcript_id, done + 1)
            _apply(connection, transcript_id, edit)
            _set_edits_done(connection, transcript_id, done + bool(edit))
            return _edited(connection, transcript_id, edit)

    def standing(self, transcript_id: int) -> Edited:
        """How many corrections can be undone and done again, with an empty edit."""
        with self._database.reading() as connection:
            return _edited(connection, transcript_id, Edit())


def forget_edits(connection: Connection, transcript_id: int) -> None:
    """No correction of this transcript can be undone any more; what it says stays."""
    connection.execute("DELETE FROM transcript_edits WHERE transcript_id = ?", (transcript_id,))
    _set_edits_done(connection, transcript_id, 0)


def _edits_done(connection: Connection, transcript_id: int) -> int:
    row = connection.execute("SELECT edits_done FROM transcripts WHERE id = ?", (transcript_id,)).fetchone()
    if row is None:
        raise NothingFound("This transcript no longer exists.")
    return int(row[0])


def _set_edits_done(connection: Connection, transcript_id: int, done: int) -> None:
    connection.execute("UPDATE transcripts SET edits_done = ? WHERE id = ?", (done, transcript_id))


def _kept(connection: Connection, transcript_id: int, number: int) -> Edit:
    row = connection.execute(
        "SELECT edit FROM transcript_edits WHERE transcript_id = ? AND number = ?", (transcript_id, number)
    ).fetchone()
    return Edit() if row is None else msgspec.json.decode(row[0], type=Edit)


def _edited(connection: Connection, transcript_id: int, edit: Edit) -> Edited:
    done = _edits_done(connection, transcript_id)
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE number <= ?1), count(*) FILTER (WHERE number > ?1)"
        " FROM transcript_edits WHERE transcript_id = ?2",
        (done, transcript_id),
    ).fetchone()
    return Edited(edit, row[0], row[1])


def _apply(connection: Connection, transcript_id: int, edit: Edit) -> None:
    """Write what the edit changes, once it is sure that what it begins with is there."""
    query = "SELECT id, ordinal FROM segments WHERE transcript_id = ? ORDER BY ordinal"
    places = [(row[0], row[1]) for row in connection.execute(query, (transcript_id,))]
    for splice in edit.splices:
        before = places[splice.index : splice.index + len(splice.before)]
        if tuple(segment_of(connection, place[0]) for place in before) != splice.before:
            raise StaleEdit
        places = _splice(connection, transcript_id, places, splice)
    for one in edit.speakers:
        segment_id = places[one.index][0] if one.index < len(places) else None
        cursor = connection.execute(
            "UPDATE segments SET speaker = ? WHERE id = ? AND speaker = ?", (one.after, segment_id, one.before)
        )
        if cursor.rowcount != 1:
            raise StaleEdit


def _splice(connection: Connection, transcript_id: int, places: list[_Place], splice: Splice) -> list[_Place]:
    begin, end = splice.index, splice.index + len(splice.before)
    same = min(len(splice.before), len(splice.after))
    for place, segment in zip(places[begin:end], splice.after[:same], strict=False):
        update_segment(connection, place[0], segment)
    if len(splice.before) == len(splice.after):
        return places
    for place in places[begin + same : end]:
        delete_segment(connection, place[0])
    kept, rest = places[: begin + same], places[end:]
    for segment in splice.after[same:]:
        if rest and (rest[0][1] - (kept[-1][1] if kept else 0)) < 2:
            kept, rest = _make_room(connection, kept, rest)
        first = kept[-1][1] if kept else 0
        ordinal = (first + rest[0][1]) // 2 if rest else first + ROOM
        kept.append((insert_segment(connection, transcript_id, ordinal, segment), ordinal))
    return kept + rest


def _make_room(connection: Connection, kept: list[_Place], rest: list[_Place]) -> tuple[list[_Place], list[_Place]]:
    """Set all segments apart again; through numbers below zero, since two may never stand at one place."""
    places = [(place[0], number * ROOM) for number, place in enumerate((*kept, *rest), start=1)]
    for sign in (-1, 1):
        connection.executemany("UPDATE segments SET ordinal = ? WHERE id = ?", [(sign * at, id_) for id_, at in places])
    return places[: len(kept)], places[len(kept) :]
