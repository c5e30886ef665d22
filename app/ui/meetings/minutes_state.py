"""What the Minutes of a meeting show, as one frozen value, and how each event changes it."""

from dataclasses import dataclass, replace
from functools import singledispatch

from app.core.events import Event, MinutesWritten, Notice, Progress
from app.core.meetings.minutes import Minutes, MinutesLine
from app.core.meetings.minutes_templates import MinutesTemplate


@dataclass(frozen=True, slots=True)
class MinutesState:
    """`versions` are the newest first, `chosen` is the id of the one in sight; `writing` is the transcript at work on."""

    transcript_id: int | None = None
    versions: tuple[Minutes, ...] = ()
    chosen: int = 0
    known: bool = False
    templates: tuple[MinutesTemplate, ...] = ()
    writing: int | None = None
    progress: Progress | None = None
    notice: str = ""

    @property
    def shown(self) -> Minutes | None:
        """The version in sight: the one chosen, else the newest."""
        found = (minutes for minutes in self.versions if minutes.id == self.chosen)
        return next(found, self.versions[0] if self.versions else None)

    @property
    def busy(self) -> bool:
        """Whether the minutes of this very meeting are being written."""
        return self.writing is not None and self.writing == self.transcript_id


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    """Another meeting is in sight, or none."""

    transcript_id: int | None


@dataclass(frozen=True, slots=True)
class VersionsRead:
    """Every version of a meeting's minutes, the newest first."""

    transcript_id: int
    versions: tuple[Minutes, ...]


@dataclass(frozen=True, slots=True)
class TemplatesRead:
    """The templates there are."""

    templates: tuple[MinutesTemplate, ...]


@dataclass(frozen=True, slots=True)
class VersionChosen:
    """The user wants to see this version."""

    minutes_id: int


@dataclass(frozen=True, slots=True)
class WritingBegun:
    """The minutes of a meeting are being written."""

    transcript_id: int


@dataclass(frozen=True, slots=True)
class WritingEnded:
    """The writing is over, whatever came of it."""


Change = MeetingOpened | VersionsRead | TemplatesRead | VersionChosen | WritingBegun | WritingEnded


def rows_of(minutes: Minutes) -> list[list[tuple[int, MinutesLine]]]:
    """The lines that are shown, by section, each with its place among all lines of the section."""
    return [
        [(place, line) for place, line in enumerate(section.lines) if not line.removed] for section in minutes.sections
    ]


def reduce(state: MinutesState, event: Change | Event) -> MinutesState:
    """The state after an event. Events that do not concern the minutes change nothing."""
    return _after(event, state)


@singledispatch
def _after(_event: object, state: MinutesState) -> MinutesState:
    return state


@_after.register
def _(event: MeetingOpened, state: MinutesState) -> MinutesState:
    if event.transcript_id == state.transcript_id:
        return state
    return replace(state, transcript_id=event.transcript_id, versions=(), chosen=0, known=False, notice="")


@_after.register
def _(event: VersionsRead, state: MinutesState) -> MinutesState:
    """What was written after they were read stays."""
    if event.transcript_id != state.transcript_id:
        return state
    newest = max((one.id for one in event.versions), default=0)
    later = (one for one in state.versions if one.id > newest)
    return replace(state, versions=(*later, *event.versions), known=True)


@_after.register
def _(event: TemplatesRead, state: MinutesState) -> MinutesState:
    return replace(state, templates=event.templates)


@_after.register
def _(event: VersionChosen, state: MinutesState) -> MinutesState:
    return replace(state, chosen=event.minutes_id)


@_after.register
def _(event: WritingBegun, state: MinutesState) -> MinutesState:
    return replace(state, writing=event.transcript_id, progress=None, notice="")


@_after.register
def _(event: Progress, state: MinutesState) -> MinutesState:
    return replace(state, progress=event) if state.writing is not None else state


@_after.register
def _(event: Notice, state: MinutesState) -> MinutesState:
    return replace(state, notice=event.text) if state.writing is not None else state


@_after.register
def _(event: MinutesWritten, state: MinutesState) -> MinutesState:
    """The new version is in sight of whoever looks at this meeting. One that was read already may hold edits."""
    if event.minutes.transcript_id != state.transcript_id:
        return state
    read = any(one.id == event.minutes.id for one in state.versions)
    versions = state.versions if read else (event.minutes, *state.versions)
    return replace(state, versions=versions, chosen=event.minutes.id)


@_after.register
def _(_event: WritingEnded, state: MinutesState) -> MinutesState:
    return replace(state, writing=None, progress=None)
