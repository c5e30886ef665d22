"""The numbers and bullets that Word shows before paragraphs but does not write into them."""

import re
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = "\u2022 "
_LONGEST_ROMAN = 4000


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document in order; see ECMA-376 part 1, section 17.9."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, number_id: str, depth: int) -> str:
        """What stands before the next paragraph of list `number_id` at `depth` (0 is the outermost), with a space after it.

        Calling it counts the paragraph.
        """
        levels = self.levels.get(number_id)
        if levels is None or depth not in levels:
            return ""
        counters = self._counters.setdefault(number_id, [None] * 9)
        level = levels[depth]
        current = counters[depth]
        counters[depth] = level.start if current is None else current + 1
        counters[depth + 1 :] = [None] * (8 - depth)
        if level.number_format == "bullet":
            return _BULLET
        if level.number_format == "none":
            return ""
        text = re.sub(r"%([1-9])", lambda match: self._written(levels, counters, int(match[1]) - 1), level.pattern)
        return f"{text} " if text.strip() else ""

    @staticmethod
    def _written(levels: dict[int, _Level], counters: list[int | None], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        count = counters[depth]
        return _write(level.start if count is None else count, level.number_format)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that a document's numbering part defines; none where there is no such part."""
    if root is None:
        return Numbering()
    abstract = {
        definition.get(f"{_W}abstractNumId"): _levels(definition) for definition in root.iter(f"{_W}abstractNum")
    }
    numbering = Numbering()
    for number in root.iter(f"{_W}num"):
        reference = number.find(f"{_W}abstractNumId")
        levels = dict(abstract.get(reference.get(f"{_W}val"), {})) if reference is not None else {}
        for override in number.iter(f"{_W}lvlOverride"):
            levels |= _levels(override)
        numbering.levels[number.get(f"{_W}numId", "")] = levels
    return numbering


def _levels(definition: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in definition.iter(f"{_W}lvl"):
        depth = level.get(f"{_W}ilvl", "")
        if depth.isdecimal() and int(depth) < 9:
            start = _value(level, "start", "1")
            levels[int(depth)] = _Level(
                number_format=_value(level, "numFmt", "decimal"),
                pattern=_value(level, "lvlText", ""),
                start=int(start) if start.isdecimal() else 1,
            )
    return levels


def _value(level: etree._Element, name: str, otherwise: str) -> str:
    found = level.find(f"{_W}{name}")
    return otherwise if found is None else found.get(f"{_W}val", otherwise)


def _write(number: int, number_format: str) -> str:
    if number_format in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 8 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < number < _LONGEST_ROMAN:
        roman = _roman(number)
        return roman.upper() if number_format == "upperRoman" else roman
    if number_format == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        times, number = divmod(number, value)
        written += sign * times
    return written
