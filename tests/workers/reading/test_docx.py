"""Word documents in reading order."""

import zipfile
from io import BytesIO

import pytest

from app.core.errors import UnreadableFile
from app.core.library.documents import ReadDocument
from app.workers.reading import docx
from tests.made_documents import W, paragraph, table, zipped
from tests.made_documents import docx as made
from tests.workers.reading.asked import reading

NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:styleId="Base"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="My heading"/><w:basedOn w:val="Base"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="a"/><w:basedOn w:val="Loop"/></w:style></w:styles>"""


def read(body: str, **parts: str) -> ReadDocument:
    return docx.read(made(body, parts), reading())


def text_of(body: str, **parts: str) -> str:
    return read(body, **parts).pages[0].text


def item(text: str, number: int, depth: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_paragraphs_and_table_rows_in_order() -> None:
    body = paragraph("Before & after") + table(("From", "Price"), ("Ulm", "1,50")) + paragraph("End")
    assert text_of(body) == "Before & after\n\nFrom | Price\nUlm | 1,50\n\nEnd"


def test_headings_by_inherited_style_and_by_outline_level() -> None:
    body = (
        paragraph("One", "Mine") + paragraph("Text", "Loop") + paragraph("Two", properties='<w:outlineLvl w:val="0"/>')
    )
    page = read(body, styles=STYLES).pages[0]
    assert [(heading.level, heading.text) for heading in page.headings] == [(2, "One"), (1, "Two")]
    assert all(page.text.startswith(heading.text, heading.offset) for heading in page.headings)


def test_numbers_that_word_only_shows_are_written_out() -> None:
    body = item("a", 1) + item("b", 1) + item("c", 1, 1) + item("d", 1, 1) + item("e", 1) + item("f", 1, 2)
    assert text_of(body, numbering=NUMBERING) == "1. a\n2. b\n2.a) c\n2.b) d\n3. e\nIV f"
    assert text_of(item("rope", 2), numbering=NUMBERING) == "• rope"
    assert text_of(item("no such list", 9), numbering=NUMBERING) == "no such list"


def test_notes_stand_at_the_end_under_their_number() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0" w:type="separator">{paragraph("-")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph("See the tables.")}</w:footnote></w:footnotes>'
    body = "<w:p><w:r><w:t>High water</w:t><w:footnoteReference w:id='2'/><w:t> is late.</w:t></w:r></w:p>"
    assert text_of(body, footnotes=notes) == "High water[2] is late.\n\n[2] See the tables."


def test_a_comment_stands_below_its_paragraph_and_says_whose_it_is() -> None:
    def commented(text: str, *numbers: int) -> str:
        marks = "".join(f'<w:commentReference w:id="{number}"/>' for number in numbers)
        return f"<w:p><w:r><w:t>{text}</w:t></w:r><w:r>{marks}</w:r></w:p>"

    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Anna Berg">{paragraph("Is this")}{paragraph("right?")}'
        f'</w:comment><w:comment w:id="1">{commented("Yes.", 1)}</w:comment><w:comment w:id="2" w:author="Ola"/></w:comments>'
    )
    body = (
        commented("The rent is 900 euros.", 0, 1)
        + paragraph("It is due in May.")
        + f"<w:tbl><w:tr><w:tc>{paragraph('Ulm')}</w:tc><w:tc>{commented('1,50', 0)}</w:tc></w:tr></w:tbl>"
        + commented("The end.", 2, 9)
    )
    assert text_of(body, comments=comments).split("\n\n") == [
        "The rent is 900 euros.\nComment by Anna Berg: Is this right?\nComment: Yes.",
        "It is due in May.",
        "Ulm | 1,50 Comment by Anna Berg: Is this right?",
        "The end.",
    ]


def test_deleted_and_hidden_text_and_field_codes_are_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>seen</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> new</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert text_of(body) == "seen new"


def test_a_single_cell_is_a_frame_and_nested_tables_are_read_with_their_cell() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('One')}{paragraph('Two')}</w:tc></w:tr></w:tbl>"
    assert text_of(frame) == "One\n\nTwo"
    nested = f"<w:tbl><w:tr><w:tc>{table(('a', 'b'))}</w:tc><w:tc>{paragraph('c')}</w:tc></w:tr></w:tbl>"
    assert text_of(nested) == "a | b | c"


def test_the_title_is_the_documents_own_or_else_the_first_heading() -> None:
    body = paragraph("Heading", properties='<w:outlineLvl w:val="0"/>')
    assert docx.read(made(body, title="Own"), reading()).title == "Own"
    assert docx.read(made(body), reading()).title == "Heading"


def test_strict_documents_are_read_like_the_usual_ones() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    content = zipped({"word/document.xml": made_xml(paragraph("Strict")).replace(W, strict).encode()})
    assert docx.read(content, reading()).pages[0].text == "Strict"


def made_xml(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"word/other.xml": b"<x/>"}, "no text part"),
        ({"word/document.xml": b"<w:document"}, "not well-formed"),
        ({"word/document.xml": b"<x/>"}, "no text part"),
        ({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "entities"),
    ],
)
def test_broken_documents_are_refused_with_the_reason(files: dict[str, bytes], reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        docx.read(zipped(files), reading())


def test_what_the_document_says_of_itself() -> None:
    core = (
        b'<p xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        b"<dc:creator>Ada  Byron</dc:creator><t:created>2020-01-02T03:04:05Z</t:created><t:modified>soon</t:modified></p>"
    )
    whole = zipfile.ZipFile(BytesIO(made(paragraph("Text"))))
    files = {name: core if name == "core.xml" else whole.read(name) for name in whole.namelist()}
    document = docx.read(zipped(files), reading())
    assert (document.author, document.date) == ("Ada Byron", "2020-01-02T03:04:05Z")
