"""Corrections are on disk when they are acknowledged, and can be undone and done again after a restart."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from app.core.errors import NothingFound
from app.core.meetings.transcript import Segment
from app.core.meetings.transcript_edits import (
    Edit,
    Segments,
    StaleEdit,
    applied,
    delete,
    merge,
    reassign,
    rename_speaker,
    reword,
    split,
    together,
)
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.transcript_edits import TranscriptEdits
from tests.core.meetings.test_transcript_edits import MAKERS, TALK, steps
from tests.core.transcripts import segments
from tests.installed import REPOSITORY
from tests.storage.made import KEY


class Kept:
    """A transcript in a vault, and what is done to it."""

    def __init__(self, database: Database, kept: Segments = TALK) -> None:
        self.meetings, self.edits = Meetings(database), TranscriptEdits(database)
        self.id = self.meetings.begin("/talk.wav", "Talk")
        self.meetings.replace_segments(self.id, kept)

    @property
    def segments(self) -> Segments:
        return self.meetings.transcript(self.id).segments

    def make(self, edit: Edit) -> None:
        self.edits.make(self.id, edit)


@pytest.fixture
def kept(database: Database) -> Kept:
    return Kept(database)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(segments(), strategies.lists(steps, max_size=6))
def test_the_vault_holds_what_the_window_shows(
    database: Database, before: Segments, wanted: list[tuple[str, int, int, str]]
) -> None:
    kept, shown, made = Kept(database, before), before, 0
    for kind, index, place, text in wanted:
        edit = MAKERS[kind](shown, index % len(shown), place, text) if shown else Edit()
        shown = applied(shown, edit)
        kept.make(edit)
        made += bool(edit)
    assert kept.segments == shown
    for _ in range(made):
        kept.edits.undo(kept.id)
    assert kept.segments == before
    for _ in range(made):
        kept.edits.redo(kept.id)
    assert kept.segments == shown


def test_it_is_told_what_was_undone_and_how_much_more_there_is(kept: Kept) -> None:
    kept.make(reword(TALK, 1, "Goodbye."))
    kept.make(rename_speaker(TALK, "Speaker 1", "Ana"))
    assert (kept.edits.standing(kept.id).undoable, kept.edits.standing(kept.id).redoable) == (2, 0)
    undone = kept.edits.undo(kept.id)
    assert (undone.undoable, undone.redoable) == (1, 1)
    assert [one.after for one in undone.edit.speakers] == ["Speaker 1", "Speaker 1"]
    kept.edits.undo(kept.id)
    assert not kept.edits.undo(kept.id).edit
    assert kept.segments == TALK


def test_a_new_correction_ends_what_could_be_done_again(kept: Kept) -> None:
    kept.make(reword(TALK, 1, "Goodbye."))
    kept.edits.undo(kept.id)
    kept.make(delete(TALK, [0]))
    assert not kept.edits.redo(kept.id).edit
    assert kept.segments == TALK[1:]


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    database = Database(tmp_path / "vault.db", KEY)
    kept = Kept(database)
    kept.make(split(TALK, 0, 4))
    database.close()
    database = Database(tmp_path / "vault.db", KEY)
    edits, meetings = TranscriptEdits(database), Meetings(database)
    edits.undo(kept.id)
    assert meetings.transcript(kept.id).segments == TALK
    database.close()


def test_a_correction_of_what_is_no_longer_there_changes_nothing(kept: Kept) -> None:
    kept.make(delete(TALK, [0]))
    stale = (
        reword(TALK, 0, "Hi."),
        reassign(TALK, [2], "Ana"),
        together((reword(TALK[1:], 0, "X."), reword(TALK, 2, "Y"))),
    )
    for edit in stale:
        with pytest.raises(StaleEdit):
            kept.make(edit)
    assert kept.segments == TALK[1:]
    assert kept.edits.standing(kept.id).undoable == 1


def test_a_segment_can_be_split_again_and_again_at_one_place(database: Database) -> None:
    words = " ".join(f"w{number}" for number in range(60))
    kept = Kept(database, (Segment(0.0, 60.0, words), TALK[1]))
    for _ in range(59):
        shown = kept.segments
        kept.make(split(shown, 0, shown[0].text.rindex(" ")))
    assert [one.text for one in kept.segments] == [*words.split(), TALK[1].text]
    kept.make(merge(kept.segments, 0))
    kept.meetings.add_segment(kept.id, replace(TALK[2], start=90.0))
    assert kept.segments[-1].start == 90.0


def test_the_words_of_a_correction_are_found_and_those_before_are_not(kept: Kept) -> None:
    kept.make(reword(TALK, 1, "Auf Wiedersehen."))
    assert kept.meetings.saying("wiedersehen") == {kept.id}
    assert kept.meetings.saying("bye") == set()
    kept.edits.undo(kept.id)
    assert kept.meetings.saying("bye") == {kept.id}


def test_speakers_told_apart_anew_keep_the_texts_and_end_undoing(kept: Kept) -> None:
    kept.make(reword(TALK, 1, "Goodbye."))
    kept.meetings.replace_segments(kept.id, kept.segments)
    assert kept.segments[1].text == "Goodbye."
    assert kept.segments[1].heard == TALK[1].words
    assert not kept.edits.undo(kept.id).edit


def test_a_deleted_transcript_cannot_be_corrected(kept: Kept) -> None:
    kept.meetings.delete(kept.id)
    with pytest.raises(NothingFound):
        kept.make(reword(TALK, 1, "Goodbye."))


def edit_until_killed(path: Path, transcript_id: int, lines: int) -> str:
    """Let a process correct the transcript, kill it, and return the last text it was told is kept."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.editor_process", str(path), str(transcript_id)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    rest, _ = process.communicate()
    said += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return said[-1].strip()


@pytest.mark.parametrize("_attempt", range(3))
def test_a_kill_in_the_middle_of_editing_loses_nothing_acknowledged(tmp_path: Path, _attempt: int) -> None:
    path = tmp_path / "vault.db"
    database = Database(path, KEY)
    kept = Kept(database)
    database.close()
    acknowledged = int(edit_until_killed(path, kept.id, lines=random.randint(1, 40)))
    database = Database(path, KEY)
    meetings, edits = Meetings(database), TranscriptEdits(database)
    found = [one.text for one in meetings.transcript(kept.id).segments]
    number = int(found[0].removeprefix("Text "))
    assert number in (acknowledged, acknowledged + 1)
    assert edits.standing(kept.id).undoable == min(number, 1000)
    edits.undo(kept.id)
    assert meetings.transcript(kept.id).segments[0].text == (f"Text {number - 1}" if number > 1 else TALK[0].text)
    assert database.damage() is None
    database.close()
