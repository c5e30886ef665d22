"""What the Meetings view shows, as one frozen value, and how each event changes it."""

from dataclasses import dataclass, replace
from functools import singledispatch

from app.core.events import Event, Notice, Transcribed
from app.core.meetings.transcript import Segment, Transcript

RUNNING = 0
"""The key of the transcription that is going on, which has no id yet."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A recording that is being transcribed, and what was heard of it so far."""

    path: str
    title: str
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingsState:
    """Everything the Meetings view shows. `key` is the transcript in sight: its id, `RUNNING`, or None.

    `saying` are the ids of the transcripts whose day, speakers or words are what is searched for, `recorded` is that of
    the meeting that is being recorded, `written` are those of meetings which were, and are not written down yet.
    """

    transcripts: tuple[Transcript, ...] = ()
    search: str = ""
    known: bool = False
    key: int | None = None
    open: Transcript | None = None
    hearing: Hearing | None = None
    notice: str = ""
    saying: frozenset[int] = frozenset()
    recorded: int | None = None
    written: frozenset[int] = frozenset()

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What is read in the middle: the transcript in sight, or what was heard so far."""
        if self.key == RUNNING and self.hearing is not None:
            return self.hearing.segments
        return self.open.segments if self.open is not None else ()

    @property
    def recorder_in_sight(self) -> bool:
        """Whether nothing else is read than what is being, or was just, recorded."""
        meetings = self.written if self.recorded is None else {self.recorded}
        return bool(meetings) and (self.key is None or self.key in meetings) and not self.segments

    @property
    def listed(self) -> tuple[Transcript, ...]:
        """The transcripts that are searched for, by title or otherwise; one that grows is `hearing`, and not here."""
        wanted = self.search.casefold()
        growing = self.hearing.path if self.hearing is not None else None
        return tuple(
            one
            for one in self.transcripts
            if (wanted in one.title.casefold() or one.id in self.saying) and (one.complete or one.path != growing)
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """The transcripts that are kept, without their segments."""

    transcripts: tuple[Transcript, ...]


@dataclass(frozen=True, slots=True)
class SearchTyped:
    """The text in the search field."""

    text: str


@dataclass(frozen=True, slots=True)
class SearchFound:
    """The transcripts whose day, speakers or words are this text."""

    text: str
    saying: frozenset[int]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The transcript says this now."""

    transcript_id: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A transcript was chosen in the list; its text is on its way."""

    key: int | None


@dataclass(frozen=True, slots=True)
class TranscriptRead:
    """A transcript, whole."""

    transcript: Transcript


@dataclass(frozen=True, slots=True)
class HearingNow:
    """What is being transcribed now, if anything; `path` is empty where nothing is."""

    path: str = ""
    title: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Deleted:
    """A transcript is gone."""

    transcript_id: int


@dataclass(frozen=True, slots=True)
class RecorderAt:
    """The transcript of what is being recorded, and those of what was and is not written down yet."""

    recorded: int | None
    written: frozenset[int]


Change = RecorderAt | Listed | SearchTyped | SearchFound | Corrected | Chosen | TranscriptRead | HearingNow | Deleted


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
def _(event: RecorderAt, state: MeetingsState) -> MeetingsState:
    """What begins to be recorded comes into sight, and goes where nothing of it was kept."""
    begins = event.recorded is not None and event.recorded != state.recorded
    ended = event.recorded is None and state.key == state.recorded
    lost = ended and state.key not in event.written and state.open is None
    state = replace(state, recorded=event.recorded, written=event.written)
    return replace(state, key=event.recorded, open=None) if begins or lost else state


@_after.register
def _(event: SearchTyped, state: MeetingsState) -> MeetingsState:
    return replace(state, search=event.text, saying=frozenset())


@_after.register
def _(event: SearchFound, state: MeetingsState) -> MeetingsState:
    return replace(state, saying=event.saying) if event.text == state.search else state


@_after.register
def _(event: Corrected, state: MeetingsState) -> MeetingsState:
    if state.open is None or state.open.id != event.transcript_id:
        return state
    return replace(state, open=replace(state.open, segments=event.segments))


@_after.register
def _(event: Chosen, state: MeetingsState) -> MeetingsState:
    same = state.open is not None and state.open.id == event.key
    return replace(state, key=event.key, open=state.open if same else None)


@_after.register
def _(event: TranscriptRead, state: MeetingsState) -> MeetingsState:
    return replace(state, open=event.transcript) if event.transcript.id == state.key else state


@_after.register
def _(event: HearingNow, state: MeetingsState) -> MeetingsState:
    """What begins is shown to who reads nothing else; what ended without a transcript is left."""
    if not event.path:
        return replace(state, hearing=None, key=None if state.key == RUNNING else state.key)
    begins = state.hearing is None or state.hearing.path != event.path
    key = RUNNING if begins and state.key is None else state.key
    return replace(state, hearing=Hearing(event.path, event.title, event.segments), key=key)


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
def _(event: Deleted, state: MeetingsState) -> MeetingsState:
    kept = tuple(one for one in state.transcripts if one.id != event.transcript_id)
    state = replace(state, transcripts=kept)
    return replace(state, key=None, open=None) if state.key == event.transcript_id else state
