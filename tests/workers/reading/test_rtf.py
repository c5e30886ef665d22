"""RTF documents."""

import re

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading import rtf
from tests.workers.reading.asked import read, reading, refusal

HEAD = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Tides}{\author Ada Byron}"
    r"{\creatim\yr2020\mo1\dy2}{\revtim\yr2023\mo5\dy6\hr7}}"
)


def text_of(body: str) -> str:
    return rtf.read(f"{HEAD}{body}}}".encode("cp1252"), reading()).pages[0].text


def test_paragraphs_and_characters() -> None:
    assert text_of(r"One \b bold\b0  word.\par Two \'e4 \u8364? end\par") == "One bold word.\n\nTwo ä € end"
    assert text_of(r"\u-10179?\u-8704? smile\par") == "\U0001f600 smile"


def test_table_rows_stand_together() -> None:
    row = r"\trowd\cellx1\cellx2 {}\cell {}\cell\row "
    assert text_of(row.format("a", "b") + row.format("c", "d") + r"\pard End\par") == "a | b\nc | d\n\nEnd"


def test_what_the_document_says_of_itself() -> None:
    document = read(f"{HEAD}Text}}".encode())
    assert (document.format, document.title, document.author, document.date) == (
        "rtf",
        "Tides",
        "Ada Byron",
        "2023-05-06",
    )


def test_a_document_cut_anywhere_ends_in_text_or_one_reason() -> None:
    whole = f"{HEAD}\\u8364? One \\'e4 two\\par}}".encode()
    for length in range(6, len(whole)):
        assert re.match(r"$|This RTF document is damaged", refusal(rtf.read, whole[:length]))


def test_a_code_page_that_does_not_exist_is_survived() -> None:
    assert rtf.read(rb"{\rtf1\ansi\ansicpg99999 Text \'e4}", reading()).pages[0].text.startswith("Text")


def test_commands_that_make_no_sense_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="RTF document is damaged"):
        rtf.read(rb"{\rtf1\u99999999999? text}", reading())
