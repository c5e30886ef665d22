"""Verdicts and citations are put where their sentence stands, whatever Markdown surrounds it."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.asking.conversations import Sentence, Support
from app.core.words.sentences import split_sentences
from app.ui.ask.rows import Row, Run, plain_text, read
from app.ui.ask.support import mark


def runs_of(rows: tuple[Row, ...]) -> list[Run]:
    return [run for row in rows for line in row.lines for run in line]


def texts(rows: tuple[Row, ...], support: Support) -> str:
    return "".join(run.text for run in runs_of(rows) if run.support is support)


def test_a_sentence_is_found_through_the_markdown_in_it() -> None:
    source = "The rent is **1,200 euros** a month. It includes `heating`."
    sentences = (
        Sentence("The rent is **1,200 euros** a month.", Support.SUPPORTED, (1,)),
        Sentence("It includes `heating`.", Support.UNSUPPORTED),
    )
    marked = mark(read(source), sentences)
    assert texts(marked.rows, Support.SUPPORTED) == "The rent is 1,200 euros a month."
    assert texts(marked.rows, Support.UNSUPPORTED) == "It includes heating."
    assert marked.unplaced == ()


def test_citations_stand_behind_their_sentence() -> None:
    marked = mark(read("One is so. Two is not."), (Sentence("One is so.", Support.SUPPORTED, (1, 3)),))
    told = [run.citation or run.text for run in runs_of(marked.rows)]
    assert told == ["One is so.", 1, 3, " Two is not."]


def test_neighbours_without_support_are_told_of_once_and_at_the_end_of_the_line() -> None:
    source = "Nobody knows. Nobody asks.\n\n- Nobody cares."
    sentences = tuple(Sentence(span.text, Support.UNSUPPORTED) for span in split_sentences(source))
    rows = mark(read(source), sentences).rows
    assert [[run.note for run in row.line if not run.text] for row in rows] == [[True], [True]]


def test_a_list_item_is_marked_without_its_number() -> None:
    source = "1. The deposit is three months' rent."
    marked = mark(read(source), (Sentence(source, Support.SUPPORTED, (2,)),))
    assert texts(marked.rows, Support.SUPPORTED) == "The deposit is three months' rent."


def test_a_sentence_that_cannot_be_found_is_not_lost() -> None:
    stranger = Sentence("Something else altogether.", Support.UNSUPPORTED)
    marked = mark(read("The rent is 1,200 euros."), (stranger,))
    assert marked.unplaced == (stranger,)


def test_letters_that_become_two_do_not_shift_what_follows() -> None:
    source = "Die Straße ist groß. Der Rest."
    marked = mark(read(source), (Sentence("Die Straße ist groß.", Support.SUPPORTED, (1,)),))
    assert texts(marked.rows, Support.SUPPORTED) == "Die Straße ist groß."


def test_cells_of_a_table_are_marked_too() -> None:
    source = "| kind | sum |\n|---|---|\n| rent | 1,200 |"
    marked = mark(read(source), (Sentence("| rent | 1,200 |", Support.SUPPORTED, (1,)),))
    assert texts(marked.rows, Support.SUPPORTED) == "rent1,200"


@given(st.text("Ab .*_`\n-1!", max_size=200), st.sampled_from(list(Support)))
def test_marking_never_changes_a_word(source: str, support: Support) -> None:
    rows = read(source)
    sentences = tuple(Sentence(span.text, support, (1,)) for span in split_sentences(source))
    assert plain_text(mark(rows, sentences).rows) == plain_text(rows)
