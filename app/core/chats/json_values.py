"""JSON that somebody else wrote: its values one after the other, each taken for what it should be or for nothing."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from app.core.errors import UnreadableFile

Record = Mapping[str, object]
_SPACE = re.compile(r"[\s,]*")
_LATEST_SECONDS = 32_503_680_000
"""The year 3000: a larger number counts milliseconds, or still smaller parts."""


def values(text: str) -> Iterator[tuple[object, int]]:
    """The values of a list, or of a file that has one a line, each with the number of characters up to its end.

    Only one is held at a time.

    Raises:
        UnreadableFile: it is no JSON, or one value is nested too deeply.
    """
    decoder = json.JSONDecoder()
    place = _after_space(text, 0)
    is_list = text.startswith("[", place)
    place = _after_space(text, place + 1) if is_list else place
    while place < len(text) and not (is_list and text[place] == "]"):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            raise UnreadableFile("It is damaged, or no JSON.") from None
        yield value, place
        place = _after_space(text, place)


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


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
