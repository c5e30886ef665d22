"""What changed between two answers is told sentence by sentence."""

from app.core.asking.conversations import Answer, Citation, Sentence, Support
from app.core.asking.saved_questions import Difference, difference


def answer(*texts: str, titles: tuple[str, ...] = (), model: str = "m") -> Answer:
    citations = tuple(
        Citation(n, n, n, f"/{title}", title, 0, None, 0, 1, "x") for n, title in enumerate(titles, start=1)
    )
    return Answer(" ".join(texts), tuple(Sentence(text, Support.SUPPORTED) for text in texts), citations, model=model)


def test_the_first_answer_has_nothing_to_be_compared_with() -> None:
    assert difference(None, answer("A.")) == Difference(first=True)


def test_the_same_answer_is_as_before_whatever_its_white_space() -> None:
    assert not difference(answer("It is  so."), answer("It is so.")).changed


def test_sentences_and_sources_that_came_and_went_are_named() -> None:
    before = answer("Rent is 900.", "Heating is included.", titles=("old.pdf",))
    found = difference(before, answer("Rent is 950.", "Heating is included.", titles=("new.pdf",)))
    assert (found.no_longer_said, found.said) == (("Rent is 900.",), ("Rent is 950.",))
    assert (found.new_sources, found.gone_sources) == (("new.pdf",), ("old.pdf",))
    assert found.changed


def test_a_moved_sentence_is_no_change_and_another_model_is_named() -> None:
    found = difference(answer("A b.", "C d.", model="small"), answer("C d.", "A b.", model="large"))
    assert not found.changed
    assert found.other_model == "small"
