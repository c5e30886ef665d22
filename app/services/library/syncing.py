"""One followed folder brought in step: what is new is read, what is gone is set aside, nothing is copied."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.clock import utc_before
from app.core.events import Event, Failed, Notice, Progress
from app.core.following import FollowedFolder, KnownCopy
from app.core.library.documents import Document, DocumentStatus
from app.core.words.text import counted
from app.engines.drives import mount_point
from app.services.library.exclusions import patterns_of
from app.services.library.file_listing import LeavesOut, ListedFile, Listing, list_changed, list_files
from app.services.library.folder_changes import Paths
from app.services.library.folder_differences import Differences, Settling, Standing, compare
from app.services.library.library import Library
from app.storage.audit import Audit
from app.storage.library.file_states import FileStates
from app.storage.library.followed_folders import FollowedFolders

_LOOKS = 3
"""A file may change, or lose the file it is a copy of, while others are read: then another look follows at once."""


class Syncing:
    """Makes the library follow folders. A drive that is not there, or is not the same, changes nothing."""

    def __init__(
        self,
        followed: FollowedFolders,
        files: FileStates,
        library: Library,
        audit: Audit,
        days_kept: Callable[[], int],
    ) -> None:
        self._followed = followed
        self._files = files
        self._library = library
        self._audit = audit
        self._days_kept = days_kept
        self.look_seconds = 0.0
        """How long the last look at a folder took, without the reading of files."""

    def sync(
        self,
        folder: FollowedFolder,
        cancel: CancelToken,
        settling: Settling | None = None,
        changed: Paths | None = None,
    ) -> Iterator[Event]:
        """Take in what is new or changed, follow what moved, set aside what is gone, erase what was gone for long.

        With `settling`, files that are still being written wait for the next time. With `changed`, only these paths
        and what is below them are looked at, and nothing is erased; but all of the folder where a copy is concerned.

        Raises:
            UserError: the vault cannot be written to, or the reading process cannot be started.
            Cancelled: on cancel; what was done stays, and the next time goes on from there.
        """
        reason = why_not_reachable(folder)
        if reason:
            yield Failed(folder.path, reason)
            return
        yield Progress("Looking for changes", 0, 0, "files", detail=folder.path)
        yield from self._take_in(folder, cancel, settling, changed)
        differences = self._compare(folder, cancel, None, changed)
        reason = why_not_reachable(folder)
        if reason:  # it went while we looked, and everything in it seems to be absent
            yield Failed(folder.path, reason)
            return
        yield from self._set_aside(folder, differences)
        if changed is None:
            self.erase_long_gone(folder.collection)
        self._followed.mark_synced(folder.id)

    def _take_in(
        self, folder: FollowedFolder, cancel: CancelToken, settling: Settling | None, changed: Paths | None
    ) -> Iterator[Event]:
        """Take in what is new or changed, and what changed meanwhile."""
        tried: set[ListedFile] = set()
        for _ in range(_LOOKS):
            differences = self._compare(folder, cancel, settling, changed)
            self._files.bring_back(differences.back)
            self._files.forget_copies(differences.no_copies, folder.collection)
            no_copies = set(differences.no_copies)
            wanted = [file for file in differences.wanted.files if file not in tried or str(file.path) in no_copies]
            if not wanted:
                return
            tried.update(wanted)
            listing = Listing(wanted, differences.wanted.failures)
            alongside = differences.present if changed is None else Standing(Path(folder.path), _patterns(folder))
            yield from self._library.take_in(listing, folder.collection, cancel, alongside)

    def erase_long_gone(self, collection: str | None = None) -> None:
        """Erase the documents whose files have been gone for longer than the setting says."""
        limit = utc_before(timedelta(days=self._days_kept()))
        kept = {document.id for document in self._library.documents(collection)}
        self._erase([one for one, since in self._files.gone().items() if since <= limit and one in kept])

    def set_aside_left_out(self, folder: FollowedFolder, left_out: list[int]) -> None:
        """Take documents out of every search because the user's patterns leave them out now."""
        self._files.set_gone(left_out)
        self._audit.record("documents set aside", folder=folder.id, documents=len(left_out))

    def _compare(
        self, folder: FollowedFolder, cancel: CancelToken, settling: Settling | None, changed: Paths | None
    ) -> Differences:
        started = time.monotonic()
        root, leaves_out, gone = Path(folder.path), _patterns(folder), self._files.gone()
        copies = self._files.copies(folder.collection)
        documents = None if changed is None else self._files.documents_at(changed, folder.collection)
        if changed is None or documents is None or _concerns_copies(changed, documents, copies):
            listing = list_files([root], cancel.checkpoint, leaves_out)
            documents = self._library.documents(folder.collection)
            differences = compare(folder, listing, documents, copies, gone, settling)
        else:
            listing = list_changed(changed, cancel.checkpoint, leaves_out)
            differences = compare(folder, listing, documents, (), gone, settling)
        self.look_seconds = time.monotonic() - started
        return differences

    def _set_aside(self, folder: FollowedFolder, differences: Differences) -> Iterator[Event]:
        """What is absent is out of every search at once; a file that could not be read has nothing to keep."""
        gone = self._files.gone()
        absent = [one for one in differences.absent if one.id not in gone]
        failed = [one.id for one in absent if one.status is DocumentStatus.FAILED]
        self._erase(failed)
        aside = [one.id for one in absent if one.status is not DocumentStatus.FAILED]
        if aside:
            self._files.set_gone(aside)
            self._audit.record("documents set aside", folder=folder.id, documents=len(aside))
            yield Notice(f"{counted(len(aside), 'document')} out of the library: their files are gone.")

    def _erase(self, document_ids: list[int]) -> None:
        if document_ids:
            self._library.remove(document_ids)


def _patterns(folder: FollowedFolder) -> LeavesOut:
    return patterns_of(Path(folder.path), folder.left_out)


def _concerns_copies(changed: Paths, documents: Sequence[Document], copies: Sequence[KnownCopy]) -> bool:
    """Whether a file that was left out as a copy changed, or may not be one any more."""
    hashes = {document.content_hash for document in documents}
    return any(
        copy.content_hash in hashes or not changed.isdisjoint((Path(copy.path), *Path(copy.path).parents))
        for copy in copies
    )


def why_not_reachable(folder: FollowedFolder) -> str:
    """Why a folder cannot be looked through now, in one sentence; empty if it can."""
    root = Path(folder.path)
    try:
        if not root.is_dir():
            return "This folder is not there; its documents are kept until it is back."
        next(root.iterdir(), None)
    except OSError as error:
        return f"This folder cannot be opened ({error.strerror}); its documents are kept."
    if mount_point(root) != folder.mount_point:
        return "The drive of this folder is not connected; its documents are kept until it is back."
    return ""
