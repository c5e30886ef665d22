"""Workbooks: rows as lines, values as they are shown."""

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading import xlsx
from tests.made_office import S, cell, package, relations, rows
from tests.made_office import xlsx as made
from tests.workers.reading.asked import labels, reading, texts


def shown(value: str, code: str) -> str:
    document = xlsx.read(made({"S": f"<row r='1'>{cell('A1', value, '', 0)}</row>"}, formats=[code]), reading())
    return document.pages[0].text


def test_sheets_are_named_and_rows_are_numbered() -> None:
    document = xlsx.read(
        made({"Costs": rows(["Item", "Price"], ["Oil", "12"]), "Else": rows(["x"], first=7)}), reading()
    )
    assert labels(document) == ["Sheet Costs", "Sheet Else"]
    assert texts(document) == ["Item | Price\nOil | 12", "x"]
    assert [page.first_row for page in document.pages] == [1, 7]
    assert [heading.text for page in document.pages for heading in page.headings] == ["Costs", "Else"]


def test_a_hidden_sheet_says_so() -> None:
    assert labels(xlsx.read(made({"A": rows(["x"]), "B": rows(["y"])}, hidden="B"), reading())) == [
        "Sheet A",
        "Sheet B (hidden)",
    ]


def test_texts_are_found_wherever_they_are_kept() -> None:
    row = (
        cell("A1", "1", "s")
        + cell("B1", "formula", "str")
        + cell("C1", "1", "b")
        + cell("D1", "#N/A", "e")
        + "<c r='E1' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>"
        + cell("F1", "99", "s")
    )
    document = xlsx.read(made({"S": f"<row>{row}</row>"}, strings=["zero", "one"]), reading())
    assert texts(document) == ["one | formula | TRUE | #N/A | inline"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("45000", "yyyy-mm-dd", "2023-03-15"),
        ("45000.5", "d/m/yy h:mm", "2023-03-15 12:00:00"),
        ("0.75", "h:mm", "18:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.125", "0.0%", "12.5%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("-1234.5", '[Red]"Loss "$#,##0.00', "-$1,234.50"),
        ("12", '0 "days"', "12"),
        ("0.30000000000000004", "General", "0.3"),
        ("1e300", "0.00E+00", None),
        ("99999999999", "yyyy-mm-dd", "99999999999"),
        ("not a number", "0.00", "not a number"),
        ("nan", "General", "nan"),
        ("inf", "0%", "inf%"),
    ],
)
def test_numbers_are_written_as_the_program_shows_them(value: str, code: str, text: str | None) -> None:
    assert shown(value, code) == text or text is None


def test_a_strict_workbook_is_read_like_the_usual_ones() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    files = {
        "xl/w.xml": f'<workbook xmlns="{strict}" xmlns:r="{office}"><sheets><sheet name="A" r:id="a"/></sheets></workbook>',
        "xl/_rels/w.xml.rels": relations({"a": ("worksheet", "s.xml")}),
        "xl/s.xml": f'<worksheet xmlns="{strict}"><sheetData>{rows(["x", "y"])}</sheetData></worksheet>',
    }
    assert texts(xlsx.read(package("xl/w.xml", files), reading())) == ["x | y"]


def commented(parts: dict[str, tuple[str, str]], of_workbook: dict[str, tuple[str, str]] | None = None) -> list[str]:
    """The pages of a workbook whose sheet has these parts, by their kind: name and XML."""
    beside = of_workbook or {}
    files = {
        "xl/w.xml": f'<workbook xmlns="{S}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="A" r:id="a"/></sheets></workbook>',
        "xl/_rels/w.xml.rels": relations({"a": ("worksheet", "s.xml")} | {k: (k, n) for k, (n, _) in beside.items()}),
        "xl/s.xml": f'<worksheet xmlns="{S}"><sheetData>{rows(["x"])}</sheetData></worksheet>',
        "xl/_rels/s.xml.rels": relations({kind: (kind, name) for kind, (name, _) in parts.items()}),
        **{f"xl/{name}": xml for name, xml in (*parts.values(), *beside.values())},
    }
    document = xlsx.read(package("xl/w.xml", files), reading())
    assert labels(document) == ["Sheet A", "Sheet A, comments"]
    return texts(document)[1].split("\n")


def notes(*notes: tuple[str, int, str], authors: tuple[str, ...] = ()) -> tuple[str, str]:
    known = "".join(f"<author>{author}</author>" for author in authors)
    said = "".join(
        f'<comment ref="{at}" authorId="{by}"><text><t>{text}</t></text></comment>' for at, by, text in notes
    )
    return "c.xml", f'<comments xmlns="{S}"><authors>{known}</authors><commentList>{said}</commentList></comments>'


def test_comments_follow_their_sheet_and_say_whose_they_are() -> None:
    found = notes(("B2", 0, "Too much"), ("B3", 1, "Ola:\nSure?"), ("B4", 7, "Why?"), authors=("Anna Berg", "Ola"))
    assert commented({"comments": found}) == [
        "B2: Comment by Anna Berg: Too much",
        "B3: Comment by Ola: Sure?",
        "B4: Comment: Why?",
    ]


def test_a_conversation_is_read_itself_and_not_the_note_for_older_programs() -> None:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    stands_in = notes(("C1", 0, "[Threaded comment] Your version of Excel…"), authors=("tc={1}",))
    thread = "".join(
        f'<threadedComment ref="C1" personId="{by}"><text>{text}</text></threadedComment>'
        for by, text in (("{A}", "Too much?"), ("{B}", "No."))
    )
    people = f'<personList xmlns="{space}"><person displayName="Anna Berg" id="{{A}}"/></personList>'
    parts = {
        "comments": stands_in,
        "threadedComment": ("t.xml", f'<ThreadedComments xmlns="{space}">{thread}</ThreadedComments>'),
    }
    assert commented(parts, {"person": ("p.xml", people)}) == [
        "C1: Comment by Anna Berg: Too much?",
        "C1: Comment: No.",
    ]


def test_a_note_that_stands_in_for_a_conversation_that_was_not_saved_is_all_there_is_of_it() -> None:
    stands_in = notes(("C1", 0, "[Threaded comment] Too much?"), authors=("tc={1}",))
    assert commented({"comments": stands_in}, {}) == ["C1: Comment: [Threaded comment] Too much?"]


def test_a_sheet_that_breaks_off_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="workbook is damaged"):
        xlsx.read(made({"S": rows(["a"]) + "<row><c>"}), reading())


def test_a_cell_far_away_costs_no_more_than_one_that_is_near() -> None:
    far = f"<row r='1'>{cell('A1', '1')}</row><row r='1048576'>{cell('XFD1048576', '2')}</row>"
    document = xlsx.read(made({"S": far}), reading())
    assert [(page.first_row, page.text) for page in document.pages] == [(1, "1"), (1048576, "2")]
