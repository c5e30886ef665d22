"""Presentations: a page for each slide, with its title, text, tables, diagrams and notes."""

import dataclasses
from collections.abc import Iterator, Mapping

from lxml import etree

from app.core.library.documents import Heading, Page, ReadDocument
from app.workers.reading.chart_text import chart_blocks
from app.workers.reading.composed_text import Block, compose
from app.workers.reading.office_package import OfficePackage, relation_id
from app.workers.reading.office_properties import read_properties
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, damaged, left_out_note, one_line, remark

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DIAGRAM_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_KIND = "presentation"


def read(content: bytes, reading: Reading) -> ReadDocument:
    """One page a slide, in the order shown, numbered as shown; a hidden slide's label says so.

    Raises:
        UnreadableFile: it is damaged or made to do harm.
    """
    package = OfficePackage(content, _KIND)
    main = package.related("", "officeDocument") or "ppt/presentation.xml"
    root = package.part(main)
    if root is None:
        raise damaged(_KIND, "it holds no list of slides")
    parts = package.all_related(main)
    names = [parts[identity] for slide in root.iter(f"{_P}sldId") if (identity := relation_id(slide)) in parts]
    authors = _authors(package, main)
    pages: list[Page] = []
    length = 0
    for number, name in enumerate(names[: reading.page_limit], start=1):
        reading.checkpoint()
        page = _slide(package, name, number, authors)
        length += len(page.text)
        if length > MAXIMUM_CHARACTERS:
            break
        pages.append(page)
    properties = read_properties(package)
    title = properties.title if properties.title != "PowerPoint Presentation" else ""
    if not title and pages and pages[0].headings:
        title = pages[0].headings[0].text
    notes = (left_out_note(len(pages), len(names), "slides"),) if len(pages) < len(names) else ()
    return ReadDocument(title, "pptx", tuple(pages), notes, properties.author, properties.date)


def _slide(package: OfficePackage, name: str, number: int, authors: Mapping[str, str]) -> Page:
    root = package.part(name)
    if root is None:
        return Page(number, "", label=f"Slide {number}")
    page = compose(_slide_blocks(package, name, root, authors))
    headings = page.headings or ((Heading(0, 1, f"Slide {number}"),) if page.text else ())
    label = f"Slide {number} (hidden)" if root.get("show") in ("0", "false") else f"Slide {number}"
    return dataclasses.replace(page, number=number, label=label, headings=headings)


def _slide_blocks(
    package: OfficePackage, name: str, root: etree._Element, authors: Mapping[str, str]
) -> Iterator[Block]:
    shapes = list(_shapes(root))
    for shape in sorted(shapes, key=lambda shape: _placeholder(shape) not in _TITLES):
        yield from _shape_blocks(package, name, shape)
    notes = package.related(name, "notesSlide")
    notes_root = package.part(notes) if notes is not None else None
    if notes_root is not None:
        blocks = [block for shape in _shapes(notes_root) for block in _shape_blocks(package, name, shape)]
        if blocks:
            yield Block("Notes:")
            yield from (dataclasses.replace(block, heading_level=0) for block in blocks)
    yield from _comments(package, name, authors)


def _authors(package: OfficePackage, main: str) -> dict[str, str]:
    """Who commented, by the identity their comments have: as PowerPoint wrote it until 2021, and since."""
    parts = (package.related(main, kind) for kind in ("commentAuthors", "authors"))
    roots = [root for part in parts if part is not None and (root := package.part(part)) is not None]
    return {one.get("id", ""): one.get("name", "") for root in roots for one in root.iter("{*}cmAuthor", "{*}author")}


def _comments(package: OfficePackage, slide: str, authors: Mapping[str, str]) -> Iterator[Block]:
    comments = package.related(slide, "comments")
    root = package.part(comments) if comments is not None else None
    for comment in root.iter("{*}cm", "{*}reply") if root is not None else ():
        paragraphs = (line for text in comment.iterchildren("{*}text", "{*}txBody") for line in _lines(text))
        yield Block(remark(authors.get(comment.get("authorId", "")), " ".join(paragraphs)))


def _lines(text: etree._Element) -> list[str]:
    """A text as it is, or the paragraphs of a text with a format."""
    return ["".join(line.itertext()) for line in text.iter(f"{_A}p")] or ["".join(text.itertext())]


def _shapes(element: etree._Element) -> Iterator[etree._Element]:
    """Shapes with text, tables, charts and diagrams, those in groups included, in their order on the slide."""
    for child in element.iterchildren(tag=etree.Element):
        if child.tag in (f"{_P}sp", f"{_P}graphicFrame", f"{_P}cxnSp"):
            yield child
        elif child.tag != _FALLBACK:
            yield from _shapes(child)


def _placeholder(shape: etree._Element) -> str:
    found = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return "" if found is None else found.get("type", "body")


def _shape_blocks(package: OfficePackage, slide: str, shape: etree._Element) -> Iterator[Block]:
    kind = _placeholder(shape)
    if kind in _FURNITURE:
        return
    if shape.tag == f"{_P}graphicFrame":
        yield from _frame_blocks(package, slide, shape)
    elif kind in _TITLES:
        yield Block(one_line(" ".join(_paragraphs(shape))), heading_level=1)
    else:
        for index, text in enumerate(_paragraphs(shape)):
            yield Block(text, tight=index > 0)


def _frame_blocks(package: OfficePackage, slide: str, frame: etree._Element) -> Iterator[Block]:
    for index, row in enumerate(frame.iter(f"{_A}tr")):
        cells = [one_line(" ".join(_paragraphs(cell))) for cell in row.iterchildren(f"{_A}tc")]
        if any(cells):
            yield Block(" | ".join(cells), tight=index > 0)
    related = package.all_related(slide)
    for chart in frame.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
        root = package.part(related.get(relation_id(chart), ""))
        yield from chart_blocks(root) if root is not None else ()
    for diagram in frame.iter("{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"):
        root = package.part(related.get(diagram.get(_DIAGRAM_DATA, ""), ""))
        for index, text in enumerate(_paragraphs(root) if root is not None else ()):
            yield Block(text, tight=index > 0)


def _paragraphs(element: etree._Element) -> Iterator[str]:
    for paragraph in element.iter(f"{_A}p"):
        runs = paragraph.iter(f"{_A}t", f"{_A}br", _MATH_TEXT)
        text = "".join("\n" if run.tag == f"{_A}br" else run.text or "" for run in runs).strip()
        if text:
            yield text
