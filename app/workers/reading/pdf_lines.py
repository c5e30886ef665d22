"""The lines of a PDF page and the cells they fall into, measured with PDFium."""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_LINE = re.compile(r"[^\r\n\u00ad]+\u00ad?|\u00ad")
"""PDFium leaves out the line end after a hyphen that divides a word."""
_WORD = re.compile(r"\S+")
_CELL_GAP = 1.0
"""In heights of the letters: words this far apart stand in different cells, or in different columns."""
_JOINS_NEXT = re.compile(r"(?:[$€£¥(]+|[•▪●◦○■□–\-*·]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])")
"""Currency signs, bullets and numbers of a list belong to what follows, however far away."""
_JOINS_PREVIOUS = re.compile(r"[)%]+|\)?%|pts?\.?")
_LONGEST_HEADING = 120
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FONT_NAME_BYTES = 128


@dataclass(slots=True)
class Cell:
    """A stretch of a line, by PDFium's character indexes, and how far it reaches across the page, in points."""

    start: int
    end: int
    left: float
    right: float


@dataclass(slots=True)
class Line:
    """What stands beside each other on a page, in points from the bottom; `height` is that of its letters."""

    cells: list[Cell]
    base: float
    height: float
    bold: bool = False

    @property
    def start(self) -> int:
        """The index of its first character."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """The index after its last character."""
        return self.cells[-1].end


@dataclass(slots=True)
class _Measure:
    """Asks PDFium for the place of characters; pages turned by a quarter are turned back."""

    textpage: pypdfium2.PdfTextPage
    rotation: int

    def boxes(self, words: list[tuple[int, int]]) -> list[tuple[float, float, float, float]]:
        """Left, right, bottom and height of each word, for pages as they are shown."""
        rectangle = pdfium.FS_RECTF()
        reference, ask, raw = ctypes.byref(rectangle), pdfium.FPDFText_GetLooseCharBox, self.textpage.raw
        found = []
        for start, end in words:
            ask(raw, start, reference)
            first = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            ask(raw, end - 1, reference)
            last = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            if self.rotation:
                first, last = _turned(first, self.rotation), _turned(last, self.rotation)
            found.append((min(first[0], last[0]), max(first[2], last[2]), first[1], first[3] - first[1]))
        return found

    def is_bold(self, index: int) -> bool:
        """Whether a character is set in bold type."""
        if pdfium.FPDFText_GetFontWeight(self.textpage.raw, index) >= _BOLD_WEIGHT:
            return True
        name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.textpage.raw, index, name, _FONT_NAME_BYTES, ctypes.byref(flags))
        return _BOLD.search(name.value) is not None


def read_lines(textpage: pypdfium2.PdfTextPage, text: str, rotation: int) -> list[Line]:
    """The lines in PDFium's order. `text` has one character for each of its indexes; `rotation` is in degrees."""
    measure = _Measure(textpage, rotation)
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        words = [(match.start() + word.start(), match.start() + word.end()) for word in _WORD.finditer(match[0])]
        if not words:
            continue
        line = _line(text, words, measure.boxes(words))
        previous = lines[-1] if lines else None
        if previous is not None and _stands_beside(previous, line):
            previous.cells += line.cells
            continue
        if len(line.cells) == 1 and line.end - line.start <= _LONGEST_HEADING:
            line.bold = measure.is_bold(line.start) and measure.is_bold(line.end - 1)
        lines.append(line)
    return lines


def _turned(box: tuple[float, float, float, float], degrees: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    if degrees == 90:
        return (bottom, -right, top, -left)
    if degrees == 180:
        return (-right, -top, -left, -bottom)
    return (-top, left, -bottom, right)


def _line(text: str, words: list[tuple[int, int]], boxes: list[tuple[float, float, float, float]]) -> Line:
    left, right, base, height = boxes[0]
    cells = [Cell(*words[0], left, right)]
    for (start, end), (left, right, _, tall) in zip(words[1:], boxes[1:], strict=True):
        last = cells[-1]
        height = max(height, min(tall, 3 * height))
        if left - last.right > _CELL_GAP * height and not _belong_together(text, last, start, end):
            cells.append(Cell(start, end, left, right))
        else:
            last.end, last.left, last.right = end, min(last.left, left), max(last.right, right)
    return Line(cells, base, height)


def _belong_together(text: str, last: Cell, start: int, end: int) -> bool:
    if last.end - last.start <= 6 and _JOINS_NEXT.fullmatch(text, last.start, last.end):
        return True
    return end - start <= 4 and _JOINS_PREVIOUS.fullmatch(text, start, end) is not None


def _stands_beside(previous: Line, line: Line) -> bool:
    """Whether PDFium has broken a line that is one."""
    smaller = min(previous.height, line.height)
    return (
        abs(previous.base - line.base) < 0.3 * smaller and line.cells[0].left > previous.cells[-1].right - 0.3 * smaller
    )
