"""What can happen in the Library view, besides the events of the jobs that add, check and rebuild."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from app.core.administration.knowledge import KnowledgePack
from app.core.following import FolderStatus, FollowedFile
from app.core.library.documents import Document, LibraryStatus
from app.core.library.health import Finding, FindingKind
from app.ui.library.arrangement import Order


class Section(Enum):
    """What the middle of the view shows."""

    DOCUMENTS = auto()
    PROBLEMS = auto()
    FOLDERS = auto()


@dataclass(frozen=True, slots=True)
class DocumentsRead:
    """What the library holds now, as it was asked for."""

    collections: tuple[tuple[str, int], ...]
    documents: tuple[Document, ...]
    status: LibraryStatus
    folders: tuple[FolderStatus, ...] = ()
    files: tuple[FollowedFile, ...] = ()
    more_files: int = 0
    gone: frozenset[int] = frozenset()
    packs: tuple[KnowledgePack, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingsRead:
    """What examining the library found."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class KindChosen:
    """List the findings of one kind, or with None all."""

    kind: FindingKind | None


@dataclass(frozen=True, slots=True)
class FolderChosen:
    """List the files of this followed folder."""

    folder: int | None


@dataclass(frozen=True, slots=True)
class FollowOffered:
    """These folders could be followed; none once the user has answered."""

    folders: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class CollectionChosen:
    """A collection was chosen; None for all."""

    collection: str | None


@dataclass(frozen=True, slots=True)
class CollectionNamed:
    """The user wants a collection of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class SearchTyped:
    """The text in the search field."""

    text: str


@dataclass(frozen=True, slots=True)
class SectionChosen:
    """Show the documents, the problems, or the followed folders."""

    section: Section


@dataclass(frozen=True, slots=True)
class OrderChosen:
    """Sort by this."""

    order: Order


@dataclass(frozen=True, slots=True)
class WorkBegun:
    """One more job."""

    checks: bool = False


@dataclass(frozen=True, slots=True)
class PauseChosen:
    """The work is to wait, or to go on."""

    paused: bool


@dataclass(frozen=True, slots=True)
class WorkEnded:
    """One job less: None done, "" cancelled, else the sentence that says why it failed."""

    sentence: str | None


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document was opened, or closed again with None."""

    document: Document | None


Change = (
    DocumentsRead | CollectionChosen | CollectionNamed | SearchTyped | SectionChosen | OrderChosen | WorkBegun
    | PauseChosen | WorkEnded | DocumentShown | FindingsRead | KindChosen | FolderChosen | FollowOffered
)  # fmt: skip
