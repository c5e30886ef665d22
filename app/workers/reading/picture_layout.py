"""Recognized lines of a picture put into reading order, each word with its place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from app.core.library.positions import Run, WordBox
from app.workers.reading.pdf_lines import Cell, Line
from app.workers.reading.pdf_order import whole_words, write_page
from app.workers.reading.pictures import PictureText

_SAME_ROW = 0.5
_DIVIDED = re.compile(r"[^\W\d_]-$")
_SMALL_LETTER = re.compile(r"[^\W\d_A-Z]")

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


@dataclass(frozen=True, slots=True)
class RecognizedLine:
    """A line as it was recognized; `words` are in its order, each with its box."""

    text: str
    box: Box
    confidence: float
    words: tuple[tuple[str, Box], ...]

    @property
    def middle(self) -> float:
        """The height of its middle, in pixels from the top."""
        return (self.box[1] + self.box[3]) / 2


def lay_out(recognized: Sequence[RecognizedLine], width: int, height: int) -> PictureText:
    """The text of a picture of this size; its confidence is the mean over the letters."""
    rows = _rows(recognized)
    source = _Source(divides_words=all(len(row) == 1 for row in rows))
    for row in rows:
        source.add(row, height)
    written = write_page(source.text, source.lines, whole_words(source.text))
    runs = written.runs or (Run(0, 0, len(written.text)),)
    boxes = tuple(_boxes(source.words, runs, width, height))
    letters = sum(len(line.text) for line in recognized)
    confidence = sum(line.confidence * len(line.text) for line in recognized) / letters if letters else 0.0
    return PictureText(written.text, boxes, confidence)


def _rows(lines: Iterable[RecognizedLine]) -> list[list[RecognizedLine]]:
    """Lines that stand beside each other, from left to right; rows from top to bottom."""
    rows: list[list[RecognizedLine]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        row = rows[-1] if rows else None
        if row is not None and abs(line.middle - row[0].middle) < _SAME_ROW * (row[0].box[3] - row[0].box[1]):
            row.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in rows]


@dataclass(slots=True)
class _Source:
    """The rows one after the other, measured like the lines of a PDF."""

    divides_words: bool
    text: str = ""
    lines: list[Line] = field(default_factory=list)
    words: list[tuple[int, int, Box]] = field(default_factory=list)

    def add(self, row: Sequence[RecognizedLine], height: int) -> None:
        """One more row below the others."""
        if self.divides_words and _DIVIDED.search(self.text[-2:]) and _SMALL_LETTER.match(row[0].text):
            self.text = self.text[:-1] + "\u00ad"
        elif self.text:
            self.text += "\n"
        cells: list[Cell] = []
        for line in row:
            if cells:
                self.text += " "
            start = len(self.text)
            self._add_words(line, start)
            self.text += line.text
            cells.append(Cell(start, len(self.text), line.box[0], line.box[2]))
        base = height - median(line.box[3] for line in row)
        self.lines.append(Line(cells, base, median(line.box[3] - line.box[1] for line in row)))

    def _add_words(self, line: RecognizedLine, start: int) -> None:
        position = 0
        for word, box in line.words:
            found = line.text.find(word, position)
            if found >= 0:
                position = found + len(word)
                self.words.append((start + found, start + position, box))


def _boxes(words: Sequence[tuple[int, int, Box]], runs: Sequence[Run], width: int, height: int) -> Iterable[WordBox]:
    ordered = sorted(runs, key=lambda run: run.source)
    position = 0
    found = []
    for start, end, (left, top, right, bottom) in words:
        while position + 1 < len(ordered) and ordered[position + 1].source <= start:
            position += 1
        run = ordered[position]
        length = min(end, run.source + run.length) - start
        if run.source <= start and length > 0:
            at = run.start + start - run.source
            shares = (_share(left, width), _share(top, height), _share(right, width), _share(bottom, height))
            if shares[0] < shares[2] and shares[1] < shares[3]:
                found.append(WordBox(at, at + length, *shares))
    return sorted(found, key=lambda box: box.start)


def _share(pixels: float, whole: int) -> float:
    return round(min(max(pixels / whole, 0.0), 1.0), 4)
