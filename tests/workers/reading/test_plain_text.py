"""Plain text in any encoding."""

import codecs

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.core.errors import UnreadableFile
from app.workers.reading import plain_text
from app.workers.reading.plain_text import decode

GERMAN = "Die Brücke über den Fluss wurde größer gebaut, als die Bürger es für möglich hielten. " * 6
RUSSIAN = "Мост через реку построили больше, чем считали возможным жители города. " * 6
JAPANESE = "川に架かる橋は、市民が可能だと思っていたよりも大きく造られた。\n" * 6
GREEK = "Η γέφυρα πάνω από το ποτάμι χτίστηκε μεγαλύτερη από όσο πίστευαν οι πολίτες. " * 6


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_kept_character_by_character(text: str) -> None:
    assert decode(text.encode()) == (text.removeprefix("\ufeff"), ())


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, "Plain English, nothing more.\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
def test_unicode_encodings_with_and_without_their_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (GERMAN, "mac_roman"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_older_encodings_are_found_out(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, ())


def test_a_declared_encoding_is_believed_where_the_bytes_agree() -> None:
    assert decode("Bär".encode("cp1252"), declared="windows-1252")[0] == "Bär"
    assert decode(GERMAN.encode(), declared="latin-1")[0] == GERMAN
    assert decode(GERMAN.encode(), declared="no-such-encoding")[0] == GERMAN


def test_damaged_utf8_is_read_with_marks_in_the_damaged_places_and_a_note() -> None:
    damaged = bytearray(RUSSIAN.encode())
    damaged[100:101] = b"\xff"
    text, notes = decode(bytes(damaged))
    assert text.endswith(RUSSIAN[100:])
    assert "\ufffd" in text
    assert notes


def test_single_zero_bytes_become_spaces() -> None:
    assert decode(b"before\x00after, and more text of the usual kind " * 5)[0].startswith("before after")


def test_a_cut_off_last_character_costs_no_more_than_itself() -> None:
    assert decode(GERMAN.encode("utf-16-le")[:-1])[0] == GERMAN[:-1]
    assert decode(codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le")[:-1])[0] == GERMAN[:-1]


def test_line_ends_of_all_systems_become_one() -> None:
    assert decode(b"a\r\nb\rc\nd")[0] == "a\nb\nc\nd"


@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"\x00" * 5000, b"\x01\x02\x03" * 500])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="not text"):
        decode(content)


@given(st.binary(max_size=2000))
def test_any_bytes_end_in_text_or_in_a_reason(content: bytes) -> None:
    try:
        text, _ = decode(content)
    except UnreadableFile:
        return
    text.encode()


def test_a_text_has_one_page_without_a_number() -> None:
    document = plain_text.read(b"One.\n\nTwo.")
    assert document.format == "text"
    assert [(page.number, page.text) for page in document.pages] == [(None, "One.\n\nTwo.")]
