"""JSON and JSON lines: a table where records are alike, else a line for each value with the path to it."""

import json
from collections.abc import Iterator
from typing import Any

from app.core.library.documents import ReadDocument
from app.workers.reading import plain_text
from app.workers.reading.composed_text import Block, compose, length_notes
from app.workers.reading.sheet_text import Room, Row, sheet_pages
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, one_line

_FEWEST_RECORDS = 2
_MOST_FIELDS = 60


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The values in order; what is no JSON after all is kept as the text it is.

    Raises:
        UnreadableFile: it is no text.
    """
    text, notes = plain_text.decode(content)
    try:
        value = _parsed(text[: 2 * MAXIMUM_CHARACTERS], reading)
    except (ValueError, RecursionError):
        return plain_text.read(content)
    if _are_records(value):
        room = Room()
        pages = tuple(sheet_pages("", _table(value), room, reading.checkpoint))
        return ReadDocument("", "json", pages, (*notes, *room.notes()))
    try:
        page = compose(_checked(_lines(value, ""), reading))
    except RecursionError:
        return plain_text.read(content)
    return ReadDocument("", "json", (page,), (*notes, *length_notes(page)))


def _parsed(text: str, reading: Reading) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.split("\n")
        if error.msg != "Extra data" or len(lines) < _FEWEST_RECORDS:
            raise
    values = []
    for line in lines:
        reading.checkpoint()
        if line.strip():
            values.append(json.loads(line))
    return values


def _are_records(value: Any) -> bool:
    """Whether it is a list of objects with the same few fields and nothing inside them."""
    if not isinstance(value, list) or len(value) < _FEWEST_RECORDS or not all(isinstance(one, dict) for one in value):
        return False
    fields = {field for one in value for field in one}
    filled = sum(len(one) for one in value)
    is_flat = not any(isinstance(field, dict | list) for one in value for field in one.values())
    return is_flat and 0 < len(fields) <= _MOST_FIELDS and filled > len(fields) * len(value) / 2


def _table(records: list[dict[str, Any]]) -> Iterator[Row]:
    fields = list(dict.fromkeys(field for one in records for field in one))
    yield 1, dict(enumerate(fields))
    for number, one in enumerate(records, start=2):
        yield number, {column: _shown(one[field]) for column, field in enumerate(fields) if field in one}


def _lines(value: Any, path: str) -> Iterator[Block]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _lines(inside, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        for number, one in enumerate(value, start=1):
            yield Block("", tight=True)
            yield from _lines(one, f"{path}[{number}]")
    else:
        shown = ", ".join(map(_shown, value)) if isinstance(value, list) else _shown(value)
        yield Block(f"{path}: {shown}" if path else shown, tight=True)


def _checked(blocks: Iterator[Block], reading: Reading) -> Iterator[Block]:
    for count, block in enumerate(blocks):
        if count % 1000 == 0:
            reading.checkpoint()
        yield block


def _shown(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
