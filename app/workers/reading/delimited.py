"""Tables in text files (.csv, .tsv): a line for each record, numbered as a spreadsheet would."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from app.core.library.documents import ReadDocument
from app.workers.reading import plain_text
from app.workers.reading.sheet_text import Room, Row, sheet_pages
from app.workers.reading.terms import Reading, damaged

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 20_000
_SAMPLE_RECORDS = 50
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LONGEST_FIELD = 10_000_000
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The records, with " | " between the fields; a blank line ends a table.

    Raises:
        UnreadableFile: it is no text.
    """
    text, notes = plain_text.decode(content)
    announced = _SEPARATOR_LINE.match(text)
    delimiter = announced[1] if announced else _likely_delimiter(text[:_SAMPLE_CHARACTERS])
    if announced:
        text = "\n" + text[announced.end() :]
    csv.field_size_limit(_LONGEST_FIELD)
    room = Room()
    try:
        pages = tuple(sheet_pages("", _records(text, delimiter), room, reading.checkpoint))
    except csv.Error as error:
        raise damaged("table", str(error)) from None
    return ReadDocument("", "csv", pages, (*notes, *room.notes()))


def _records(text: str, delimiter: str) -> Iterator[Row]:
    for number, fields in enumerate(csv.reader(StringIO(text), delimiter=delimiter), start=1):
        yield number, dict(enumerate(fields))


def _likely_delimiter(sample: str) -> str:
    """The one that divides most lines into the same number of fields, more than one."""
    lines = [line for line in _QUOTED.sub("", sample).split("\n") if line.strip()][:_SAMPLE_RECORDS]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0), usual

    return max(_DELIMITERS, key=agreement)
