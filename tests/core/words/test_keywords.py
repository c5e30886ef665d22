"""Words as the full-text index sees them, tried against a real FTS5 table."""

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.words.keywords import (
    FTS5_TOKENIZER,
    identifiers,
    in_english,
    keyword_text,
    letters_and_digits,
    match_query,
    query_terms,
    quoted_phrases,
)

Finds = Callable[[str, str], bool]


@pytest.fixture(scope="module")
def finds() -> Finds:
    """Whether a question finds a passage."""

    def finds(question: str, passage: str) -> bool:
        table = _table(passage)
        try:
            return _matches(table, question)
        finally:
            table.close()

    return finds


def _table(*passages: str) -> sqlite3.Connection:
    table = sqlite3.connect(":memory:")
    table.execute(f'CREATE VIRTUAL TABLE keywords USING fts5 (words, tokenize = "{FTS5_TOKENIZER}")')
    table.executemany("INSERT INTO keywords (words) VALUES (?)", ((keyword_text(passage),) for passage in passages))
    return table


def _matches(table: sqlite3.Connection, question: str) -> bool:
    query = match_query(question)
    if not query:
        return False
    return table.execute("SELECT 1 FROM keywords WHERE keywords MATCH ?", (query,)).fetchone() is not None


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("running contracts", "The contract ran; it was run."),
        ("AB-1234", "Order AB-1234 was shipped."),
        ("ab1234", "Order AB-1234 was shipped."),
        ("1234", "Order AB-1234 was shipped."),
        ("AB 1234", "Order AB-1234 was shipped."),
        ("1234567", "a profit of $1,234,567"),
        ("1,234,567", "a profit of 1234567"),
        ("3.14", "about 3.14 in all"),
        ("user_name", "the field user_name is empty"),
        ("mail@example.org", "write to mail@example.org"),
        ("STRASSE", "die Straße"),
        ("Zurich", "in Zürich"),
        ("ﬁnance", "finance"),
        ("ＡＬＣＯＶＥ", "alcove"),
        ("北京", "我爱北京天安门"),
        ("京", "我爱北京天安门"),
        ("東京タワー", "昨日東京タワーに行きました"),
        ("ภาษาไทย", "เขาพูดภาษาไทยได้"),
        ("हिन्दी", "यह हिन्दी में है"),
        ("كتاب", "كِتَابٌ جديد"),
        ("שלום", "שָׁלוֹם עולם"),
        ("l'homme", "un homme"),
    ],
)
def test_a_word_is_found_however_it_is_written(finds: Finds, question: str, passage: str) -> None:
    assert finds(question, passage)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("12.5", "125 people"),
        ("हिन्दू", "यह हिन्दी में है"),
        ("contract", "the contraption"),
    ],
)
def test_other_words_are_not(finds: Finds, question: str, passage: str) -> None:
    assert not finds(question, passage)


def test_stop_words_are_left_out_unless_nothing_else_remains() -> None:
    assert query_terms("What is the capital of France?") == ("capital", "france")
    assert query_terms("to be or not to be") == ("to", "be", "or", "not")


def test_stop_words_are_those_of_the_language_of_the_question() -> None:
    assert "die" in query_terms("When did the emperor die?")
    assert query_terms("Wann ist die Frist abgelaufen?") == ("wann", "frist", "abgelaufen")
    assert query_terms("¿Cuál es la capital de España?") == ("capital", "españa")


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Who wrote the contract?", True),
        ("AB-1234", True),
        ("Wer hat den Vertrag geschrieben?", False),
        ("¿Quién escribió el contrato?", False),
        ("谁写了合同？", False),
        ("Кто написал договор?", False),
    ],
)
def test_english_is_told_from_other_languages(question: str, english: bool) -> None:
    assert in_english(question) is english


def test_what_is_quoted_is_looked_for_as_a_phrase_too() -> None:
    assert match_query('Who said "the quick fox"?').endswith('"the quick fox"')
    assert quoted_phrases('compare "first thing" with «second»') == ("first thing", "second")


def test_a_quoted_phrase_ranks_its_exact_words_first() -> None:
    table = _table("fox and quick and the brown", "we saw the quick brown fox", "brown quick fox the")
    query = match_query('"quick brown fox"')
    best = table.execute("SELECT rowid FROM keywords WHERE keywords MATCH ? ORDER BY rank", (query,)).fetchone()
    table.close()
    assert best == (2,)


def test_identifiers_are_numbers_and_whatever_holds_a_digit() -> None:
    assert identifiers("Was invoice INV-2024/07 over $1,250 paid in Q3?") == ("inv202407", "1250", "q3")
    assert identifiers("Was it paid?") == ()


def test_there_is_nothing_to_look_for_in_signs() -> None:
    assert match_query('?!* " - (') == ""


def test_a_long_text_is_asked_for_by_64_words_at_most() -> None:
    assert len(query_terms(" ".join(f"word{number}" for number in range(1000)))) == 64


@given(st.text())
def test_every_text_is_a_valid_query_that_finds_itself(text: str) -> None:
    table = _table(text)
    try:
        assert _matches(table, text) == bool(match_query(text))
    finally:
        table.close()


@given(
    st.lists(
        st.sampled_from(['"', "AND", "OR", "NOT", "NEAR(", ")", "*", "^", ":", "-", "+", "{", "a", "字", "'", "\x00"])
    )
)
def test_fts5_syntax_is_only_text(parts: list[str]) -> None:
    table = _table("nothing")
    try:
        _matches(table, " ".join(parts))
        _matches(table, "".join(parts))
    finally:
        table.close()


@given(st.text())
def test_what_is_stored_is_words_and_spaces_only(text: str) -> None:
    assert not set(keyword_text(text)) & set("\"'\n\t*().,:")


_WORDS = st.lists(
    st.sampled_from(["Öl", "1,250", "AB", "x7", "東京都", "ｆｕｌｌ", "naïve", "3.5", "का"]), min_size=1, max_size=5
)


@given(_WORDS, _WORDS)
def test_a_text_whose_words_hold_a_phrase_holds_its_letters_and_digits(text: list[str], phrase: list[str]) -> None:
    passage, quoted = " ".join(text), " ".join(phrase)
    if f" {keyword_text(quoted)} " in f" {keyword_text(passage)} ":
        assert letters_and_digits(quoted) in letters_and_digits(passage)
