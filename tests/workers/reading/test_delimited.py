"""Tables in text files."""

import pytest

from tests.workers.reading.asked import read, texts


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    lines = [["Item", "Price", "Note"], ["Oil", "1.5", "a b"], ["Rope", "2", "c"]]
    document = read("\n".join(delimiter.join(line) for line in lines).encode(), "a.csv")
    assert texts(document) == ["Item | Price | Note\nOil | 1.5 | a b\nRope | 2 | c"]
    assert (document.format, document.pages[0].first_row) == ("csv", 1)


def test_quotes_hold_delimiters_and_line_ends() -> None:
    source = b'Item;Text\nOil;"one; two\nthree ""four"""\nRope;x\n'
    assert texts(read(source, "a.csv")) == ['Item | Text\nOil | one; two three "four"\nRope | x']


def test_the_mark_of_spreadsheets_is_obeyed_and_keeps_its_row() -> None:
    document = read(b"sep=;\na,b;c\n", "a.csv")
    assert (texts(document), document.pages[0].first_row) == (["a,b | c"], 2)


def test_one_column_is_lines() -> None:
    assert texts(read(b"one, and\ntwo\nthree\n", "a.csv"))[0].split("\n")[1:] == ["two", "three"]


def test_an_open_quote_swallows_the_rest_and_nothing_breaks() -> None:
    assert "rest" in texts(read(b'a,"b\nrest, of it', "a.csv"))[0]
