"""Passages hold everything, end where the text breaks, and never cross a page."""

import itertools

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.core.library.chunking import PASSAGE_TOKENS, estimated_tokens, split
from app.core.library.documents import Chunk, Heading, Page, ReadDocument

WORDS = "the water of this river turns slowly under an old stone bridge every autumn".split()

pieces = st.sampled_from(
    [*WORDS, "\n", "\n\n", ". ", " | ", "1,234.50", "$", "水は流れる。", "नदी", "ملف", "x" * 400, "\t", "\u00a0", "😀"]
)
texts = st.lists(pieces, max_size=900).map(" ".join) | st.text(max_size=300)


def chunks_of(*texts: str, headings: tuple[Heading, ...] = ()) -> list[Chunk]:
    pages = tuple(Page(number, text, headings) for number, text in enumerate(texts, start=1))
    return split(ReadDocument("", "text", pages))


def prose(words: int) -> str:
    sentences = []
    while len(" ".join(sentences).split()) < words:
        sentences.append(" ".join(WORDS).capitalize() + ".")
    return " ".join(sentences)


@given(st.lists(texts, min_size=1, max_size=3))
def test_passages_hold_every_character_that_can_be_seen_in_order(pages: list[str]) -> None:
    document = ReadDocument("", "text", tuple(Page(None, text) for text in pages))
    chunks = split(document)
    for chunk in chunks:
        assert chunk.text == pages[chunk.page_index][chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip() != ""
    for index, text in enumerate(pages):
        here = [chunk for chunk in chunks if chunk.page_index == index]
        assert all(first.end <= second.start for first, second in itertools.pairwise(here))
        assert "".join("".join(chunk.text for chunk in here).split()) == "".join(text.split())


@given(texts)
def test_no_passage_is_longer_than_the_embedder_reads(text: str) -> None:
    assert all(estimated_tokens(chunk.text) <= PASSAGE_TOKENS + 20 for chunk in chunks_of(text))


@given(texts, st.lists(st.integers(0, 2000), max_size=5))
def test_headings_change_where_passages_begin_and_lose_nothing(text: str, offsets: list[int]) -> None:
    headings = tuple(Heading(offset, 1, "H") for offset in sorted(offsets) if offset < len(text))
    chunks = chunks_of(text, headings=headings)
    assert "".join("".join(chunk.text for chunk in chunks).split()) == "".join(text.split())


def test_prose_is_cut_after_sentences_into_passages_of_about_a_hundred_and_fifty_words() -> None:
    chunks = chunks_of(prose(1000))
    assert all(chunk.text.endswith(".") for chunk in chunks)
    assert all(100 <= len(chunk.text.split()) <= 230 for chunk in chunks)


def test_a_paragraph_end_is_better_than_a_sentence_end() -> None:
    chunks = chunks_of(prose(100) + "\n\n" + prose(120))
    assert [len(chunk.text.split()) for chunk in chunks] == [112, 126]


def test_what_would_leave_a_few_words_behind_is_cut_in_halves() -> None:
    shorter, longer = sorted(len(chunk.text.split()) for chunk in chunks_of(prose(240)))
    assert shorter > 0.7 * longer


def test_a_short_page_is_one_passage_and_pages_are_never_joined() -> None:
    assert [chunk.page_index for chunk in chunks_of("One.", "", "Three.")] == [0, 2]


def test_table_rows_stay_whole() -> None:
    rows = [f"Row {number}. With a sentence. And more | {number},000.00 | 12 % | yes" for number in range(60)]
    for chunk in chunks_of("\n".join(rows)):
        assert set(chunk.text.split("\n")) <= set(rows)


def test_a_row_longer_than_a_passage_is_cut_all_the_same() -> None:
    chunks = chunks_of("Left | " + prose(400))
    assert len(chunks) > 1


def test_text_without_spaces_is_cut_after_its_own_full_stops() -> None:
    chunks = chunks_of("河川は秋になると古い橋の下をゆっくりと流れる。" * 60)
    assert len(chunks) > 3
    assert all(chunk.text.endswith("。") for chunk in chunks)


def test_one_endless_word_is_cut_somewhere() -> None:
    chunks = chunks_of("a" * 10_000)
    assert "".join(chunk.text for chunk in chunks) == "a" * 10_000
    assert len(chunks) > 5


def test_a_passage_carries_the_path_of_headings_above_it() -> None:
    text = f"Guide\n\n{prose(150)}\n\nBoats\n\n{prose(150)}\n\nOars\n\n{prose(150)}\n\nTides\n\n{prose(150)}"
    headings = tuple(
        Heading(text.index(title), level, title)
        for title, level in (("Guide", 1), ("Boats", 2), ("Oars", 3), ("Tides", 2))
    )
    starts = {chunk.text.split("\n")[0]: chunk.heading for chunk in chunks_of(text, headings=headings)}
    assert starts["Guide"] == "Guide"
    assert starts["Boats"] == "Guide > Boats"
    assert starts["Oars"] == "Guide > Boats > Oars"
    assert starts["Tides"] == "Guide > Tides"


def test_headings_hold_on_the_pages_that_follow() -> None:
    pages = (Page(1, "Tides\nText.", (Heading(0, 1, "Tides"),)), Page(2, "More of it."))
    assert [chunk.heading for chunk in split(ReadDocument("", "pdf", pages))] == ["Tides", "Tides"]


def test_a_small_section_stays_with_what_follows() -> None:
    text = "Contents\n\nBoats\n\n" + prose(60)
    headings = (Heading(0, 1, "Contents"), Heading(10, 1, "Boats"))
    assert len(chunks_of(text, headings=headings)) == 1


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("river", 1), ("1234", 2), ("$5.", 3), ("水車", 2), ("incomprehensible", 3)]
)
def test_tokens_are_estimated_from_words_digits_and_signs(text: str, tokens: int) -> None:
    assert estimated_tokens(text) == tokens


