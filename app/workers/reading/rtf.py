"""RTF documents, read with striprtf: paragraphs, and table rows with " | " between the cells."""

import re

from striprtf.striprtf import rtf_to_text

from app.core.library.documents import ReadDocument
from app.workers.reading.composed_text import Block, compose, length_notes
from app.workers.reading.terms import LONGEST_TITLE, Reading, damaged, iso_date, one_line

_INFORMATION = re.compile(r"\\(title|author|operator)\s?([^{}\\]{1,300})\}")
_MOMENT = re.compile(r"\\(revtim|creatim)\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)")
_HEAD_CHARACTERS = 100_000
_CELL_END = re.compile(r"\|(?=[^|\n]*(?:\||\n|$))")
_MARKS = str.maketrans({"\x00": " ", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n"})


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The document as one page, without headings: RTF has styles that only look like them.

    Raises:
        UnreadableFile: it is damaged.
    """
    source = content.decode("latin-1")
    reading.checkpoint()
    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
        raise damaged("RTF document", f"its commands make no sense ({type(error).__name__})") from None
    # RTF writes a character outside the basic plane as two halves.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").translate(_MARKS)
    page = compose(_blocks(text))
    head = source[:_HEAD_CHARACTERS]
    information = {kind: one_line(value) for kind, value in _INFORMATION.findall(head)}
    title = information.get("title", "")
    moments = {kind: f"{year}-{int(month):02}-{int(day):02}" for kind, year, month, day in _MOMENT.findall(head)}
    return ReadDocument(
        title=title[:LONGEST_TITLE] if re.search(r"[^\W\d_]", title) else "",
        format="rtf",
        pages=(page,),
        notes=length_notes(page),
        author=information.get("author") or information.get("operator", ""),
        date=iso_date(moments.get("revtim") or moments.get("creatim", "")),
    )


def _blocks(text: str) -> "list[Block]":
    blocks: list[Block] = []
    after_row = False
    for line in text.split("\n"):
        is_row = line.rstrip().endswith("|")
        if is_row:
            line = " | ".join(one_line(cell) for cell in line.rstrip()[:-1].split("|"))
        blocks.append(Block(line, tight=is_row and after_row))
        after_row = is_row
    return blocks
