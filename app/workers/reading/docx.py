"""Word documents: paragraphs, headings, lists, tables, comments and notes in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from app.core.library.documents import ReadDocument
from app.workers.reading.composed_text import Block, compose, length_notes
from app.workers.reading.docx_numbering import Numbering, read_numbering
from app.workers.reading.office_package import OfficePackage
from app.workers.reading.office_properties import read_properties
from app.workers.reading.terms import LONGEST_TITLE, Checkpoint, Reading, damaged, one_line, remark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}sectPr", _FALLBACK}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}
_SET_APART = {f"{_W}p": "\n", _FORMULA: " "}  # a paragraph inside a paragraph stands in a text box
_BLANK_LINES = re.compile(r"\n\s*\n")
_NOTE_REFERENCES = {f"{_W}footnoteReference", f"{_W}endnoteReference"}
_NOTE_KINDS = ("footnote", "endnote")
_CHECKPOINT_EVERY = 200


@dataclass(frozen=True, slots=True)
class _Style:
    heading_level: int
    number_id: str
    depth: int


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands in other parts than the text; comments by their ids."""

    styles: dict[str, _Style]
    numbering: Numbering
    comments: dict[str, str]


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The document as one page: headings by style or outline level, table rows with " | " between cells, notes last.

    A comment follows the paragraph it was made on. Headers, footers, deleted and hidden text are left out.

    Raises:
        UnreadableFile: it is damaged or made to do harm.
    """
    package = OfficePackage(content, "Word document")
    main = package.related("", "officeDocument") or "word/document.xml"
    root = package.part(main)
    body = None if root is None else root.find(f"{_W}body")
    if root is None or body is None:
        raise damaged("Word document", "it holds no text part")
    beside = _Beside(
        styles=_read_styles(_related_part(package, main, "styles")),
        numbering=read_numbering(_related_part(package, main, "numbering")),
        comments={},
    )
    comments = _related_part(package, main, "comments")
    if comments is not None:
        beside = replace(beside, comments=dict(_comments(comments, beside)))
    page = compose(_with_checkpoints(_document_blocks(package, main, body, beside), reading.checkpoint))
    properties = read_properties(package)
    title = properties.title or (page.headings[0].text[:LONGEST_TITLE] if page.headings else "")
    return ReadDocument(title, "docx", (page,), length_notes(page), properties.author, properties.date)


def _related_part(package: OfficePackage, main: str, kind: str) -> etree._Element | None:
    name = package.related(main, kind)
    return None if name is None else package.part(name)


def _with_checkpoints(blocks: Iterator[Block], checkpoint: Checkpoint) -> Iterator[Block]:
    for count, block in enumerate(blocks):
        if count % _CHECKPOINT_EVERY == 0:
            checkpoint()
        yield block


def _document_blocks(package: OfficePackage, main: str, body: etree._Element, beside: _Beside) -> Iterator[Block]:
    yield from _blocks(body, beside)
    for kind in _NOTE_KINDS:
        notes = _related_part(package, main, f"{kind}s")
        if notes is None:
            continue
        for note in notes.iter(f"{_W}{kind}"):
            if note.get(f"{_W}type") is None:  # the others are the separator lines
                text = " ".join(block.text for block in _blocks(note, beside))
                yield Block(f"[{note.get(f'{_W}id', '')}] {text}" if text.strip() else "")


def _comments(part: etree._Element, beside: _Beside) -> Iterator[tuple[str, str]]:
    for comment in part.iter(f"{_W}comment"):
        said = one_line(" ".join(block.text for block in _blocks(comment, beside)))
        if said:
            yield comment.get(f"{_W}id", ""), remark(comment.get(f"{_W}author"), said)


def _blocks(container: etree._Element, beside: _Beside) -> Iterator[Block]:
    for child in container.iterchildren(tag=etree.Element):
        if child.tag == f"{_W}p":
            yield _paragraph(child, beside)
            marks = dict.fromkeys(mark.get(f"{_W}id", "") for mark in child.iter(f"{_W}commentReference"))
            yield from (Block(beside.comments[mark], tight=True) for mark in marks if mark in beside.comments)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, beside)
        elif child.tag not in _NOT_SHOWN:
            yield from _blocks(child, beside)


def _paragraph(paragraph: etree._Element, beside: _Beside) -> Block:
    style = beside.styles.get(_property(paragraph, "pStyle"), _Style(0, "", 0))
    outline = _property(paragraph, "outlineLvl")
    level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else style.heading_level
    text = _shown_text(paragraph)
    if not text.strip():
        return Block("")
    number_id = _property(paragraph, "numPr", "numId") or style.number_id
    depth = _property(paragraph, "numPr", "ilvl")
    label = beside.numbering.label(number_id, int(depth) if depth.isdecimal() else style.depth)
    return Block(label + text, heading_level=level, tight=bool(label) and not level)


def _table(table: etree._Element, beside: _Beside) -> Iterator[Block]:
    first = True
    for row in table.iterdescendants(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl"), None) is not table:
            continue  # the rows of a table inside a cell are read with that cell
        cells = [list(_blocks(cell, beside)) for cell in row.iterdescendants(f"{_W}tc") if _belongs(cell, row)]
        if len(cells) == 1:
            yield from cells[0]
            continue
        texts = [" ".join(" ".join(block.text for block in cell).split()) for cell in cells]
        if any(texts):
            yield Block(" | ".join(texts), tight=not first)
            first = False


def _belongs(cell: etree._Element, row: etree._Element) -> bool:
    return next(cell.iterancestors(f"{_W}tr"), None) is row


def _shown_text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    _collect_text(paragraph, parts)
    return _BLANK_LINES.sub("\n\n", "".join(parts)).strip()


def _collect_text(element: etree._Element, parts: list[str]) -> None:
    """Depth first; libxml2 refuses documents nested deeper than 256, so this ends."""
    for child in element.iterchildren(tag=etree.Element):
        if child.tag in _NOT_SHOWN or _is_hidden(child):
            continue
        if child.tag in (f"{_W}t", _MATH_TEXT):
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag in _NOTE_REFERENCES:
            parts.append(f"[{child.get(f'{_W}id', '')}]")
        elif child.tag in _SET_APART:
            parts.append(_SET_APART[child.tag])
            _collect_text(child, parts)
            parts.append(_SET_APART[child.tag])
        else:
            _collect_text(child, parts)


def _is_hidden(run: etree._Element) -> bool:
    if run.tag != f"{_W}r":
        return False
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off")


def _property(paragraph: etree._Element, *names: str) -> str:
    found = paragraph.find("/".join(f"{_W}{name}" for name in ("pPr", *names)))
    return "" if found is None else found.get(f"{_W}val", "")


def _read_styles(root: etree._Element | None) -> dict[str, _Style]:
    if root is None:
        return {}
    elements = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style")}
    return {identifier: _resolve_style(identifier, elements) for identifier in elements}


def _resolve_style(identifier: str, elements: dict[str, etree._Element]) -> _Style:
    """A style with what it inherits; a style that is its own ancestor ends the chain."""
    level, number_id, depth = 0, "", ""
    seen: set[str] = set()
    while identifier in elements and identifier not in seen:
        seen.add(identifier)
        style = elements[identifier]
        level = level or _heading_level(style)
        number_id = number_id or _property(style, "numPr", "numId")
        depth = depth or _property(style, "numPr", "ilvl")
        based_on = style.find(f"{_W}basedOn")
        identifier = "" if based_on is None else based_on.get(f"{_W}val", "")
    return _Style(level, number_id, int(depth) if depth.isdecimal() else 0)


def _heading_level(style: etree._Element) -> int:
    outline = _property(style, "outlineLvl")
    if outline.isdecimal():
        return int(outline) + 1 if int(outline) < 9 else 0
    name = style.find(f"{_W}name")
    words = ("" if name is None else name.get(f"{_W}val", "")).lower().split()
    if words == ["title"]:
        return 1
    return int(words[1]) if len(words) == 2 and words[0] == "heading" and words[1] in "123456789" else 0