def rows(count: int, first: str = "Item | Price | Remark") -> str:
    return "\n".join(
        [first, *(f"Article number {number} | 1,{number:03}.50 | in stock again" for number in range(count))]
    )


def test_a_table_that_is_cut_takes_its_first_row_along() -> None:
    chunks = chunks_of(f"Prices\n\n{rows(120)}\n\nThat was all.", headings=(Heading(0, 1, "Prices"),))
    inside = [chunk for chunk in chunks if chunk.text.startswith("Article")]
    assert len(inside) > 5
    assert {chunk.heading for chunk in inside} == {"Prices > Item | Price | Remark"}
    assert chunks[0].heading == "Prices"
    assert split_headings(f"{rows(120)}\n\n{prose(300)}")[-1] == ""


def split_headings(text: str) -> list[str]:
    return [chunk.heading for chunk in chunks_of(text)]


def test_every_table_has_its_own_first_row_and_markdown_draws_a_line_below_it() -> None:
    first = "| Item | Price | Remark |\n|---|---|---|"
    headings = split_headings(f"{rows(60)}\n\n{rows(60, first)}")
    assert set(headings) == {"", "Item | Price | Remark", "| Item | Price | Remark |"}


def test_a_line_with_a_bar_in_it_is_no_table() -> None:
    assert set(split_headings("a | b\n" + prose(800))) == {""}


def test_a_sheet_names_the_row_each_passage_begins_in() -> None:
    text = f"{rows(50)}\n\n\n{rows(50)}"
    chunks = split(ReadDocument("", "xlsx", (Page(None, text, label="Sheet Costs", first_row=7),)))
    for chunk in chunks:
        assert chunk.text.split("\n")[0] == text.split("\n")[chunk.first_row - 7]


def test_other_pages_have_no_rows() -> None:
    assert {chunk.first_row for chunk in chunks_of(rows(60))} == {0}
