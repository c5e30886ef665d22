"""What the transcript's editor shows, as one frozen value, and how each event changes it."""

from dataclasses import dataclass, replace
from functools import singledispatch

from app.core.meetings.transcript_edits import Edit, Segments, applied
from app.core.meetings.transcript_search import (
    Match,
    Wanted,
    matches,
    matches_after,
    next_match,
    next_unsure,
    number_of,
    spoken_at,
)

NOTHING_WANTED = Wanted()


@dataclass(frozen=True, slots=True)
class EditorState:
    """The transcript under correction. Without `transcript_id` it can only be read.

    `match` is where the reader was taken last: to what is looked for, or to a word hardly heard. `spoken` is the segment
    and the word that is heard. `undoable` and `redoable` count corrections.
    """

    transcript_id: int | None = None
    segments: Segments = ()
    undoable: int = 0
    redoable: int = 0
    wanted: Wanted = NOTHING_WANTED
    found: tuple[Match, ...] = ()
    match: Match | None = None
    spoken: tuple[int, int | None] | None = None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in the order they are first heard."""
        return tuple(dict.fromkeys(one.speaker for one in self.segments if one.speaker))

    @property
    def match_number(self) -> int:
        """Which of `found` the reader was taken to, from 1; 0 for none of them."""
        return number_of(self.found, self.match)


@dataclass(frozen=True, slots=True)
class Opened:
    """A transcript, or what was heard of one so far (then without an id)."""

    transcript_id: int | None
    segments: Segments


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction was made, undone or done again."""

    edit: Edit


@dataclass(frozen=True, slots=True)
class Standing:
    """How many corrections can be undone and done again, as the vault says."""

    undoable: int
    redoable: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Something is looked for; the first match from a segment on is shown, or none without one."""

    wanted: Wanted
    index: int | None = 0


@dataclass(frozen=True, slots=True)
class MatchStepped:
    """On to the next match after a segment's place, or the one before."""

    index: int
    place: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class UnsureStepped:
    """On to the next word recognized with less confidence than this, or the one before."""

    threshold: float
    index: int
    place: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """This second is heard; None where nothing is played."""

    second: float | None


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What a change made of an earlier state was worked out elsewhere, for it takes long in a long transcript."""

    after: EditorState


Change = Opened | Corrected | Standing | Sought | MatchStepped | UnsureStepped | Reached | WorkedOut


def reduce(state: EditorState, change: Change) -> EditorState:
    """The state after a change.

    Raises:
        StaleEdit: a correction does not fit what is shown.
    """
    return _after(change, state)


@singledispatch
def _after(_change: object, state: EditorState) -> EditorState:
    return state


@_after.register
def _(change: Opened, state: EditorState) -> EditorState:
    """The same transcript anew keeps what is looked for; where that is found is looked up afterwards."""
    if change.transcript_id != state.transcript_id:
        return EditorState(change.transcript_id, change.segments)
    return _with_segments(state, change.segments, ())


@_after.register
def _(change: Corrected, state: EditorState) -> EditorState:
    if not change.edit:
        return state
    segments = applied(state.segments, change.edit)
    return _with_segments(state, segments, matches_after(state.found, change.edit, segments, state.wanted))


@_after.register
def _(change: WorkedOut, state: EditorState) -> EditorState:
    """What is heard, and how much can be undone, has gone on meanwhile."""
    spoken = state.spoken if change.after.segments is state.segments else None
    return replace(change.after, spoken=spoken, undoable=state.undoable, redoable=state.redoable)


@_after.register
def _(change: Standing, state: EditorState) -> EditorState:
    return replace(state, undoable=change.undoable, redoable=change.redoable)


@_after.register
def _(change: Sought, state: EditorState) -> EditorState:
    found = matches(state.segments, change.wanted)
    match = None if change.index is None else next_match(found, change.index, -1)
    return replace(state, wanted=change.wanted, found=found, match=match)


@_after.register
def _(change: MatchStepped, state: EditorState) -> EditorState:
    found = next_match(state.found, change.index, change.place, backwards=change.backwards)
    return replace(state, match=found)


@_after.register
def _(change: UnsureStepped, state: EditorState) -> EditorState:
    found = next_unsure(state.segments, change.threshold, change.index, change.place, backwards=change.backwards)
    return replace(state, match=found or state.match)


@_after.register
def _(change: Reached, state: EditorState) -> EditorState:
    return replace(state, spoken=None if change.second is None else spoken_at(state.segments, change.second))


def _with_segments(state: EditorState, segments: Segments, found: tuple[Match, ...]) -> EditorState:
    """What was shown may stand elsewhere now."""
    return replace(state, segments=segments, found=found, match=None, spoken=None)
