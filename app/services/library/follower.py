"""The thread that follows folders: told of changes or looking from time to time, one folder after the other, quietly."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Failed, Progress
from app.core.following import FollowedFolder
from app.engines.file_watch import FileWatch
from app.services.jobs import Job, Lane
from app.services.library.exclusions import is_left_out, patterns_of
from app.services.library.library import Library
from app.services.library.syncing import Syncing, why_not_reachable
from app.services.library.watched import QUIET_SECONDS, Watched
from app.services.quiet import Quiet
from app.storage.library.followed_folders import FollowedFolders

_log = logging.getLogger(__name__)
_TEND_SECONDS = 0.25
_FORGET_SECONDS = 300.0
"""How long after the last change the words of replaced documents are taken out of the keyword index."""


class Follower:
    """Keeps the library in step while the window is open. `listener` is called, on any thread, when something changed."""

    def __init__(
        self,
        followed: FollowedFolders,
        syncing: Syncing,
        library: Library,
        lane: Lane,
        watch: FileWatch,
        quiet: Quiet,
        poll_seconds: Callable[[], float],
    ) -> None:
        self._followed = followed
        self._syncing = syncing
        self._library = library
        self._lane = lane
        self._watch = watch
        self._quiet = quiet
        self._poll_seconds = poll_seconds
        self.listener: Callable[[], None] = lambda: None
        self._watched: dict[int, Watched] = {}
        self._lock = threading.RLock()
        self._wake = threading.Event()
        self._closing = False
        self._changed_set = True
        self._forget_at: float | None = None
        self._job: Job | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to follow, with a look at every folder."""
        self._thread = threading.Thread(target=self._run, daemon=True, name="following")
        self._thread.start()

    def close(self) -> None:
        """Follow nothing any more; what is being read is dropped, and read the next time."""
        self._closing = True
        self._wake.set()
        if self._job is not None:
            self._job.cancel()
        if self._thread is not None:
            self._thread.join()
        self._watch.close()

    @property
    def runs(self) -> bool:
        """Whether it was started."""
        return self._thread is not None

    def folders_changed(self) -> None:
        """The folders, or what is known of one of them, are not what they were."""
        self._changed_set = True
        self._wake.set()

    def look_now(self, folder_id: int) -> None:
        """Look through a folder at once, battery or not."""
        with self._lock:
            if (watched := self._watched.get(folder_id)) is not None:
                watched.look_now()
        self._wake.set()

    def watched(self, folder_id: int) -> Watched | None:
        """What the follower knows of a folder; None if it has not come to it yet."""
        with self._lock:
            return self._watched.get(folder_id)

    def _run(self) -> None:
        while not self._closing:
            try:
                seconds = self._step()
            except UserError as error:  # a full disk, say: later it may work
                _log.warning("following folders: %s", error)
                seconds = self._poll_seconds()
            self._wake.wait(seconds)
            self._wake.clear()

    def _step(self) -> float | None:
        """Do what is due; how many seconds until something may be due again, None if nothing will by itself."""
        if self._changed_set:
            self._changed_set = False
            self._take_up_folders()
        if self._job is not None and self._job.running:
            self._tend(self._job)
            return _TEND_SECONDS
        now = time.monotonic()
        active = [one for one in self._watched.values() if not one.folder.paused]
        due = [one for one in active if one.ready_at <= now]
        if due:
            return self._begin(min(due, key=lambda one: (not one.urgent, one.due_at)))
        if self._forget_at is not None and self._forget_at <= now:
            self._forget_at = None
            self._library.forget_replaced()
        times = [one.ready_at for one in active]
        times += [self._forget_at] if self._forget_at is not None else []
        return max(0.0, min(times) - now) if times else None

    def _take_up_folders(self) -> None:
        folders = {folder.id: folder for folder in self._followed.all()}
        with self._lock:
            for folder_id in self._watched.keys() - folders.keys():
                self._watch.end(Path(self._watched.pop(folder_id).folder.path))
            for folder in folders.values():
                self._take_up(folder)

    def _take_up(self, folder: FollowedFolder) -> None:
        known = self._watched.get(folder.id)
        if known is None:
            self._watched[folder.id] = Watched(folder, patterns_of(Path(folder.path), folder.left_out))
            return
        if known.folder.left_out != folder.left_out:
            known.leaves_out = patterns_of(Path(folder.path), folder.left_out)
            known.look_through()
        if known.folder.paused and not folder.paused:
            known.look_through()
        known.folder = folder

    def _begin(self, watched: Watched) -> float:
        """Look through a folder on the lane, unless quiet is wanted; seconds until the next step."""
        reason = "" if watched.urgent else self._quiet.reason()
        self._tell(watched, reason=reason)
        if reason:
            return QUIET_SECONDS
        unreachable = why_not_reachable(watched.folder)
        self._tell(watched, unreachable=unreachable)
        if unreachable:
            self._watch.end(Path(watched.folder.path))
            watched.due_at, watched.urgent = time.monotonic() + self._poll_seconds(), False
            return 0.0
        self._ensure_watch(watched)
        with self._lock:
            watched.begin(time.monotonic(), self._poll_seconds())
        self._tell(watched, syncing=True)
        self._job = self._lane.submit(
            lambda cancel: self._work(watched, cancel),
            lambda event: self._happened(watched, event),
            lambda sentence: self._ended(watched, sentence),
        )
        return _TEND_SECONDS

    def _work(self, watched: Watched, cancel: CancelToken) -> Iterator[Event]:
        return self._syncing.sync(watched.folder, cancel, watched.settling, watched.looked_at)

    def _ensure_watch(self, watched: Watched) -> None:
        """Have the system tell of changes from before the look on, so that none falls in between."""
        path = Path(watched.folder.path)
        if not self._watch.is_watching(path):
            self._watch.end(path)
            watched.changes.everything = True
            watched.notice = self._watch.begin(path, lambda changed: self._changed(watched, changed)) or ""

    def _tend(self, job: Job) -> None:
        """Pause the work while quiet is wanted; give it up when the user wants the library to do something."""
        if self._library.turn.is_wanted or self._lane.others_wait_behind(job):
            job.cancel()
            return
        watched = next((one for one in self._watched.values() if one.syncing), None)
        if watched is None:
            return
        if watched.folder.paused or watched.folder.id not in self._watched:
            job.cancel()
            return
        reason = "" if watched.urgent else self._quiet.reason()
        (job.pause if reason else job.resume)()
        self._tell(watched, reason=reason)

    def _changed(self, watched: Watched, path: Path) -> None:
        """On the watch's thread: something below the folder changed."""
        root, is_inside = Path(watched.folder.path), path.is_relative_to(watched.folder.path)
        with self._lock:
            watched.changes.told += 1
        if is_inside and is_left_out(root, path, watched.leaves_out):
            return
        with self._lock:
            watched.tell(path, time.monotonic())
        self._wake.set()

    def _happened(self, watched: Watched, event: Event) -> None:
        if isinstance(event, Progress):
            self._tell(watched, progress=event)
        elif isinstance(event, Failed) and event.path == watched.folder.path:
            self._tell(watched, unreachable=event.reason)
        else:
            self.listener()

    def _ended(self, watched: Watched, sentence: str | None) -> None:
        now = time.monotonic()
        with self._lock:
            watched.end(now, sentence, self._syncing.look_seconds)
        self._forget_at = now + _FORGET_SECONDS
        self._tell(watched, syncing=False, progress=None, failure=sentence or "", reason="")
        self._wake.set()

    def _tell(self, watched: Watched, **values: object) -> None:
        changed = {name: value for name, value in values.items() if getattr(watched, name) != value}
        for name, value in changed.items():
            setattr(watched, name, value)
        if changed:
            self.listener()
