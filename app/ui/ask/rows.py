"""The text of an answer as rows of styled runs: a safe part of Markdown, with nothing in it that could load or open.

HTML stays visible as the characters it is, an image becomes its description, a link its words and its address. Nothing
downstream ever sees a tag, so there is nothing to sanitize.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, Flag, auto

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.core.asking.conversations import Support

LINE_BREAK = "\u2028"
"""A new line within one paragraph, as Qt's text documents know it."""

_LONGEST_PARSED_TAIL = 4000
_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])


class Style(Flag):
    """How a run is set."""

    PLAIN = 0
    STRONG = auto()
    EMPHASIS = auto()
    STRUCK = auto()
    CODE = auto()


class Kind(Enum):
    """What a row is."""

    PARAGRAPH = auto()
    HEADING = auto()
    ITEM = auto()
    QUOTE = auto()
    CODE = auto()
    RULE = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style.

    `support` is the verdict on the sentence they belong to. A run with a `citation` is its chip [n]; one with `note` is
    where the reader is told in words what `support` means. Both have no text of their own.
    """

    text: str
    style: Style = Style.PLAIN
    support: Support | None = None
    citation: int = 0
    note: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph, list item, heading, code block or table. `level` is the depth of indentation, or of a heading.

    A list item begins with its `marker` ("•" or "3."). A table has `cells` (rows of lines, the first row is its head)
    and no line of its own.
    """

    kind: Kind
    line: Line = ()
    level: int = 0
    marker: str = ""
    cells: tuple[tuple[Line, ...], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line in reading order."""
        return tuple(line for row in self.cells for line in row) if self.kind is Kind.TABLE else (self.line,)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way. Rows up to `settled_rows` will not change any more, whatever is still to come."""

    source: str = ""
    rows: tuple[Row, ...] = ()
    settled_rows: int = 0
    settled_characters: int = 0


def read(source: str) -> tuple[Row, ...]:
    """The rows of a finished text."""
    return _Rows().read(_markdown.parse(source))


def grow(draft: Draft, source: str) -> Draft:
    """The draft after more of the text has come; only the part that can still change is parsed again."""
    if not source.startswith(draft.source):
        draft = Draft()
    settled, tail = draft.rows[: draft.settled_rows], source[draft.settled_characters :]
    if len(tail) > _LONGEST_PARSED_TAIL:
        plain = Row(Kind.PARAGRAPH, (Run(tail.replace("\n", LINE_BREAK)),))
        return Draft(source, (*settled, plain), draft.settled_rows, draft.settled_characters)
    reader = _Rows()
    rows = (*settled, *reader.read(_markdown.parse(tail)))
    rows_before, first_line = reader.last_start
    characters = sum(len(line) for line in tail.splitlines(keepends=True)[:first_line])
    return Draft(source, rows, len(settled) + rows_before, draft.settled_characters + characters)


def plain_text(rows: tuple[Row, ...]) -> str:
    """The characters of the rows without markers, one line each."""
    return "\n".join("".join(run.text for run in line) for row in rows for line in row.lines)


class _Rows:
    """Collects rows from Markdown tokens.

    `last_start` is where the last block, or the last item of a list, begins: how many rows before it, and at which line.
    """

    def __init__(self) -> None:
        self.last_start = (0, 0)
        self._rows: list[Row] = []
        self._lists: list[int | None] = []
        self._marker = ""
        self._quotes = 0
        self._heading = 0
        self._cells: list[list[Line]] | None = None
        self._actions: dict[str, Callable[[Token], None]] = {
            "inline": self._inline,
            "fence": self._code,
            "code_block": self._code,
            "hr": lambda _token: self._rows.append(Row(Kind.RULE)),
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "bullet_list_open": lambda _token: self._lists.append(None),
            "ordered_list_open": lambda token: self._lists.append(int(token.attrs.get("start", 1))),
            "bullet_list_close": lambda _token: self._close_list(),
            "ordered_list_close": lambda _token: self._close_list(),
            "list_item_open": self._open_item,
            "blockquote_open": lambda _token: self._quote(1),
            "blockquote_close": lambda _token: self._quote(-1),
            "table_open": lambda _token: self._open_table(),
            "tr_open": lambda _token: self._table_row(),
            "table_close": lambda _token: self._close_table(),
        }

    def read(self, tokens: list[Token]) -> tuple[Row, ...]:
        for token in tokens:
            if token.map and (token.level == 0 or (token.level == 1 and token.type == "list_item_open")):
                self.last_start = (len(self._rows), token.map[0])
            if action := self._actions.get(token.type):
                action(token)
        return tuple(self._rows)

    def _inline(self, token: Token) -> None:
        line = _line(token.children or [])
        if self._cells is not None:
            self._cells[-1].append(line)
        elif self._heading:
            self._rows.append(Row(Kind.HEADING, line, self._heading))
        elif self._lists:
            self._rows.append(Row(Kind.ITEM, line, len(self._lists), self._take_marker()))
        elif self._quotes:
            self._rows.append(Row(Kind.QUOTE, line, self._quotes))
        else:
            self._rows.append(Row(Kind.PARAGRAPH, line))

    def _code(self, token: Token) -> None:
        text = token.content.rstrip("\n").replace("\n", LINE_BREAK)
        self._rows.append(Row(Kind.CODE, (Run(text, Style.CODE),), len(self._lists), self._take_marker()))

    def _take_marker(self) -> str:
        marker, self._marker = self._marker, ""
        return marker

    def _open_item(self, _token: Token) -> None:
        number = self._lists[-1]
        if number is None:
            self._marker = "•"
        else:
            self._marker = f"{number}."
            self._lists[-1] = number + 1

    def _close_list(self) -> None:
        self._lists.pop()
        self._marker = ""

    def _open_heading(self, token: Token) -> None:
        self._heading = int(token.tag[1])

    def _close_heading(self, _token: Token) -> None:
        self._heading = 0

    def _quote(self, step: int) -> None:
        self._quotes += step

    def _open_table(self) -> None:
        self._cells = []

    def _table_row(self) -> None:
        if self._cells is not None:
            self._cells.append([])

    def _close_table(self) -> None:
        cells, self._cells = self._cells or [], None
        self._rows.append(Row(Kind.TABLE, cells=tuple(tuple(row) for row in cells)))


_STYLES = {"strong": Style.STRONG, "em": Style.EMPHASIS, "s": Style.STRUCK}


def _line(tokens: list[Token]) -> Line:
    runs: list[Run] = []
    style = Style.PLAIN
    addresses: list[str] = []
    for token in tokens:
        name, _, side = token.type.rpartition("_")
        if name in _STYLES:
            style = style | _STYLES[name] if side == "open" else style & ~_STYLES[name]
        elif token.type == "link_open":
            addresses.append(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            runs.append(Run(f" ({addresses.pop()})", style))
        else:
            runs.append(_run(token, style))
    return _joined(runs)


def _run(token: Token, style: Style) -> Run:
    if token.type in ("softbreak", "hardbreak"):
        return Run(LINE_BREAK, style)
    if token.type == "code_inline":
        return Run(token.content, style | Style.CODE)
    return Run(token.content, style)


def _joined(runs: list[Run]) -> Line:
    """Neighbours of one style become one run."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and joined[-1].style == run.style:
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
