"""Corrections of a transcript as values: each can be done, undone and done again, and loses nothing that was heard."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.core.errors import UserError
from app.core.meetings.transcript import Segment, Word
from app.core.meetings.word_times import joined, reworded, word_places

Segments = tuple[Segment, ...]
_SIGNS_BEHIND = re.compile(r"(?:[^\w\s(\[{<\"'“„‘‚«‹¿¡（「『【《]|[\"'](?!\w))+")
"""What of a text belongs to the word before it: no bracket and no mark that opens."""


@dataclass(frozen=True, slots=True)
class Splice:
    """From `index` on, the segments `before` give way to `after`."""

    index: int
    before: Segments
    after: Segments


@dataclass(frozen=True, slots=True)
class Reassigned:
    """The segment at `index` was spoken by `before`, and is by `after`."""

    index: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction; the splices are made in their order. An edit that changes nothing is false."""

    splices: tuple[Splice, ...] = ()
    speakers: tuple[Reassigned, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.splices or self.speakers)


@dataclass(frozen=True, slots=True)
class Edited:
    """What was just changed, and how many corrections can be undone and done again now."""

    edit: Edit
    undoable: int
    redoable: int


class StaleEdit(UserError):
    """A correction was made to a text that is no longer there."""

    def __init__(self) -> None:
        super().__init__(
            "The transcript was changed elsewhere in the meantime; look at it again and repeat the change."
        )


def applied(segments: Segments, edit: Edit) -> Segments:
    """The segments after an edit.

    Raises:
        StaleEdit: what the edit changes is not there.
    """
    after = list(segments)
    for splice in edit.splices:
        end = splice.index + len(splice.before)
        if splice.index < 0 or tuple(after[splice.index : end]) != splice.before:
            raise StaleEdit
        after[splice.index : end] = splice.after
    for one in edit.speakers:
        if not 0 <= one.index < len(after) or after[one.index].speaker != one.before:
            raise StaleEdit
        after[one.index] = replace(after[one.index], speaker=one.after)
    return tuple(after)


def inverse(edit: Edit) -> Edit:
    """The edit that undoes an edit."""
    return Edit(
        tuple(Splice(one.index, one.after, one.before) for one in reversed(edit.splices)),
        tuple(Reassigned(one.index, one.after, one.before) for one in reversed(edit.speakers)),
    )


def reword(segments: Segments, index: int, text: str) -> Edit:
    """Another text for a segment; a segment without text is deleted."""
    before = segments[index]
    if not text.strip():
        return delete(segments, [index])
    after = reworded(before, text)
    return Edit() if after == before else _put(index, (before,), (after,))


def delete(segments: Segments, indexes: Iterable[int]) -> Edit:
    """The transcript without these segments."""
    neighbours = groupby(enumerate(sorted(set(indexes))), lambda each: each[1] - each[0])
    runs = [[index for _, index in run] for _, run in neighbours]
    return Edit(tuple(Splice(run[0], segments[run[0] : run[-1] + 1], ()) for run in reversed(runs)))


def split(segments: Segments, index: int, place: int) -> Edit:
    """Two segments of one, before and after a place in its text; nothing where one of them would be empty.

    Signs that follow a word without a space stay with it.
    """
    before = segments[index]
    signs = _SIGNS_BEHIND.match(before.text, place)
    if signs is not None and before.text[:place][-1:].strip():
        place = signs.end()
    texts = before.text[:place].strip(), before.text[place:].strip()
    if not all(texts):
        return Edit()
    places = word_places(before)
    count = sum(begin + end < 2 * place for begin, end in places)
    cut = places[count - 1][1] if count else 0
    first, second = before.words[:count], before.words[count:]
    at = _moment(before, place, first, second)
    left = replace(before, text=before.text[:cut].strip(), end=first[-1].end if first else at, words=first)
    right = replace(before, text=before.text[cut:].strip(), start=at, words=second)
    if before.heard is not None:
        middle = sum(word.start + word.end < 2 * at for word in before.heard)
        left, right = replace(left, heard=before.heard[:middle]), replace(right, heard=before.heard[middle:])
    return _put(index, (before,), (reworded(left, texts[0]), reworded(right, texts[1])))


def merge(segments: Segments, index: int) -> Edit:
    """One segment of a segment and the next, spoken by the first one's speaker; nothing behind the last."""
    if not 0 <= index < len(segments) - 1:
        return Edit()
    first, second = segments[index : index + 2]
    edited = first.heard is not None or second.heard is not None
    whole = replace(
        first,
        start=min(first.start, second.start),
        end=max(first.end, second.end),
        text=joined(first.text, second.text),
        words=first.words + second.words,
        heard=first.recognized + second.recognized if edited else None,
        overlapped=first.overlapped or second.overlapped,
    )
    return _put(index, (first, second), (whole,))


def reassign(segments: Segments, indexes: Iterable[int], speaker: str) -> Edit:
    """Another speaker for these segments."""
    speaker = speaker.strip()
    changed = (at for at in indexes if segments[at].speaker != speaker)
    return Edit(speakers=tuple(Reassigned(at, segments[at].speaker, speaker) for at in changed))


def from_here_on(segments: Segments, index: int) -> list[int]:
    """A segment and every later one of the same speaker."""
    return [at for at in range(index, len(segments)) if segments[at].speaker == segments[index].speaker]


def rename_speaker(segments: Segments, before: str, after: str) -> Edit:
    """Another name for a speaker, everywhere; the name of another one makes them one."""
    return reassign(segments, [at for at, one in enumerate(segments) if one.speaker == before], after)


def renaming(edit: Edit) -> tuple[str, str] | None:
    """What a speaker was called and is called, where an edit gives one another name and does nothing else."""
    names = {(one.before, one.after) for one in edit.speakers}
    return names.pop() if len(names) == 1 and not edit.splices else None


def together(edits: Iterable[Edit]) -> Edit:
    """Edits of different segments that keep their number, as one."""
    edits = tuple(edits)
    return Edit(
        tuple(splice for edit in edits for splice in edit.splices),
        tuple(one for edit in edits for one in edit.speakers),
    )


def _put(index: int, before: Segments, after: Segments) -> Edit:
    return Edit((Splice(index, before, after),))


def _moment(segment: Segment, place: int, first: Sequence[Word], second: Sequence[Word]) -> float:
    """When what stands behind a place of the text begins."""
    if second:
        return second[0].start
    if first:
        return first[-1].end
    return segment.start + (segment.end - segment.start) * place / len(segment.text)
