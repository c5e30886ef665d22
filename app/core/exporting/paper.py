"""Minutes and transcripts as blocks, laid out once and written as text, Markdown, a Word document or a PDF."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.asking.conversations import Support
from app.core.meetings.minutes import Minutes, MinutesLine
from app.core.meetings.transcript import Transcript
from app.core.meetings.transcript_formats import clock
from app.core.words.text import counted

_SUPPORT_NOTES = {
    Support.PARTLY: "only partly said so",
    Support.UNSUPPORTED: "not said so in the recording",
}


class BlockKind(StrEnum):
    """What a block is: the title, a heading, a remark in small letters, an item of a list, something said."""

    TITLE = "title"
    HEADING = "heading"
    REMARK = "remark"
    ITEM = "item"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `lead` stands before the text in bold, `note` behind it in small letters."""

    kind: BlockKind
    text: str
    lead: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is written beside the words themselves."""

    timestamps: bool = True
    speakers: bool = True


def minutes_blocks(minutes: Minutes, layout: Layout) -> list[Block]:
    """Minutes as blocks. Sections without a line are told, so that nobody takes them for forgotten."""
    blocks = [Block(BlockKind.TITLE, minutes.title)]
    blocks.append(Block(BlockKind.REMARK, " · ".join(filter(None, (minutes.held_on, coverage_words(minutes))))))
    for section in minutes.sections:
        blocks.append(Block(BlockKind.HEADING, section.heading))
        blocks += [_item(line, layout) for line in section.shown]
        if not section.shown:
            blocks.append(Block(BlockKind.REMARK, "Nothing of the kind was found."))
    return blocks


def transcript_blocks(transcript: Transcript, layout: Layout, heading: str = "") -> list[Block]:
    """A transcript as blocks, under its title, or under a heading of its own behind something else."""
    blocks = [Block(BlockKind.HEADING, heading) if heading else Block(BlockKind.TITLE, transcript.title)]
    for segment in transcript.segments:
        parts = (clock(segment.start) if layout.timestamps else "", segment.speaker if layout.speakers else "")
        blocks.append(Block(BlockKind.SPEECH, segment.text.strip(), lead=" ".join(filter(None, parts))))
    return blocks


def coverage_words(minutes: Minutes) -> str:
    """How much of the recording the minutes rest on, in a sentence without its full stop."""
    coverage = minutes.coverage
    if coverage.read_s >= coverage.duration_s - 1:
        words = f"All {_length(coverage.duration_s)} of the recording were read"
    else:
        words = f"{clock(coverage.read_s)} of {clock(coverage.duration_s)} were read"
    left_out = f"; {coverage.dropped} without support left out" if coverage.dropped else ""
    return f"{words}{left_out}"


def _length(seconds: float) -> str:
    """A length of time as it is said: "65 seconds", "12 minutes", "2 hours and 5 minutes"."""
    minutes = round(seconds / 60)
    if minutes < 2:
        return counted(round(seconds), "second")
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    return " and ".join([*parts, counted(rest, "minute")] if rest else parts)


def as_text(blocks: Sequence[Block]) -> str:
    """Plain text."""
    written = []
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            written.append(f"{block.text}\n{'=' * min(60, len(block.text))}\n")
        elif block.kind is BlockKind.HEADING:
            written.append(f"\n{block.text}\n{'-' * min(60, len(block.text))}\n")
        else:
            lead = f"{block.lead}: " if block.lead else ""
            note = f" ({block.note})" if block.note else ""
            written.append(f"{'- ' if block.kind is BlockKind.ITEM else ''}{lead}{block.text}{note}\n")
    return "".join(written)


def as_markdown(blocks: Sequence[Block]) -> str:
    """Markdown; what could be taken for its signs is kept from it."""
    written = []
    for block in blocks:
        text = _plain(block.text)
        lead = f"**{_plain(block.lead)}** " if block.lead else ""
        note = f" _({_plain(block.note)})_" if block.note else ""
        if block.kind is BlockKind.TITLE:
            written.append(f"# {text}\n\n")
        elif block.kind is BlockKind.HEADING:
            written.append(f"\n## {text}\n\n")
        elif block.kind is BlockKind.REMARK:
            written.append(f"_{text}_\n\n")
        else:
            written.append(f"- {lead}{text}{note}\n" if block.kind is BlockKind.ITEM else f"{lead}{text}{note}\n\n")
    return "".join(written)


def _plain(text: str) -> str:
    text = re.sub(r"[\\`*_\[\]<>~]|&(?=#?\w+;)", r"\\\g<0>", text)
    return re.sub(r"^(\d+(?=[.)](?:\s|$))|(?=[#+|-]))", r"\1\\", text)


def _item(line: MinutesLine, layout: Layout) -> Block:
    due = f"{line.due_text} ({line.due})" if line.due_text and line.due else line.due
    lead = " · ".join(filter(None, (line.owner if layout.speakers else "", due)))
    notes = []
    if layout.timestamps and line.moments:
        notes.append(clock(line.moments[0].start))
    if layout.speakers and line.moments and line.moments[0].speaker not in ("", line.owner):
        notes.append(line.moments[0].speaker)
    if line.support in _SUPPORT_NOTES:
        notes.append(_SUPPORT_NOTES[line.support])
    return Block(BlockKind.ITEM, line.text, lead, ", ".join(notes))
