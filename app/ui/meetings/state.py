"""What the Meetings view shows, as one frozen value, and how each event changes it."""

from dataclasses import dataclass, replace
from functools import singledispatch

from app.core.events import Event, Heard, Notice, Progress, Transcribed
from app.core.meetings import Segment, Transcript

RUNNING = 0
"""The key of the transcription that is going on, which has no id yet."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A recording that is being transcribed. `waiting` counts the recordings chosen after it."""

    path: str
    title: str
    segments: tuple[Segment, ...] = ()
    progress: Progress | None = None
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class MeetingsState:
    """Everything the Meetings view shows. `key` is the transcript in sight: its id, `RUNNING`, or None."""

    transcripts: tuple[Transcript, ...] = ()
    search: str = ""
    known: bool = False
    key: int | None = None
    open: Transcript | None = None
    hearing: Hearing | None = None
    waiting: tuple[str, ...] = ()
    notice: str = ""
    failure: str = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What is read in the middle: the transcript in sight, or what was heard so far."""
        if self.key == RUNNING and self.hearing is not None:
            return self.hearing.segments
        return self.open.segments if self.open is not None else ()

    @property
    def listed(self) -> tuple[Transcript, ...]:
        """The transcripts whose title holds what is searched for."""
        wanted = self.search.casefold()
        return tuple(one for one in self.transcripts if wanted in one.title.casefold())


@dataclass(frozen=True, slots=True)
class Listed:
    """The transcripts that are kept, without their segments."""

    transcripts: tuple[Transcript, ...]


@dataclass(frozen=True, slots=True)
class SearchTyped:
    """The text in the search field."""

    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A transcript was chosen in the list; its text is on its way."""

    key: int | None


@dataclass(frozen=True, slots=True)
class TranscriptRead:
    """A transcript, whole."""

    transcript: Transcript


@dataclass(frozen=True, slots=True)
class RecordingsChosen:
    """Recordings to transcribe, one after the other."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearingBegun:
    """The first of the waiting recordings is being transcribed."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class StopPressed:
    """The user wants no more of this recording."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The job is over: None done, "" cancelled, else the sentence that says why it failed."""

    sentence: str | None


@dataclass(frozen=True, slots=True)
class Deleted:
    """A transcript is gone."""

    transcript_id: int


Change = (
    Listed | SearchTyped | Chosen | TranscriptRead | RecordingsChosen | HearingBegun | StopPressed | Ended | Deleted
)  # fmt: skip


def reduce(state: MeetingsState, event: Change | Event) -> MeetingsState:
    """The state after an event. Events that do not concern this view change nothing."""
    return _after(event, state)


@singledispatch
def _after(_event: object, state: MeetingsState) -> MeetingsState:
    return state


@_after.register
def _(event: Listed, state: MeetingsState) -> MeetingsState:
    return replace(state, transcripts=event.transcripts, known=True)


@_after.register
def _(event: SearchTyped, state: MeetingsState) -> MeetingsState:
    return replace(state, search=event.text)


@_after.register
def _(event: Chosen, state: MeetingsState) -> MeetingsState:
    same = state.open is not None and state.open.id == event.key
    return replace(state, key=event.key, open=state.open if same else None)


@_after.register
def _(event: TranscriptRead, state: MeetingsState) -> MeetingsState:
    return replace(state, open=event.transcript) if event.transcript.id == state.key else state


@_after.register
def _(event: RecordingsChosen, state: MeetingsState) -> MeetingsState:
    return replace(state, waiting=(*state.waiting, *event.paths), failure="", notice="")


@_after.register
def _(event: HearingBegun, state: MeetingsState) -> MeetingsState:
    waiting = state.waiting[1:] if state.waiting[:1] == (event.path,) else state.waiting
    return replace(state, hearing=Hearing(event.path, event.title), waiting=waiting, key=RUNNING, open=None)


@_after.register
def _(event: Progress, state: MeetingsState) -> MeetingsState:
    return replace(state, hearing=replace(state.hearing, progress=event)) if state.hearing else state


@_after.register
def _(event: Heard, state: MeetingsState) -> MeetingsState:
    if state.hearing is None:
        return state
    return replace(state, hearing=replace(state.hearing, segments=(*state.hearing.segments, event.segment)))


@_after.register
def _(event: Notice, state: MeetingsState) -> MeetingsState:
    return replace(state, notice=event.text)


@_after.register
def _(event: Transcribed, state: MeetingsState) -> MeetingsState:
    """The transcript takes the place of what was heard; who reads another one is left in peace."""
    others = tuple(one for one in state.transcripts if one.id != event.transcript.id)
    state = replace(state, transcripts=(event.transcript, *others), hearing=None)
    return replace(state, key=event.transcript.id, open=event.transcript) if state.key == RUNNING else state


@_after.register
def _(_event: StopPressed, state: MeetingsState) -> MeetingsState:
    return replace(state, hearing=replace(state.hearing, stopping=True)) if state.hearing else state


@_after.register
def _(event: Ended, state: MeetingsState) -> MeetingsState:
    """Cancelled means all of it: what waited is not begun either."""
    waiting = () if event.sentence == "" else state.waiting
    key = None if state.key == RUNNING else state.key
    return replace(state, hearing=None, waiting=waiting, key=key, failure=event.sentence or state.failure)


@_after.register
def _(event: Deleted, state: MeetingsState) -> MeetingsState:
    kept = tuple(one for one in state.transcripts if one.id != event.transcript_id)
    state = replace(state, transcripts=kept)
    return replace(state, key=None, open=None) if state.key == event.transcript_id else state
