"""A followed folder as the follower has it in hand: what was told of it, how it stands, and when it is looked at next."""

from dataclasses import dataclass, field
from pathlib import Path

from app.core.events import Progress
from app.core.following import FollowedFolder
from app.services.library.file_listing import LeavesOut
from app.services.library.folder_changes import Changes, Paths
from app.services.library.folder_differences import Settling

QUIET_SECONDS = 1.0
"""How long a look that was given up for something else waits."""
AFTER_A_FAILURE = 60.0
"""Seconds from a look that failed, on a full disk say, to the next: whatever is told in between."""
_AFTER_A_CHANGE = 1.1
"""Seconds from the last change to the look, by which time a file that was written whole has settled."""
_LONGEST_DELAY = 5.0
"""Seconds after which a look is due even if changes keep coming."""
_REST = 5.0
"""A look that took a second is followed by this many seconds without one, so that a busy folder leaves the core alone."""
_LONGEST_REST = 20.0
_SAFETY_SECONDS = 3600.0
"""How often a folder is looked through though the system tells of its changes: it may have missed one."""


@dataclass
class Watched:
    """Times are of the monotonic clock, in seconds. Whoever uses it from several threads holds a lock."""

    folder: FollowedFolder
    leaves_out: LeavesOut
    settling: Settling = field(default_factory=Settling)
    changes: Changes = field(default_factory=Changes)
    looked_at: Paths | None = None
    """What the look in progress, or the last, was of; None for all of the folder."""
    whole_at: float = 0.0
    """When all of it is to be looked through."""
    notice: str = ""
    unreachable: str = ""
    reason: str = ""
    failure: str = ""
    due_at: float = 0.0
    first_change_at: float | None = None
    not_before: float = 0.0
    whole_not_before: float = 0.0
    progress: Progress | None = None
    syncing: bool = False
    urgent: bool = False

    @property
    def polled(self) -> bool:
        """Whether it is looked through from time to time because nothing tells of its changes."""
        return bool(self.notice)

    @property
    def ready_at(self) -> float:
        """When it is to be looked at, or as soon after that as its rest allows: what changed may be looked at sooner."""
        is_whole = self.polled or self.changes.concern_everything
        return max(self.due_at, self.not_before, self.whole_not_before if is_whole else 0.0)

    def look_through(self) -> None:
        """All of it is to be looked at, as soon as it may be."""
        self.due_at, self.changes.everything = 0.0, True

    def look_now(self) -> None:
        """The user wants all of it looked at, rest and battery or not."""
        self.look_through()
        self.not_before = self.whole_not_before = 0.0
        self.urgent = True

    def tell(self, path: Path, now: float) -> None:
        """Something changed at a path, the other end of which, if it moved, may lie outside the folder."""
        root = Path(self.folder.path)
        if path == root:
            self.changes.everything = True
        elif path.is_relative_to(root):
            self.changes.paths.add(path)
        self.first_change_at = self.first_change_at or now
        # Later changes put it off; the regular look, hours away, is brought forward.
        self.due_at = min(now + _AFTER_A_CHANGE, self.first_change_at + _LONGEST_DELAY)

    def begin(self, now: float, poll_seconds: float) -> None:
        """It is looked at from now on: only at what was told, unless all of it is due."""
        self.first_change_at = None
        self.changes.everything |= self.polled or self.whole_at <= now
        self.looked_at = self.changes.take()
        if self.looked_at is None:
            self.whole_at = now + (poll_seconds if self.polled else _SAFETY_SECONDS)
        self.due_at = self.whole_at

    def end(self, now: float, sentence: str | None, look_seconds: float) -> None:
        """The look is over: None done, "" given up for something else, else the sentence that says why it failed."""
        if sentence is not None or self.unreachable:
            self.changes.give_back(self.looked_at)
        self.changes.look_again(self.settling.unsettled)
        if sentence:
            self.urgent = False
            self.due_at = self.not_before = now + AFTER_A_FAILURE
            return
        if sentence == "":
            self.due_at = now + QUIET_SECONDS
        else:
            self._rest(now, look_seconds)
        if self.settling.unsettled:
            self.due_at = min(self.due_at, now + _AFTER_A_CHANGE)
            self.not_before = self.whole_not_before = 0.0

    def _rest(self, now: float, look_seconds: float) -> None:
        """Single changes are quickly looked at, and need not wait."""
        self.urgent = False
        rest = now + min(look_seconds * _REST, _LONGEST_REST)
        if self.looked_at is None:
            self.whole_not_before, self.not_before = rest, now
        else:
            self.not_before = rest
        if self.unreachable:
            self.due_at = now
