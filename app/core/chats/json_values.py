"""JSON that somebody else wrote: its values one after the other, each taken for what it should be or for nothing."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TextIO

from app.core.errors import UnreadableFile

Record = Mapping[str, object]
_SPACE = re.compile(r"[\s,]*")
_BLOCK = 1 << 20
_BEGUN_EXPONENT = len("e+") + 1
LONGEST_VALUE = 1 << 26
"""Characters: of a file with only one value no more is held than twice as many."""
_DAMAGED = "It is damaged, or no JSON."
_LATEST_SECONDS = 32_503_680_000
"""The year 3000: a larger number counts milliseconds, or still smaller parts."""


class _Window:
    """A text that is read as far as it is needed, and given up behind that."""

    def __init__(self, untrusted_file: TextIO) -> None:
        self._file = untrusted_file
        self._held = ""
        self._place = 0

    def sign(self) -> str:
        """The next sign that separates nothing, "" at the end; it stays."""
        while True:
            found = _SPACE.match(self._held, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._held) or not self._more():
                return self._held[self._place : self._place + 1]

    def skip(self) -> None:
        """Leave the next sign behind."""
        self._place += 1

    def value(self, decoder: json.JSONDecoder) -> object:
        """The value that begins here. What is cut off at the end of what is held is read again with twice as much."""
        while True:
            try:
                value, end = decoder.raw_decode(self._held, self._place)
            except RecursionError:
                raise UnreadableFile(_DAMAGED) from None
            except ValueError:
                if not self._more():
                    raise UnreadableFile(_DAMAGED) from None
                continue
            if len(self._held) - end < _BEGUN_EXPONENT and self._more():
                continue  # a number may go on
            self._place = end
            return value

    def _more(self) -> bool:
        """Hold more; whether there was any."""
        rest = self._held[self._place :]
        if len(rest) > LONGEST_VALUE:
            raise UnreadableFile(f"It is damaged, or one conversation is longer than {LONGEST_VALUE:,} characters.")
        try:
            more = self._file.read(max(len(rest), _BLOCK))
        except UnicodeDecodeError:
            raise UnreadableFile(_DAMAGED) from None
        if more:
            self._held, self._place = rest + more, 0
        return bool(more)


def values(untrusted_file: TextIO) -> Iterator[object]:
    """The values of a list, or of a file that has one a line. Only one of them is held at a time.

    Raises:
        UnreadableFile: it is no JSON, a list is cut off, or one value is nested too deeply, or too long.
    """
    window, decoder = _Window(untrusted_file), json.JSONDecoder()
    is_list = window.sign() == "["
    if is_list:
        window.skip()
    while (sign := window.sign()) and not (is_list and sign == "]"):
        yield window.value(decoder)
    if is_list and not sign:
        raise UnreadableFile(_DAMAGED)


def record(value: object) -> Record:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[Record]:
    """The objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text_of(value: object) -> str:
    """The value if it is a text, else ""; halves of characters, which JSON can hold and nothing else, are replaced."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def moment(value: object) -> str:
    """A Unix time, in seconds or parts of them, as times are kept; "" where it is none."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    seconds = float(value) if abs(value) < 1e18 else 0.0
    while seconds > _LATEST_SECONDS:
        seconds /= 1000
    if not 0 < seconds <= _LATEST_SECONDS:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def branch(nodes: Record, last: str, parent: str) -> list[Record]:
    """The nodes of a tree from its root to `last`, which the `parent` of each leads along; circles end where they close."""
    path: list[Record] = []
    seen: set[str] = set()
    while last and last not in seen and (node := record(nodes.get(last))):
        seen.add(last)
        path.append(node)
        last = text_of(node.get(parent))
    return path[::-1]


def other_leaves(nodes: Record, parent: str) -> int:
    """How many more ends a tree has than one."""
    parents = {text_of(record(node).get(parent)) for node in nodes.values()}
    return max(0, sum(name not in parents for name in nodes) - 1)
