"""Old Word documents."""

import re

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading import doc
from tests.made_containers import container
from tests.made_containers import doc as made
from tests.workers.reading.asked import reading, refusal, texts

TABLE = [("a\x07", 0, False), ("b\x07", 0, False), ("\x07", 0, True)]
EMPTY_CELL = [("c\x07", 0, False), ("\x07", 0, False), ("\x07", 0, True)]


def text_of(*paragraphs: tuple[str, int, bool]) -> str:
    return texts(doc.read(made(paragraphs), reading()))[0]


@pytest.mark.parametrize("narrow", [True, False])
def test_paragraphs_and_headings_in_eight_and_in_sixteen_bits(narrow: bool) -> None:
    page = doc.read(made([("Boats\r", 1, False), ("For £5 – today\r", 0, False)], narrow), reading()).pages[0]
    assert page.text == "Boats\n\nFor £5 – today"
    assert [(heading.level, heading.text) for heading in page.headings] == [(1, "Boats")]


def test_table_rows_end_where_the_document_says() -> None:
    assert text_of(*TABLE, *EMPTY_CELL, ("End\r", 0, False)) == "a | b\nc |\n\nEnd"


def test_fields_show_what_they_show_and_not_their_instruction() -> None:
    nested = "See \x13 HYPERLINK \x13 REF x \x14inner\x15 \x14the \x13 PAGE \x147\x15 page\x15.\r"
    assert text_of((nested, 0, False)) == "See the 7 page."
    assert text_of(("Lone \x15 end, \x13 lone start\r", 0, False)) == "Lone  end,  lone start"


def test_what_word_95_wrote_is_told_what_to_do_with() -> None:
    old = b"\xdc\xa5\x65\x00" + bytes(5000)
    with pytest.raises(UnreadableFile, match=r"save it as \.docx"):
        doc.read(container({"WordDocument": old}), reading())


def test_a_document_cut_or_altered_anywhere_ends_in_text_or_one_reason() -> None:
    whole = made([("Boats\r", 1, False), *TABLE])
    for place in range(0, len(whole), 97):
        for broken in (whole[:place], whole[:place] + b"\xff\xff\xff\x7f" + whole[place + 4 :]):
            assert re.fullmatch(r"(This [^\n]+\.)?", refusal(doc.read, broken))
