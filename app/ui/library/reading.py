"""What the Library view asks of the services, off the window's thread. Knows no Qt."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.cancel import CancelToken
from app.core.events import Event
from app.core.following import FileState
from app.core.library.documents import Document
from app.core.library.health import Finding, FindingKind
from app.services.library.health import only_examined
from app.ui.library.arrangement import arranged
from app.ui.library.changes import DocumentsRead, FindingsRead, FollowOffered, Section
from app.ui.library.state import LibraryState

if TYPE_CHECKING:
    from app.services.application import Application

_FILES_LISTED = 300
_ORDER = {
    state: place for place, state in enumerate((FileState.FAILED, FileState.LOCKED, FileState.WRITTEN, FileState.GONE))
}


def collection_for(services: "Application", collection: str | None) -> str:
    """Where new documents go: into the collection in sight, else into the one the settings name."""
    return collection or str(services.settings.get("library.default_collection"))


def adding(
    services: "Application", paths: Sequence[Path], collection: str | None, cancel: CancelToken
) -> Iterator[Event]:
    """Add files and folders to a collection; with None, to the one the settings name."""
    yield from services.library.add(paths, collection_for(services, collection), cancel)


def offer_to_follow(services: "Application", paths: Sequence[Path], collection: str | None) -> FollowOffered:
    """The folders among what is added that could be followed; where the settings say so, they are at once."""
    wish = services.settings.get("library.follow_added")
    followed = {status.folder.path for status in services.following.folders()}
    folders = tuple(path for path in paths if path.is_dir() and str(path.resolve()) not in followed)
    if wish == "always":
        follow(services, folders, collection)
    return FollowOffered(folders if wish == "ask" else ())


def follow(services: "Application", folders: Sequence[Path], collection: str | None) -> None:
    """Follow folders from now on. Raises UserError where one cannot be."""
    for folder in folders:
        services.following.follow(folder, collection_for(services, collection))


def read_library(services: "Application", asked: LibraryState) -> DocumentsRead:
    """Everything the state `asked` for, sorted and filtered. Of a folder's files, those that need a look come first."""
    library, following = services.library, services.following
    names = library.collections()
    counts = tuple((name, library.status(name).documents) for name in names)
    found = library.documents(asked.collection, asked.search)
    folders = tuple(following.folders())
    chosen = asked.folder if any(one.folder.id == asked.folder for one in folders) else None
    files = [] if chosen is None or asked.section is not Section.FOLDERS else following.files(chosen)
    files.sort(key=lambda one: (_ORDER.get(one.state, len(_ORDER)), one.path))
    return DocumentsRead(
        counts,
        arranged(found, asked.order),
        library.status(asked.collection),
        folders,
        tuple(files[:_FILES_LISTED]),
        max(0, len(files) - _FILES_LISTED),
        following.gone(),
        tuple(services.knowledge.packs()),
    )


def examine(services: "Application", collection: str | None) -> FindingsRead:
    """Everything that is not as it might be."""
    return FindingsRead(only_examined(services.health.examine(collection, CancelToken())))


def read_again(services: "Application", finding: Finding, cancel: CancelToken) -> Iterator[Event]:
    """Read the file of a finding once more, into the collection it is in."""
    document = services.library.document(finding.document_id)
    yield from services.library.add([Path(document.path)], document.collection, cancel)


def unlock(services: "Application", document: Document, password: str, cancel: CancelToken) -> Iterator[Event]:
    """Read a locked file with a password, into the collection it is in."""
    yield from services.library.add([Path(document.path)], document.collection, cancel, password)


def leave_as_it_is(services: "Application", finding: Finding) -> None:
    """Show a finding no more; a document whose file is gone counts again, and is kept."""
    if finding.kind is FindingKind.GONE:
        services.following.keep([finding.document_id])
    else:
        services.health.accept(finding)
