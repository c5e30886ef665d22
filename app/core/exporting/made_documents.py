"""Answers as documents: laid out as blocks for Word and Markdown, and as rows for a spreadsheet, with their sources."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.core.asking.conversations import Answer, Citation, Role, Turn
from app.core.exporting.paper import Block, BlockKind
from app.core.library.documents import place_name
from app.core.tools.tables import number_of
from app.core.words.text import beginning

_LONGEST_TITLE = 60
_RULE = re.compile(r"^[\s|:+-]+$")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_HEADING = re.compile(r"^#+\s+(?P<hash>.+)$|^\*\*(?P<bold>[^*]+)\*\*:?$")
_LABELLED = re.compile(r"^(?P<label>[^:|]{1,80}): (?P<value>[^:]{1,30}?)\.?$")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer."""

    question: str
    answer: Answer
    pictures: tuple[str, ...] = ()
    """The names of the pictures it is about."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of an answer, without its marks, and the numbers of the citations it rests on."""

    kind: BlockKind
    text: str
    citations: tuple[int, ...]


def exchanges_in(turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """The questions of a conversation that were answered, oldest first; an answer that only offered a document is none."""
    return tuple(
        Exchange(asked.text, answered.answer, tuple(one.name for one in asked.pictures))
        for asked, answered in pairwise(turns)
        if asked.role is Role.USER and answered.answer is not None and not _only_offers(answered.answer)
    )


def titled(title: str, exchanges: Sequence[Exchange]) -> str:
    """A title, or what was asked first as one."""
    return title or beginning(exchanges[0].question, _LONGEST_TITLE)


def answer_blocks(title: str, exchanges: Sequence[Exchange]) -> list[Block]:
    """A document: each answer, under its question where there are several, with the sources it names by number."""
    blocks = [Block(BlockKind.TITLE, title)]
    for one in exchanges:
        if len(exchanges) > 1:
            blocks.append(Block(BlockKind.HEADING, one.question))
        blocks += [Block(BlockKind.REMARK, f"About the picture {name}") for name in one.pictures]
        for line in _lines(one.answer):
            marks = "".join(f" [{number}]" for number in line.citations)
            blocks.append(Block(line.kind, line.text + marks))
        remarks = filter(None, (one.answer.note, one.answer.disclaimer))
        blocks += [Block(BlockKind.REMARK, remark) for remark in remarks]
        if one.answer.citations:
            blocks.append(Block(BlockKind.HEADING, "Sources"))
        for citation in one.answer.citations:
            told = f"{_place(citation)}: “{citation.in_words}”"
            blocks.append(Block(BlockKind.ITEM, told, lead=f"[{citation.n}]"))
    return blocks


def answer_rows(exchanges: Sequence[Exchange]) -> list[tuple[str, ...]]:
    """A sheet: the tables of the answers where there are any, else a row for each line, beside the places it rests on."""
    disclaimers = [(text,) for text in dict.fromkeys(one.answer.disclaimer for one in exchanges) if text]
    tables = [row for one in exchanges for row in _table_rows(one.answer.text)]
    if tables:
        return [*tables, *disclaimers]
    rows: list[tuple[str, ...]] = [("Text", "Value", "Source", "Quotation")]
    for one in exchanges:
        if len(exchanges) > 1:
            rows.append((one.question,))
        by_number = {citation.n: citation for citation in one.answer.citations}
        for line in _lines(one.answer):
            cited = [by_number[number] for number in line.citations if number in by_number]
            places = "; ".join(dict.fromkeys(_place(citation) for citation in cited))
            quotes = "; ".join(citation.in_words for citation in cited)
            rows.append((*_labelled(line.text), places, quotes))
    return [*rows, *disclaimers]


def _lines(answer: Answer) -> Iterator[_Line]:
    sentences = {sentence.text: sentence.citations for sentence in answer.sentences}
    for written in answer.text.splitlines():
        if not written.strip() or written.startswith("```") or _RULE.match(written):
            continue
        heading = _HEADING.match(written.strip())
        if heading is not None:
            yield _Line(BlockKind.HEADING, (heading["hash"] or heading["bold"]).strip(), ())
            continue
        kind = BlockKind.ITEM if _ITEM.match(written) else BlockKind.SPEECH
        text = _ITEM.sub("", written).strip()
        cited = [number for sentence, numbers in sentences.items() if sentence.strip() in text for number in numbers]
        yield _Line(kind, text.replace("**", ""), tuple(dict.fromkeys(cited)))


def _table_rows(text: str) -> Iterator[tuple[str, ...]]:
    """The rows of Markdown tables."""
    lines = [line.strip() for line in text.splitlines()]
    for line in lines:
        if line.startswith("|") and line.endswith("|") and not _RULE.match(line):
            yield tuple(cell.strip() for cell in line.strip("|").split("|"))


def _labelled(text: str) -> tuple[str, str]:
    """A line such as "North: 1,300" as its name and its number; any other whole, without a number."""
    match = _LABELLED.match(text)
    if match is None or number_of(match["value"]) is None:
        return text, ""
    return match["label"], match["value"]


def _only_offers(answer: Answer) -> bool:
    return bool(answer.calls) and all(call.offered and not call.makes_this_answer for call in answer.calls)


def _place(citation: Citation) -> str:
    place = place_name(citation.page, citation.label)
    return f"{citation.title}, {place}" if place else citation.title
