"""OpenDocument texts, sheets and presentations."""

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading import odf
from tests.made_documents import zipped
from tests.made_office import odf as made
from tests.workers.reading.asked import labels, reading, texts

META = (
    "<office:meta><dc:title>Own</dc:title><dc:creator>Ada Byron</dc:creator><dc:date>2023-05-06T07:08:09.123</dc:date>"
    "<meta:creation-date>2020-01-01T00:00:00</meta:creation-date></office:meta>"
)


def text_of(body: str) -> str:
    return odf.read(made(f"<office:text>{body}</office:text>"), reading()).pages[0].text


def test_headings_paragraphs_and_signs() -> None:
    body = (
        '<text:h text:outline-level="2">Boats</text:h><text:p>One<text:s text:c="2"/>two<text:tab/>three<text:line-break/>'
        "four <text:span>fi</text:span>ve</text:p><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    )
    page = odf.read(made(f"<office:text>{body}</office:text>", META), reading()).pages[0]
    assert page.text == "Boats\n\nOne  two\tthree\nfour five"
    assert [(heading.offset, heading.level, heading.text) for heading in page.headings] == [(0, 2, "Boats")]


def test_lists_notes_comments_and_boxes() -> None:
    assert (
        text_of(
            "<text:list><text:list-item><text:p>a</text:p></text:list-item><text:list-item><text:p>b</text:p>"
            "</text:list-item></text:list>"
        )
        == "\u2022 a\n\u2022 b"
    )
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>why</text:p></text:note-body></text:note>"
    assert text_of(f"<text:p>So{note}.</text:p>") == "So [why]."
    assert (
        text_of("<text:p>x<office:annotation><text:p>Sure?</text:p></office:annotation></text:p>")
        == "x [Comment: Sure?]"
    )
    by = '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Anna Berg</dc:creator>'
    said = text_of(f"<text:p>x<office:annotation>{by}<text:p>Sure?</text:p></office:annotation></text:p>")
    assert said == "x [Comment by Anna Berg: Sure?]"
    box = "<draw:frame><draw:text-box><text:p>Box</text:p></draw:text-box></draw:frame>"
    assert text_of(f"<text:p>Around{box}</text:p>") == "Around\n\nBox"


def test_tables_are_rows() -> None:
    cells = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cells.format('a')}{cells.format('b')}</table:table-row>"
    assert text_of(f"<table:table>{row}{row}</table:table>") == "a | b\na | b"


def test_sheets_are_named_and_repeated_rows_and_cells_keep_their_places() -> None:
    sheet = (
        '<table:table table:name="Costs"><table:table-row table:number-rows-repeated="3"><table:table-cell/>'
        "</table:table-row><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"><text:p>b</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
    )
    document = odf.read(made(f"<office:spreadsheet>{sheet}</office:spreadsheet>", META), reading())
    assert (document.format, labels(document), texts(document)) == ("ods", ["Sheet Costs"], ["a | b | b"])
    assert document.pages[0].first_row == 4
    assert (document.title, document.author, document.date) == ("Own", "Ada Byron", "2023-05-06T07:08:09")


def test_slides_with_title_and_notes() -> None:
    box = "<draw:frame{}><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    title = box.format(' presentation:class="title"', "Boats")
    notes = f"<presentation:notes>{box.format('', 'Spoken')}</presentation:notes>"
    document = odf.read(
        made(
            f"<office:presentation><draw:page>{box.format('', 'Text')}{title}{notes}</draw:page></office:presentation>"
        ),
        reading(),
    )
    assert (document.format, labels(document)) == ("odp", ["Slide 1"])
    assert texts(document) == ["Boats\n\nText\n\nNotes:\n\nSpoken"]


def test_a_broken_file_says_so() -> None:
    with pytest.raises(UnreadableFile, match="OpenDocument file is damaged"):
        odf.read(zipped({"content.xml": b"<x/>"}), reading())
