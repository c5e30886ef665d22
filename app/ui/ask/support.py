"""Where in the rows of an answer each checked sentence stands, and what the reader is told there."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise

from app.core.asking.conversations import Answer, Sentence, Support
from app.ui.ask.rows import Line, Row, Run, Style, plain_text, read

_FARTHEST = 400
"""Letters that may lie between one sentence and the next; more means that the words were found somewhere else."""


@dataclass(slots=True)
class _Characters:
    """One line, character by character."""

    text: str
    styles: list[Style]
    supports: list[Support | None]
    inserted: dict[int, list[Run]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marked:
    """The rows with verdicts and citations in them, and the sentences that could not be found in the rows."""

    rows: tuple[Row, ...]
    unplaced: tuple[Sentence, ...] = ()


@lru_cache(maxsize=256)
def marked(answer: Answer) -> Marked:
    """The text of an answer with everything its check found. Kept, so that it can be made ready on another thread."""
    return mark(read(answer.text), answer.sentences)


def mark(rows: tuple[Row, ...], sentences: tuple[Sentence, ...]) -> Marked:
    """Put each sentence's verdict on its characters and its citations behind it.

    A sentence is found by its letters and digits, in order, so that Markdown around and inside it does not matter.
    Neighbours of one verdict on one line are told of in words once, behind the last of them.
    """
    lines = [_characters(line) for row in rows for line in row.lines]
    letters = [(index, offset) for index, line in enumerate(lines) for offset, _ in _letters(line.text)]
    stream = "".join(letter for line in lines for _, letter in _letters(line.text))
    placed: list[tuple[Sentence, list[tuple[int, int]]]] = []
    unplaced: list[Sentence] = []
    position = 0
    for sentence in sentences:
        key = "".join(letter for _, letter in _letters(plain_text(read(sentence.text))))
        start = stream.find(key, position, position + len(key) + _FARTHEST)
        if not key or start < 0:
            unplaced.extend([sentence] if key and sentence.support is not Support.PLAIN else [])
            continue
        position = start + len(key)
        placed.append((sentence, letters[start:position]))
    for (sentence, places), after in zip(placed, [*placed[1:], None], strict=False):
        _put(lines, places, sentence, told_later=after is not None and _goes_on(sentence, places, *after))
    return Marked(_with_lines(rows, [_line(line) for line in lines]), tuple(unplaced))


def _goes_on(
    sentence: Sentence, places: list[tuple[int, int]], after: Sentence, next_places: list[tuple[int, int]]
) -> bool:
    """Whether the next sentence is of the same verdict and on the same line."""
    return after.support is sentence.support and next_places[-1][0] == places[-1][0]


def _letters(text: str) -> list[tuple[int, str]]:
    """Every letter and digit, lower case, with its place; "ß" is two letters at one place."""
    return [
        (offset, letter)
        for offset, character in enumerate(text)
        if character.isalnum()
        for letter in character.casefold()
    ]


def _characters(line: Line) -> _Characters:
    text = "".join(run.text for run in line)
    return _Characters(text, [run.style for run in line for _ in run.text], [None] * len(text))


def _put(lines: list[_Characters], places: list[tuple[int, int]], sentence: Sentence, told_later: bool) -> None:
    for index, group in groupby(places, key=lambda place: place[0]):
        offsets = [offset for _, offset in group]
        line = lines[index]
        for offset in range(offsets[0], _end(line.text, offsets[-1])):
            line.supports[offset] = sentence.support
    index, offset = places[-1]
    runs = [Run("", support=sentence.support, citation=number) for number in sentence.citations]
    if sentence.support in (Support.UNSUPPORTED, Support.PARTLY) and not told_later:
        runs.append(Run("", support=sentence.support, note=True))
    lines[index].inserted.setdefault(_end(lines[index].text, offset), []).extend(runs)


def _end(text: str, last: int) -> int:
    """Behind the punctuation that closes the sentence whose last letter stands at `last`."""
    end = last + 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return end


def _line(line: _Characters) -> Line:
    cuts = {0, len(line.text), *line.inserted}
    cuts |= {
        offset
        for offset in range(1, len(line.text))
        if line.styles[offset] != line.styles[offset - 1] or line.supports[offset] is not line.supports[offset - 1]
    }
    runs: list[Run] = list(line.inserted.get(0, ()))
    for start, end in pairwise(sorted(cuts)):
        runs.append(Run(line.text[start:end], line.styles[start], line.supports[start]))
        runs.extend(line.inserted.get(end, ()))
    return tuple(runs)


def _with_lines(rows: tuple[Row, ...], lines: list[Line]) -> tuple[Row, ...]:
    supply = iter(lines)
    return tuple(
        Row(row.kind, row.line, row.level, row.marker, tuple(tuple(next(supply) for _ in cells) for cells in row.cells))
        if row.cells
        else Row(row.kind, next(supply), row.level, row.marker)
        for row in rows
    )
