"""Web pages: the text a browser would show, without scripts, styles and navigation."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.core.library.documents import Page, ReadDocument
from app.workers.reading import plain_text
from app.workers.reading.composed_text import Block, compose, length_notes
from app.workers.reading.terms import LONGEST_TITLE, Checkpoint, Reading, iso_date, one_line

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DROPPED = frozenset(
    "script style template noscript svg math iframe object embed head nav select button input textarea canvas audio video"
    " dialog".split()
)
_BLOCKS = _HEADINGS.keys() | frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author")
_DATES = (
    *("article:modified_time", "dcterms.modified", "article:published_time", "dcterms.date", "dc.date", "date"),
    *("dcterms.issued", "citation_publication_date", "last-modified"),
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_CHECKPOINT_EVERY = 2000


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The page as one page of text: headings, paragraphs, list items with a bullet, table rows with " | ".

    Raises:
        UnreadableFile: it is no text.
    """
    source, notes = decoded(content)
    page = page_of(source, reading.checkpoint)
    tree = LexborHTMLParser(source)
    found = tree.css_first("title")
    title = one_line(found.text()) if found is not None else ""
    if not title and page.headings:
        title = page.headings[0].text
    said = _said_of_itself(tree)
    return ReadDocument(
        title=title[:LONGEST_TITLE],
        format="html",
        pages=(page,),
        notes=(*notes, *length_notes(page)),
        author=next((said[name] for name in _AUTHORS if name in said), "")[:LONGEST_TITLE],
        date=next((date for name in _DATES if (date := iso_date(said.get(name, "")))), ""),
    )


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The source of a page, and notes on what could not be decoded.

    Raises:
        UnreadableFile: it is no text.
    """
    declared = _DECLARED.search(content[:4096])
    name = (declared[1] or declared[2]).decode("ascii", "ignore") if declared else ""
    return plain_text.decode(content, name)


def page_of(source: str, checkpoint: Checkpoint) -> Page:
    """The text of a page's source, without number or label."""
    tree = LexborHTMLParser(source)
    return compose(_Walk(checkpoint).blocks(tree.body) if tree.body is not None else ())


def _said_of_itself(tree: LexborHTMLParser) -> dict[str, str]:
    said: dict[str, str] = {}
    for tag in tree.css("meta"):
        name = tag.attributes.get("name") or tag.attributes.get("property") or ""
        said.setdefault(name.lower(), one_line(tag.attributes.get("content")))
    return said


class _Walk:
    """One pass over the tree, in document order, without recursion: pages nest as deep as their authors like."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._line: list[str] = []
        self._heading_level = 0
        self._preformatted = False
        self._begins_item = False

    def blocks(self, root: LexborNode) -> Iterator[Block]:
        """The text beneath `root`, block by block."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        steps = 0
        while stack:
            steps += 1
            if steps % _CHECKPOINT_EVERY == 0:
                self._checkpoint()
            node, is_leaving = stack.pop()
            if is_leaving:
                yield from self._end_block()
                self._start_block("")
            elif node.is_text_node:
                text = node.text_content or ""
                self._line.append(text if self._preformatted else _SPACES.sub(" ", text))
            elif node.tag == "br":
                self._line.append("\n")
            elif node.tag == "tr" and _is_data_row(node):
                yield from self._end_block()
                yield Block(_row_text(node), tight=_follows_row(node))
            elif _is_shown(node):
                if node.tag in _BLOCKS:
                    yield from self._end_block()
                    self._start_block(node.tag)
                    stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
        yield from self._end_block()

    def _start_block(self, tag: str) -> None:
        self._heading_level = _HEADINGS.get(tag, 0)
        self._preformatted = tag == "pre"
        self._begins_item = tag == "li" or (self._begins_item and tag in ("p", "div"))

    def _end_block(self) -> Iterator[Block]:
        text = "".join(self._line)
        self._line.clear()
        if not self._preformatted:
            text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
        if text.strip():
            bullet = "\u2022 " if self._begins_item else ""
            yield Block(bullet + text, self._heading_level, tight=self._begins_item)
            self._begins_item = False


def _is_shown(node: LexborNode) -> bool:
    if not node.is_element_node or node.tag in _DROPPED:
        return False
    attributes = node.attributes
    return "hidden" not in attributes and not _INVISIBLE.search(attributes.get("style") or "")


def _is_data_row(row: LexborNode) -> bool:
    """Whether a row holds data side by side, and is not there to lay out a page."""
    return len(_cells(row)) > 1 and row.css_first("table") is None


def _cells(row: LexborNode) -> list[LexborNode]:
    return [child for child in row.iter() if child.tag in ("td", "th")]


def _row_text(row: LexborNode) -> str:
    texts = [" ".join(_shown_text(cell).split()) for cell in _cells(row)]
    return " | ".join(texts) if any(texts) else ""


def _follows_row(row: LexborNode) -> bool:
    before = row.prev
    while before is not None and before.tag != "tr":
        before = before.prev
    return before is not None


def _shown_text(root: LexborNode) -> str:
    parts: list[str] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_text_node:
            parts.append(node.text_content or "")
        elif _is_shown(node):
            parts.append(" " if node.tag in _BLOCKS or node.tag == "br" else "")
            stack.extend(reversed(list(node.iter(include_text=True))))
    return "".join(parts)
