"""Captions grow; what is provisional is replaced; being behind is told once it matters."""

from app.core.events import Caption, Notice, Token
from app.core.meetings.transcript import Segment
from app.ui.meetings.captions_state import CaptionsState, reduce

ONE, TWO = Segment(0, 2, "Good morning.", "Me"), Segment(2, 4, "Hello.", "Others")
OPEN = Segment(4, 5, "shall we", "Me")


def after(*events: Caption | Notice | Token) -> CaptionsState:
    state = CaptionsState()
    for event in events:
        state = reduce(state, event)
    return state


def test_settled_text_grows_and_provisional_text_is_replaced() -> None:
    state = after(Caption((ONE,), (OPEN,), 0), Caption((TWO,), (), 0))
    assert state.settled == (ONE, TWO)
    assert state.provisional == ()


def test_a_moment_behind_is_not_worth_telling_more_is() -> None:
    assert after(Caption((), (), 2.0)).behind_s == 0
    assert after(Caption((), (), 9.0)).behind_s == 9
    assert after(Caption((), (), 9.0), Caption((), (), 1.0)).behind_s == 0


def test_a_notice_stays_until_words_follow() -> None:
    state = after(Caption((), (OPEN,), 0), Notice("Interrupted."))
    assert (state.notice, state.provisional) == ("Interrupted.", ())
    assert reduce(state, Caption((ONE,), (), 0)).notice == ""


def test_other_events_change_nothing() -> None:
    assert after(Token("x")) == CaptionsState()
