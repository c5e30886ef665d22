"""Folders followed in place: which they are, how they stand, and what the user may do with them."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Event, Progress
from app.core.following import LEFT_OUT, FileState, FolderState, FolderStatus, FollowedFile, FollowedFolder
from app.core.library.documents import Document, DocumentStatus
from app.engines.drives import mount_point
from app.services.library.exclusions import is_left_out, patterns_of
from app.services.library.follower import Follower
from app.services.library.library import Library
from app.services.library.syncing import Syncing, why_not_reachable
from app.services.library.watched import Watched
from app.services.permissions import Permissions
from app.services.quiet import Quiet
from app.storage.audit import Audit
from app.storage.library.file_states import FileStates
from app.storage.library.followed_folders import FollowedFolders

_PAUSED = "Paused; changes are followed when you resume."


class Following:
    """The followed folders. Safe from any thread; long work is a generator, as everywhere."""

    def __init__(
        self,
        followed: FollowedFolders,
        files: FileStates,
        library: Library,
        syncing: Syncing,
        follower: Follower,
        quiet: Quiet,
        audit: Audit,
        permissions: Permissions,
    ) -> None:
        self._followed = followed
        self._files = files
        self._library = library
        self._syncing = syncing
        self._follower = follower
        self._quiet = quiet
        self._audit = audit
        self._permissions = permissions

    def start(self) -> None:
        """Follow by itself from now on, in the background."""
        self._follower.start()

    def close(self) -> None:
        """Follow nothing any more until the next start."""
        self._follower.close()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener`, on any thread and often, when a folder's status or documents changed."""
        self._follower.listener = listener

    def user_is_busy(self) -> None:
        """The user is typing: work in the background makes room for some seconds."""
        self._quiet.user_is_busy()

    def follow(self, path: Path, collection: str, left_out: str = LEFT_OUT) -> FollowedFolder:
        """Follow a folder with all that is below it; one that is followed already is returned as it is.

        A followed folder below it, of the same collection, becomes part of it.

        Raises:
            RefusedByPolicy: documents may not be taken from it.
            UserError: it is no folder, cannot be opened, or is part of one that is followed.
        """
        self._permissions.require_readable([path])
        root = Path(os.path.realpath(path))
        if not root.is_dir():
            raise UserError(f"{path} is not a folder; give one that exists.")
        patterns_of(root, left_out)
        for other in self._followed.all():
            if other.collection == collection and root != Path(other.path) and root.is_relative_to(other.path):
                raise UserError(f"{root} is followed already, as part of {other.path}.")
        folder = self._followed.add(str(root), collection, left_out, mount_point(root))
        for other in self._followed.all():
            if other.collection == collection and other.id != folder.id and Path(other.path).is_relative_to(root):
                self._followed.remove(other.id)
        self._audit.record("folder followed", folder=folder.id)
        self._follower.folders_changed()
        return folder

    def unfollow(self, folder_id: int, forget: bool) -> int:
        """Follow a folder no longer; with `forget`, its documents go as well. How many documents went.

        Raises:
            NothingFound: it is not followed.
        """
        folder = self._followed.get(folder_id)
        self._followed.remove(folder_id)
        self._follower.folders_changed()
        self._audit.record("folder followed no longer", folder=folder_id)
        documents = self._files.documents_under(folder.path, folder.collection)
        copies = [copy.path for copy in self._files.copies(folder.collection)]
        below = folder.path.rstrip(os.sep) + os.sep
        self._files.forget_copies([path for path in copies if path.startswith(below)], folder.collection)
        if forget and documents:
            self._library.remove([document.id for document in documents])
            return len(documents)
        return 0

    def set_paused(self, folder_id: int, paused: bool) -> None:
        """Let a folder wait, or follow it again."""
        self._followed.set_paused(folder_id, paused)
        self._follower.folders_changed()

    def set_left_out(self, folder_id: int, left_out: str) -> None:
        """Change what is left out of a folder. Documents left out now are out of every search, and erased some days later.

        Raises:
            UserError: a line is not a pattern; nothing was changed.
        """
        folder = self._followed.get(folder_id)
        root = Path(folder.path)
        leaves_out = patterns_of(root, left_out)
        documents = self._files.documents_under(folder.path, folder.collection)
        aside = [one.id for one in documents if is_left_out(root, Path(one.path), leaves_out)]
        self._followed.set_left_out(folder_id, left_out)
        self._syncing.set_aside_left_out(folder, aside)
        self._follower.folders_changed()

    def look_now(self, folder_id: int) -> None:
        """Look through a folder now, even on battery."""
        self._follower.look_now(folder_id)

    def keep(self, document_ids: Sequence[int]) -> None:
        """Keep documents whose files are gone: they are found again, and not erased."""
        self._files.keep(document_ids)

    def gone(self) -> frozenset[int]:
        """The ids of the documents that are out of every search because their files are gone."""
        return frozenset(self._files.gone())

    def find(self, path: Path) -> FollowedFolder:
        """The followed folder at a path.

        Raises:
            NothingFound: it is not followed.
        """
        real = os.path.realpath(path)
        for folder in self._followed.all():
            if folder.path == real:
                return folder
        raise NothingFound(f"{path} is not followed; see those that are with: alcove library watched")

    def folders(self) -> list[FolderStatus]:
        """Every followed folder as it stands, by path."""
        gone = self._files.gone()
        return [self._status(folder, gone) for folder in self._followed.all()]

    def files(self, folder_id: int) -> list[FollowedFile]:
        """Every file of a folder that the library knows of, by path, and how it stands."""
        folder = self._followed.get(folder_id)
        gone = self._files.gone()
        found = [
            FollowedFile(one.path, _state_of(one, gone), one.reason)
            for one in self._files.documents_under(folder.path, folder.collection)
        ]
        below = folder.path.rstrip(os.sep) + os.sep
        found += [
            FollowedFile(copy.path, FileState.COPY)
            for copy in self._files.copies(folder.collection)
            if copy.path.startswith(below)
        ]
        watched = self._follower.watched(folder_id)
        found += [FollowedFile(path, FileState.WRITTEN) for path in (watched.settling.unsettled if watched else ())]
        return sorted(found, key=lambda one: one.path)

    def sync(self, cancel: CancelToken, folder_ids: Sequence[int] | None = None) -> Iterator[Event]:
        """Bring the library in step with its folders, or with some of them, now and to the end.

        Raises:
            UserError: the vault cannot be written to, or the reading process cannot be started.
            Cancelled: on cancel; what was done stays.
        """
        for folder in self._followed.all():
            if folder_ids is None or folder.id in folder_ids:
                yield from self._syncing.sync(folder, cancel)
        self._syncing.erase_long_gone()
        self._library.forget_replaced()

    def _status(self, folder: FollowedFolder, gone: dict[int, str]) -> FolderStatus:
        documents = self._files.documents_under(folder.path, folder.collection)
        state, reason, progress, notice = _doing(folder, self._follower.watched(folder.id), self._follower.runs)
        return FolderStatus(
            folder,
            state,
            reason,
            documents=sum(one.id not in gone and one.status is not DocumentStatus.FAILED for one in documents),
            failed=sum(one.status is DocumentStatus.FAILED for one in documents),
            gone=sum(one.id in gone for one in documents),
            notice=notice,
            progress=progress,
        )


def _doing(
    folder: FollowedFolder, watched: Watched | None, is_followed_now: bool
) -> tuple[FolderState, str, Progress | None, str]:
    """State, reason, progress and notice."""
    notice = watched.notice if watched else ""
    if folder.paused:
        return FolderState.PAUSED, _PAUSED, None, notice
    unreachable = watched.unreachable if watched else why_not_reachable(folder)
    if unreachable:
        return FolderState.UNREACHABLE, unreachable, None, notice
    if watched is None:
        waits = is_followed_now or not folder.synced_at
        return (FolderState.WAITING if waits else FolderState.UP_TO_DATE), "", None, notice
    if watched.reason or watched.failure:
        return FolderState.WAITING, watched.reason or watched.failure, watched.progress, notice
    if watched.syncing:
        return FolderState.SYNCING, "", watched.progress, notice
    if watched.settling.unsettled or watched.first_change_at is not None or not folder.synced_at:
        return FolderState.WAITING, "", None, notice
    return FolderState.UP_TO_DATE, "", None, notice


def _state_of(document: Document, gone: dict[int, str]) -> FileState:
    if document.id in gone:
        return FileState.GONE
    return FileState(document.status.value)
