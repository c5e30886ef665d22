"""Presentations: a page for each slide."""

import pytest

from app.core.errors import UnreadableFile
from app.core.library.documents import Heading
from app.workers.reading import pptx
from tests.made_office import OFFICE, A, P, package, relations, shape, slide_table
from tests.made_office import pptx as made
from tests.workers.reading.asked import labels, reading, texts


def test_a_slide_is_its_title_then_its_shapes_in_order_with_tables_as_rows() -> None:
    slide = shape("First", "Second") + slide_table(("From", "Price"), ("Ulm", "1,50")) + shape("Boats", kind="title")
    document = pptx.read(made(slide), reading())
    page = document.pages[0]
    assert page.text == "Boats\n\nFirst\nSecond\n\nFrom | Price\nUlm | 1,50"
    assert page.headings == (Heading(0, 1, "Boats"),)
    assert (page.number, page.label) == (1, "Slide 1")


def test_shapes_in_groups_are_read_and_slide_furniture_is_not() -> None:
    slide = f"<p:grpSp><p:grpSp>{shape('Deep inside')}</p:grpSp></p:grpSp>" + shape("3", kind="sldNum")
    assert texts(pptx.read(made(slide), reading())) == ["Deep inside"]


def test_notes_follow_the_slide_they_belong_to() -> None:
    assert texts(pptx.read(made(shape("Shown"), shape("Next"), notes="Spoken"), reading())) == [
        "Shown\n\nNotes:\n\nSpoken",
        "Next",
    ]


COMMENTED = {
    "as PowerPoint wrote them until 2021": (
        ("commentAuthors", '<p:cmAuthorLst xmlns:p="{P}"><p:cmAuthor id="0" name="Anna Berg"/></p:cmAuthorLst>'),
        '<p:cmLst xmlns:p="{P}"><p:cm authorId="0"><p:text>Too  much</p:text></p:cm>'
        '<p:cm authorId="9"><p:text>No.</p:text></p:cm></p:cmLst>',
    ),
    "as it writes them since": (
        ("authors", '<n:authorLst xmlns:n="{N}"><n:author id="{{A}}" name="Anna Berg"/></n:authorLst>'),
        '<n:cmLst xmlns:n="{N}" xmlns:a="{A}"><n:cm authorId="{{A}}"><n:replyLst><n:reply authorId="{{B}}"><n:txBody><a:p><a:r>'
        "<a:t>No.</a:t></a:r></a:p></n:txBody></n:reply></n:replyLst><n:txBody><a:p><a:r><a:t>Too</a:t></a:r></a:p><a:p><a:r>"
        "<a:t>much</a:t></a:r></a:p></n:txBody></n:cm></n:cmLst>",
    ),
}


@pytest.mark.parametrize("way", COMMENTED)
def test_comments_stand_below_their_slide_and_say_whose_they_are(way: str) -> None:
    spaces = {"P": P, "A": A, "N": "http://schemas.microsoft.com/office/powerpoint/2018/8/main"}
    (kind, authors), comments = COMMENTED[way]
    files = {
        "ppt/p.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{OFFICE}"><p:sldIdLst><p:sldId r:id="s"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/p.xml.rels": relations({"s": ("slide", "s.xml"), "a": (kind, "authors.xml")}),
        "ppt/s.xml": f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree>{shape("Prices")}</p:spTree></p:cSld></p:sld>',
        "ppt/_rels/s.xml.rels": relations({"c": ("comments", "c.xml")}),
        "ppt/authors.xml": authors.format_map(spaces),
        "ppt/c.xml": comments.format_map(spaces),
    }
    (text,) = texts(pptx.read(package("ppt/p.xml", files), reading()))
    assert text.split("\n\n") == ["Prices", "Comment by Anna Berg: Too much", "Comment: No."]


def test_a_hidden_slide_says_so_and_an_empty_one_keeps_its_number() -> None:
    document = pptx.read(made(shape("a"), shape("b"), "", shape("d"), hidden=[1]), reading())
    assert labels(document) == ["Slide 1", "Slide 2 (hidden)", "Slide 3", "Slide 4"]
    assert texts(document) == ["a", "b", "", "d"]


def test_what_the_presentation_says_of_itself() -> None:
    document = pptx.read(made(shape("Boats", kind="ctrTitle"), title="PowerPoint Presentation"), reading())
    assert (document.title, document.author, document.date) == ("Boats", "Ada Byron", "2023-05-06T07:08:09Z")


def test_slides_beyond_the_limit_end_in_a_note() -> None:
    document = pptx.read(made(*[shape("x")] * 5), reading(page_limit=2))
    assert len(document.pages) == 2
    assert document.notes == ("Only the first 2 of 5 slides were read.",)


def test_a_package_without_slides_is_damaged() -> None:
    with pytest.raises(UnreadableFile, match="presentation is damaged"):
        pptx.read(package("ppt/other.xml", {}), reading())
