"""Presentations: a page for each slide, with its title, text, tables, diagrams and notes."""

import dataclasses
from collections.abc import Iterator

from lxml import etree

from app.core.documents import Heading, Page, ReadDocument
from app.workers.reading.chart_text import chart_blocks
from app.workers.reading.composed_text import Block, compose
from app.workers.reading.office_package import OfficePackage, relation_id
from app.workers.reading.office_properties import read_properties
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, damaged, left_out_note, one_line

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
    pages: list[Page] = []
    length = 0
    for number, name in enumerate(names[: reading.page_limit], start=1):
        reading.checkpoint()
        page = _slide(package, name, number)
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


def _slide(package: OfficePackage, name: str, number: int) -> Page:
    root = package.part(name)
    if root is None:
        return Page(number, "", label=f"Slide {number}")
    page = compose(_slide_blocks(package, name, root))
    headings = page.headings or ((Heading(0, 1, f"Slide {number}"),) if page.text else ())
    label = f"Slide {number} (hidden)" if root.get("show") in ("0", "false") else f"Slide {number}"
    return dataclasses.replace(page, number=number, label=label, headings=headings)


def _slide_blocks(package: OfficePackage, name: str, root: etree._Element) -> Iterator[Block]:
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
    comments = package.related(name, "comments")
    comments_root = package.part(comments) if comments is not None else None
    if comments_root is not None:
        for comment in comments_root.iter("{*}cm"):
            yield Block("Comment: " + " ".join("".join(text.itertext()) for text in comment.iter("{*}text", f"{_A}p")))


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
