"""What is completed while a question is typed."""

import pytest

from app.ui.ask.completion import Mark, Offer, Sought, fitting, sought, without


@pytest.mark.parametrize(
    ("typed", "mark", "text"),
    [
        ("#", Mark.COLLECTION, ""),
        ("rent #con", Mark.COLLECTION, "con"),
        ("What does @lea", Mark.DOCUMENT, "lea"),
        ("two\n@lea", Mark.DOCUMENT, "lea"),
        ("/", Mark.QUESTION, ""),
        ("/monthly rent", Mark.QUESTION, "monthly rent"),
    ],
)
def test_a_mark_begins_a_word(typed: str, mark: Mark, text: str) -> None:
    found = sought(typed, len(typed))
    assert found is not None
    assert (found.mark, found.text) == (mark, text)
    assert typed[found.start : found.end] == f"{mark}{text}"


@pytest.mark.parametrize("typed", ["", "rent", "me@home", "C#", "and/or", "is it 5/6", "#con ", "/rent\nmore", "##"])
def test_what_only_looks_like_a_mark_is_text(typed: str) -> None:
    assert sought(typed, len(typed)) is None


def test_only_what_stands_before_the_cursor_counts() -> None:
    assert sought("rent #con", 4) is None
    assert sought("#con is", 4) == Sought(Mark.COLLECTION, "con", 0, 4)


@pytest.mark.parametrize(
    ("typed", "left"), [("#con", ""), ("rent #con", "rent "), ("#con what?", "what?"), ("is @a it", "is it")]
)
def test_what_was_typed_for_it_goes(typed: str, left: str) -> None:
    cursor = next(at for at in range(len(typed), 0, -1) if sought(typed, at) is not None)
    found = sought(typed, cursor)
    assert found is not None
    assert without(typed, found) == left


def test_what_begins_a_word_is_offered_first() -> None:
    offers = [Offer(Mark.COLLECTION, name, name) for name in ("Second contracts", "Subcontracts", "Contracts", "Mail")]
    found = fitting(offers, "contr", 9)
    assert [one.words for one in found] == ["Second contracts", "Contracts", "Subcontracts"]
    assert len(fitting(offers, "", 2)) == 2
