"""What the editor shows after each correction, search and second heard."""

import pytest

from app.core.meetings.transcript_edits import StaleEdit, delete, reword
from app.core.meetings.transcript_search import Match, Wanted
from app.ui.meetings import editor_state as changes
from app.ui.meetings.editor_state import Change, EditorState, reduce
from tests.core.meetings.test_transcript_edits import TALK


def after(*done: Change, state: EditorState | None = None) -> EditorState:
    state = state or reduce(EditorState(), changes.Opened(3, TALK))
    for change in done:
        state = reduce(state, change)
    return state


def test_a_correction_is_shown_at_once() -> None:
    state = after(changes.Corrected(reword(TALK, 1, "Goodbye.")), changes.Standing(1, 0))
    assert (state.segments[1].text, state.undoable, state.redoable) == ("Goodbye.", 1, 0)
    assert state.speakers == ("Speaker 1", "Speaker 2")


def test_a_correction_of_something_else_is_refused() -> None:
    with pytest.raises(StaleEdit):
        after(changes.Corrected(delete(TALK, [0])), changes.Corrected(reword(TALK, 0, "Hello.")))


def test_what_is_looked_for_is_found_from_where_the_reader_is() -> None:
    state = after(changes.Sought(Wanted("e"), 1))
    assert state.match == Match(1, 2, 3)
    assert state.match_number == 1
    state = after(changes.MatchStepped(1, 2), changes.MatchStepped(2, 1), state=state)
    assert (state.match, state.match_number) == (Match(2, 2, 3), 3)
    assert after(changes.MatchStepped(1, 2, backwards=True), state=state).match == Match(2, 2, 3)


def test_what_was_found_is_found_anew_after_a_correction() -> None:
    state = after(changes.Sought(Wanted("bye")), changes.Corrected(reword(TALK, 1, "Bye bye.")))
    assert state.found == (Match(1, 0, 3), Match(1, 4, 7))


def test_words_hardly_heard_are_gone_to() -> None:
    state = after(changes.UnsureStepped(0.5, 0, -1))
    assert state.match == Match(0, 5, 12)
    assert after(changes.UnsureStepped(0.5, 0, 5), state=state).match == Match(0, 5, 12)


def test_the_word_that_is_heard_is_marked() -> None:
    assert after(changes.Reached(0.7)).spoken == (0, 1)
    assert after(changes.Reached(0.7), changes.Reached(None)).spoken is None


def test_another_transcript_begins_anew() -> None:
    state = after(changes.Sought(Wanted("bye")), changes.Standing(4, 2), changes.Opened(4, TALK[:1]))
    assert state == EditorState(4, TALK[:1])


def test_what_is_still_being_heard_cannot_be_corrected() -> None:
    assert after(changes.Opened(None, TALK)).transcript_id is None
