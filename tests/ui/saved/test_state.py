"""What the view of saved questions shows after what happened."""

from dataclasses import replace

from app.core.asking.conversations import Answer
from app.core.asking.saved_questions import Difference, SavedQuestion, Standing
from app.core.events import Answered, Compared, Event, Failed, Found, Progress, Token
from app.ui.saved.state import (
    Change,
    Chosen,
    Listed,
    Renamed,
    RunBegun,
    RunEnded,
    SavedState,
    SearchTyped,
    SourcesClosed,
    SourcesShown,
    StopPressed,
    reduce,
)

RENT = SavedQuestion(1, "rent", "How much is the rent?")
OIL = SavedQuestion(2, "oil", "When is the oil changed?")
STANDINGS = (Standing(OIL), Standing(RENT, Answer("900 euros.")))
FOUND = Found("How much is the rent?", (), 3, 1.0)


def after(*events: Change | Event, state: SavedState | None = None) -> SavedState:
    state = state or SavedState()
    for event in events:
        state = reduce(state, event)
    return state


def listed(*events: Change | Event) -> SavedState:
    return after(Listed(STANDINGS), *events)


def test_one_question_is_in_sight_as_soon_as_there_are_any() -> None:
    assert listed().name == "oil"
    assert listed(Chosen("rent"), Listed(STANDINGS)).name == "rent"
    assert listed(Chosen("rent"), Listed(STANDINGS[:1])).name == "oil"
    assert listed(Listed(())).chosen is None


def test_questions_are_found_by_name_and_by_what_they_ask() -> None:
    assert [one.question.name for one in listed(SearchTyped("RENT")).listed] == ["rent"]
    assert [one.question.name for one in listed(SearchTyped("changed")).listed] == ["oil"]


def test_a_run_shows_the_answer_on_its_way_and_takes_the_next_question() -> None:
    state = listed(RunBegun(("rent", "oil")), FOUND, Token("950 "), Token("euros."))
    assert state.run is not None
    assert (state.run.name, state.run.asking.text, state.run.asking.found) == ("rent", "950 euros.", FOUND)
    assert after(Chosen("rent"), state=state).running_here
    change = Difference(said=("950 euros.",))
    answer = Answer("950 euros.")
    state = after(Answered(answer), Compared(RENT, answer, change), state=state)
    assert state.run is not None
    assert (state.run.name, state.run.text, state.run.found) == ("oil", "", None)
    state = after(Chosen("rent"), state=state)
    assert (state.answer, state.found["rent"]) == (answer, FOUND)
    assert state.chosen is not None
    assert state.chosen.difference == change


def test_a_first_answer_is_compared_with_nothing() -> None:
    state = listed(RunBegun(("oil",)), Compared(OIL, Answer("In May."), Difference(first=True)))
    assert state.chosen is not None
    assert (state.chosen.answer, state.chosen.difference) == (Answer("In May."), None)


def test_a_question_that_failed_says_why_until_it_is_asked_again() -> None:
    state = listed(RunBegun(("oil",)), Failed("oil", "No model."), RunEnded())
    assert (state.failures, state.run) == ({"oil": "No model."}, None)
    assert after(RunBegun(("oil",)), state=state).failures == {}


def test_only_one_run_at_a_time_and_none_over_nothing() -> None:
    state = listed(RunBegun(("rent",)))
    assert after(RunBegun(("oil",)), state=state) is state
    assert listed(RunBegun(())).run is None
    assert after(StopPressed(), state=state).run is not None
    assert listed(Token("late"), StopPressed()).run is None


def test_counting_questions_is_no_progress_of_an_answer() -> None:
    state = listed(RunBegun(("rent",)), Progress("Asking again", 0, 1, "questions"))
    assert state.run is not None
    assert state.run.progress is None


def test_another_name_takes_along_what_is_known() -> None:
    state = listed(RunBegun(("oil",)), Failed("oil", "No model."), RunEnded(), Renamed("oil", "engine"))
    assert (state.name, state.failures) == ("engine", {"engine": "No model."})


def test_a_question_that_is_renamed_while_it_is_asked_gets_its_answer() -> None:
    state = listed(Chosen("rent"), RunBegun(("rent", "oil")), FOUND, Renamed("rent", "the rent"))
    renamed = (Standing(OIL), Standing(replace(RENT, name="the rent"), Answer("900 euros.")))
    state = after(Listed(renamed), state=state)
    assert state.running_here
    state = after(Compared(RENT, Answer("950 euros."), Difference()), state=state)
    assert (state.answer, state.evidence) == (Answer("950 euros."), FOUND)
    state = after(Renamed("oil", "engine"), Failed("oil", "No model."), state=state)
    assert state.failures == {"engine": "No model."}


def test_another_question_closes_the_page_and_keeps_the_panel() -> None:
    state = listed(SourcesShown(2), Chosen("rent"))
    assert (state.sources_shown, state.source) == (True, None)
    assert not after(SourcesClosed(), state=state).sources_shown
