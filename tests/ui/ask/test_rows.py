"""The text of an answer becomes rows of runs, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.ask.rows import LINE_BREAK, Draft, Kind, Run, Style, grow, plain_text, read

SOURCE = """# Rent

The rent is **1,200 euros**, due *early*
in the month.

1. First
2. Second
   - nested

| kind | sum |
|------|-----|
| rent | 1,200 |

```
code = "kept"
more
```

> said by the landlord

---

The end.
"""


def test_each_kind_of_block_becomes_its_own_row() -> None:
    kinds = [row.kind for row in read(SOURCE)]
    assert kinds == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.ITEM,
        Kind.ITEM,
        Kind.ITEM,
        Kind.TABLE,
        Kind.CODE,
        Kind.QUOTE,
        Kind.RULE,
        Kind.PARAGRAPH,
    ]


def test_styles_and_line_breaks_are_kept() -> None:
    assert read(SOURCE)[1].line == (
        Run("The rent is "),
        Run("1,200 euros", Style.STRONG),
        Run(", due "),
        Run("early", Style.EMPHASIS),
        Run(f"{LINE_BREAK}in the month."),
    )


def test_list_items_carry_marker_and_depth() -> None:
    items = [row for row in read(SOURCE) if row.kind is Kind.ITEM]
    assert [(row.marker, row.level) for row in items] == [("1.", 1), ("2.", 1), ("•", 2)]


def test_a_list_goes_on_from_the_number_it_begins_with() -> None:
    assert [row.marker for row in read("7. seven\n8. eight")] == ["7.", "8."]


def test_a_table_keeps_its_cells_in_reading_order() -> None:
    table = next(row for row in read(SOURCE) if row.kind is Kind.TABLE)
    assert [[line[0].text for line in cells] for cells in table.cells] == [["kind", "sum"], ["rent", "1,200"]]


@pytest.mark.fault(8, 9)
@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("![a cat](http://host/cat.png)", "a cat"),
        ("![a cat](//host/share/cat.png)", "a cat"),
        ("[read this](https://host/page)", "read this (https://host/page)"),
        ("<img src='file:///etc/passwd'>", "<img src='file:///etc/passwd'>"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("[x](smb://host/share)", "x (smb://host/share)"),
        ("[x](ms-msdt:/id)", "x (ms-msdt:/id)"),
    ],
)
def test_pictures_links_and_tags_are_words_only(source: str, shown: str) -> None:
    assert plain_text(read(source)) == shown


@given(st.lists(st.text("ab *_`#-|>[]()!1.\n<", max_size=40), max_size=8))
def test_no_text_can_break_the_reading(parts: list[str]) -> None:
    draft, text = Draft(), ""
    for part in parts:
        text += part
        draft = grow(draft, text)
        read(text)
    assert draft.source == text


@given(
    st.lists(st.text("abc,. ", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=6), st.integers(1, 9)
)
def test_a_growing_text_ends_as_it_would_have_been_read_at_once(paragraphs: list[str], step: int) -> None:
    source = "\n\n".join(paragraphs)
    draft = Draft()
    for length in range(0, len(source) + step, step):
        draft = grow(draft, source[:length])
    assert draft.rows == read(source)


def test_what_is_settled_is_not_read_again() -> None:
    draft = grow(Draft(), "One.\n\nTwo.\n\nThr")
    grown = grow(draft, "One.\n\nTwo.\n\nThree.")
    assert draft.settled_rows == 2
    assert all(old is new for old, new in zip(draft.rows[:2], grown.rows[:2], strict=True))


def test_a_list_is_settled_item_by_item() -> None:
    source = "Before:\n\n" + "".join(f"{number}. item {number}\n" for number in range(1, 400))
    draft = Draft()
    for length in range(0, len(source) + 50, 50):
        draft = grow(draft, source[:length])
    assert draft.rows == read(source)
    assert len(draft.rows) - draft.settled_rows == 1


def test_an_endless_paragraph_is_shown_as_it_stands() -> None:
    endless = "**word** " * 2000
    assert plain_text(grow(Draft(), endless).rows) == endless
