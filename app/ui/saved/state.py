"""What the view of saved questions shows, as one frozen value, and how each event changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch

from app.core.asking.conversations import Answer
from app.core.asking.saved_questions import Standing
from app.core.events import Answered, Compared, Event, Failed, Found, Progress, Token
from app.ui.ask.asking import Asking


@dataclass(frozen=True, slots=True)
class Run:
    """Questions being asked again: how many, and what has come of the one in turn."""

    names: tuple[str, ...]
    stopping: bool = False
    number: int = 0
    progress: Progress | None = None
    found: Found | None = None
    text: str = ""

    @property
    def name(self) -> str:
        """The question that is being answered."""
        return self.names[self.number] if self.number < len(self.names) else ""

    @property
    def asking(self) -> Asking:
        """It as the thread of a conversation shows an answer on its way."""
        return Asking(0, self.name, progress=self.progress, found=self.found, text=self.text, stopping=self.stopping)


@dataclass(frozen=True, slots=True)
class SavedState:
    """Everything the view shows."""

    standings: tuple[Standing, ...] = ()
    known: bool = False
    search: str = ""
    name: str = ""
    """The question in sight."""
    run: Run | None = None
    failures: Mapping[str, str] = field(default_factory=dict)
    """Why a question could not be answered just now, by its name."""
    found: Mapping[str, Found] = field(default_factory=dict)
    """The evidence of answers given since the start, by the name of the question."""
    sources_shown: bool = False
    source: int | None = None

    @property
    def listed(self) -> tuple[Standing, ...]:
        """The questions that match the search, by name or by what they ask."""
        wanted = self.search.casefold()
        return tuple(one for one in self.standings if wanted in f"{one.question.name}\n{one.question.text}".casefold())

    @property
    def chosen(self) -> Standing | None:
        """The question in sight."""
        return next((one for one in self.standings if one.question.name == self.name), None)

    @property
    def answer(self) -> Answer | None:
        """Its latest answer."""
        return self.chosen.answer if self.chosen is not None else None

    @property
    def evidence(self) -> Found | None:
        """The search behind it, where it was given since the start."""
        return self.found.get(self.name)

    @property
    def running_here(self) -> bool:
        """Whether the question in sight is being answered."""
        return self.run is not None and self.run.name == self.name


@dataclass(frozen=True, slots=True)
class Listed:
    """The saved questions as they stand."""

    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class SearchTyped:
    """The text in the search field."""

    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question was chosen."""

    name: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A question is called something else."""

    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class RunBegun:
    """These are being asked again, one after the other."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopPressed:
    """The user wants no more of it."""


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The run is over."""


@dataclass(frozen=True, slots=True)
class SourcesShown:
    """The evidence is shown, with one source opened at its page."""

    source: int | None = None


@dataclass(frozen=True, slots=True)
class SourcesClosed:
    """The evidence is put away."""


Change = Listed | SearchTyped | Chosen | Renamed | RunBegun | StopPressed | RunEnded | SourcesShown | SourcesClosed


def reduce(state: SavedState, event: Change | Event) -> SavedState:
    """The state after an event. Events that do not concern this view change nothing."""
    return _after(event, state)


@singledispatch
def _after(_event: object, state: SavedState) -> SavedState:
    return state


@_after.register
def _(event: Listed, state: SavedState) -> SavedState:
    """One is always in sight while there are any."""
    names = [one.question.name for one in event.standings]
    name = state.name if state.name in names else next(iter(names), "")
    return replace(state, standings=event.standings, known=True, name=name)


@_after.register
def _(event: SearchTyped, state: SavedState) -> SavedState:
    return replace(state, search=event.text)


@_after.register
def _(event: Chosen, state: SavedState) -> SavedState:
    return replace(state, name=event.name, source=None) if event.name != state.name else state


@_after.register
def _(event: Renamed, state: SavedState) -> SavedState:
    """What is known of it goes along."""

    def moved(known: Mapping[str, object]) -> dict[str, object]:
        return {event.new_name if name == event.name else name: value for name, value in known.items()}

    name = event.new_name if state.name == event.name else state.name
    run = replace(state.run, names=tuple(moved(dict.fromkeys(state.run.names)))) if state.run else None
    known = {part: moved(getattr(state, part)) for part in ("failures", "found")}
    return replace(state, name=name, run=run, **known)  # type: ignore[arg-type]


@_after.register
def _(event: RunBegun, state: SavedState) -> SavedState:
    if state.run is not None or not event.names:
        return state
    failures = {name: why for name, why in state.failures.items() if name not in event.names}
    return replace(state, run=Run(event.names), failures=failures, source=None)


@_after.register
def _(_event: StopPressed, state: SavedState) -> SavedState:
    return replace(state, run=replace(state.run, stopping=True)) if state.run else state


@_after.register
def _(_event: RunEnded, state: SavedState) -> SavedState:
    return replace(state, run=None)


@_after.register
def _(event: Progress, state: SavedState) -> SavedState:
    if event.unit == "questions":  # between two of them
        return state
    return replace(state, run=replace(state.run, progress=event)) if state.run else state


@_after.register
def _(event: Found, state: SavedState) -> SavedState:
    return replace(state, run=replace(state.run, found=event)) if state.run else state


@_after.register
def _(event: Token, state: SavedState) -> SavedState:
    return replace(state, run=replace(state.run, text=state.run.text + event.text)) if state.run else state


@_after.register
def _(event: Answered, state: SavedState) -> SavedState:
    """The whole answer stands there until it is read again with what it is compared with."""
    return replace(state, run=replace(state.run, text=event.answer.text)) if state.run else state


@_after.register
def _(event: Compared, state: SavedState) -> SavedState:
    """What the vault keeps is put right at once, so that nothing flickers; the next question has its turn."""
    if state.run is None:
        return state
    name = state.run.name
    standings = tuple(
        replace(one, answer=event.answer, difference=None if event.difference.first else event.difference)
        if one.question.name == name
        else one
        for one in state.standings
    )
    found = {**state.found, name: state.run.found} if state.run.found else dict(state.found)
    return replace(state, standings=standings, found=found, run=_next(state.run))


@_after.register
def _(event: Failed, state: SavedState) -> SavedState:
    if state.run is None:
        return state
    return replace(state, failures={**state.failures, state.run.name: event.reason}, run=_next(state.run))


def _next(run: Run) -> Run:
    return Run(run.names, run.stopping, run.number + 1)


@_after.register
def _(event: SourcesShown, state: SavedState) -> SavedState:
    return replace(state, sources_shown=True, source=event.source)


@_after.register
def _(_event: SourcesClosed, state: SavedState) -> SavedState:
    return replace(state, sources_shown=False, source=None)
