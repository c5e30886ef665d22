"""What the Library view shows, as one frozen value, and how each event changes it."""

from dataclasses import dataclass, field, replace
from functools import singledispatch
from pathlib import Path

from app.core.administration.knowledge import KnowledgePack
from app.core.events import Added, Event, Failed, Notice, Progress, Skipped
from app.core.following import FolderStatus, FollowedFile
from app.core.library.documents import Document, LibraryStatus
from app.core.library.health import Finding, FindingKind
from app.ui.library import changes
from app.ui.library.arrangement import NEWEST_FIRST, Order
from app.ui.library.changes import Section


@dataclass(frozen=True, slots=True)
class Work:
    """The jobs at work: how far they are, and what has come of them. `jobs` counts those that run or wait.

    `checks` says that the library is being checked: its failures are faults found, not files that could not be read.
    """

    jobs: int = 0
    checks: bool = False
    progress: Progress | None = None
    added: int = 0
    passages: int = 0
    skipped: int = 0
    failed: int = 0
    first_failure: str = ""
    notices: tuple[str, ...] = ()
    paused: bool = False


IDLE = Work()


@dataclass(frozen=True, slots=True)
class LibraryState:
    """Everything the Library view shows. `collection` None is all of them."""

    collections: tuple[tuple[str, int], ...] = ()
    """Each collection with the number of its documents."""
    named: tuple[str, ...] = ()
    """Collections the user named that hold nothing yet."""
    collection: str | None = None
    search: str = ""
    section: Section = Section.DOCUMENTS
    order: Order = NEWEST_FIRST
    documents: tuple[Document, ...] = ()
    status: LibraryStatus = field(default_factory=LibraryStatus)
    known: bool = False
    work: Work = IDLE
    outcome: Work | None = None
    """What the last work came to, once it is over."""
    failure: str = ""
    shown: Document | None = None
    """The document that is open beside the list."""
    findings: tuple[Finding, ...] | None = None
    """What is not as it might be; None until the library was examined."""
    kind: FindingKind | None = None
    """The one kind of finding that is listed; None for all."""
    folders: tuple[FolderStatus, ...] = ()
    folder: int | None = None
    """The followed folder whose files are listed."""
    files: tuple[FollowedFile, ...] = ()
    more_files: int = 0
    gone: frozenset[int] = frozenset()
    """The ids of documents whose files are gone from a followed folder."""
    packs: tuple[KnowledgePack, ...] = ()
    """The knowledge packs, each of which is a collection."""
    offered: tuple[Path, ...] = ()
    """Folders that were just added, and could be followed from now on."""

    @property
    def pack(self) -> KnowledgePack | None:
        """The knowledge pack that is the collection in sight."""
        return next((one for one in self.packs if one.title == self.collection), None)

    @property
    def own_collection(self) -> str | None:
        """The collection in sight where documents can be added to it, else None."""
        return self.collection if self.pack is None else None

    @property
    def listed_findings(self) -> tuple[Finding, ...]:
        """The findings of the kind chosen."""
        return tuple(one for one in self.findings or () if self.kind in (None, one.kind))


def reduce(state: LibraryState, event: changes.Change | Event) -> LibraryState:
    """The state after an event. Events that do not concern this view change nothing."""
    return _after(event, state)


@singledispatch
def _after(_event: object, state: LibraryState) -> LibraryState:
    return state


@_after.register
def _(event: changes.DocumentsRead, state: LibraryState) -> LibraryState:
    filled = {name for name, _ in event.collections}
    shown = state.shown
    if shown is not None:
        # A file that was read again has a new number.
        same = [one for one in event.documents if (one.path, one.collection) == (shown.path, shown.collection)]
        shown = next(iter(same), shown)
    return replace(
        state,
        collections=event.collections,
        named=tuple(name for name in state.named if name not in filled),
        documents=event.documents,
        status=event.status,
        shown=shown,
        folders=event.folders,
        folder=state.folder if any(one.folder.id == state.folder for one in event.folders) else None,
        files=event.files,
        more_files=event.more_files,
        gone=event.gone,
        packs=event.packs,
        known=True,
    )


@_after.register
def _(event: changes.CollectionChosen, state: LibraryState) -> LibraryState:
    return replace(state, collection=event.collection, shown=None)


@_after.register
def _(event: changes.CollectionNamed, state: LibraryState) -> LibraryState:
    name = event.name.strip()
    if not name:
        return state
    known = {each for each, _ in state.collections} | set(state.named)
    named = state.named if name in known else (*state.named, name)
    return replace(state, named=named, collection=name, shown=None)


@_after.register
def _(event: changes.SearchTyped, state: LibraryState) -> LibraryState:
    return replace(state, search=event.text)


@_after.register
def _(event: changes.SectionChosen, state: LibraryState) -> LibraryState:
    return replace(state, section=event.section, kind=None)


@_after.register
def _(event: changes.FindingsRead, state: LibraryState) -> LibraryState:
    kinds = {one.kind for one in event.findings}
    return replace(state, findings=event.findings, kind=state.kind if state.kind in kinds else None)


@_after.register
def _(event: changes.KindChosen, state: LibraryState) -> LibraryState:
    return replace(state, kind=event.kind)


@_after.register
def _(event: changes.FolderChosen, state: LibraryState) -> LibraryState:
    return replace(state, folder=event.folder, files=(), more_files=0)


@_after.register
def _(event: changes.FollowOffered, state: LibraryState) -> LibraryState:
    return replace(state, offered=event.folders)


@_after.register
def _(event: changes.OrderChosen, state: LibraryState) -> LibraryState:
    return replace(state, order=event.order)


@_after.register
def _(event: changes.WorkBegun, state: LibraryState) -> LibraryState:
    work = replace(state.work if state.work.jobs else IDLE, jobs=state.work.jobs + 1, checks=event.checks)
    return replace(state, work=work, outcome=None, failure="")


@_after.register
def _(event: changes.PauseChosen, state: LibraryState) -> LibraryState:
    return replace(state, work=replace(state.work, paused=event.paused))


@_after.register
def _(event: changes.WorkEnded, state: LibraryState) -> LibraryState:
    jobs = state.work.jobs - 1
    failure = event.sentence or state.failure
    if jobs > 0:
        return replace(state, work=replace(state.work, jobs=jobs), failure=failure)
    return replace(state, work=IDLE, outcome=replace(state.work, jobs=0), failure=failure)


@_after.register
def _(event: changes.DocumentShown, state: LibraryState) -> LibraryState:
    return replace(state, shown=event.document)


@_after.register
def _(event: Progress, state: LibraryState) -> LibraryState:
    return replace(state, work=replace(state.work, progress=event))


@_after.register
def _(event: Added, state: LibraryState) -> LibraryState:
    work = state.work
    passages = work.passages + event.document.passage_count
    return replace(state, work=replace(work, added=work.added + 1, passages=passages))


@_after.register
def _(_event: Skipped, state: LibraryState) -> LibraryState:
    return replace(state, work=replace(state.work, skipped=state.work.skipped + 1))


@_after.register
def _(event: Failed, state: LibraryState) -> LibraryState:
    work = state.work
    first = work.first_failure or f"{event.path}: {event.reason}".removeprefix(": ")
    return replace(state, work=replace(work, failed=work.failed + 1, first_failure=first))


@_after.register
def _(event: Notice, state: LibraryState) -> LibraryState:
    return replace(state, work=replace(state.work, notices=(*state.work.notices, event.text)))
