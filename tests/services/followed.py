"""A library that follows folders, over a vault of its own, with the real workers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.events import Event
from app.engines.file_watch import FileWatch
from app.services.jobs import Lane
from app.services.library.follower import Follower
from app.services.library.following import Following
from app.services.library.syncing import Syncing
from app.services.permissions import Permissions
from app.services.quiet import Quiet
from app.storage.library.file_states import FileStates
from app.storage.library.followed_folders import FollowedFolders
from tests.services.opened_library import COLLECTION, OpenedLibrary, opened_library


@dataclass
class Wishes:
    """What the user and the battery want; to be changed by a test."""

    on_battery: bool = False
    asking: bool = False
    days_kept: int = 7


@dataclass(frozen=True)
class Followed:
    """The library, what follows for it, and the lane it works on."""

    opened: OpenedLibrary
    following: Following
    files: FileStates
    lane: Lane
    wishes: Wishes

    def sync(self) -> list[Event]:
        """All events of bringing everything in step."""
        return list(self.following.sync(CancelToken()))

    def names(self) -> list[str]:
        """The names of the files whose documents count, in order."""
        gone = self.files.gone()
        return sorted(Path(one.path).name for one in self.opened.library.documents() if one.id not in gone)

    def document_id(self, path: Path) -> int:
        """The id of a file's document."""
        document = self.opened.documents.find(path, COLLECTION)
        assert document is not None
        return document.id

    def finds(self, words: str) -> bool:
        """Whether some passage with these words comes up."""
        found = self.opened.matching.keyword_search(words, 5)
        return bool(self.opened.documents.passages([identity for identity, _ in found]))


@contextmanager
def followed_library(folder: Path) -> Iterator[Followed]:
    """The library whose vault lies in `folder`, new or from before."""
    wishes = Wishes()
    with opened_library(folder) as opened:
        database = opened.database
        followed, files = FollowedFolders(database), FileStates(database)
        syncing = Syncing(followed, files, opened.library, opened.audit, lambda: wishes.days_kept)
        lane = Lane("library")
        quiet = Quiet(lambda: True, lambda: wishes.on_battery, lambda: wishes.asking, lambda: "")
        follower = Follower(followed, syncing, opened.library, lane, FileWatch(), quiet, lambda: 5.0)
        following = Following(
            followed, files, opened.library, syncing, follower, quiet, opened.audit, Permissions(Policy())
        )
        try:
            yield Followed(opened, following, files, lane, wishes)
        finally:
            following.close()
            lane.close()
