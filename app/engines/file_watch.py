"""Being told by the operating system when something changes below a folder."""

import errno
import logging
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from app.engines.drives import tells_of_changes

_log = logging.getLogger(__name__)
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""Not the opening of files, which reading them does."""

OnChange = Callable[[Path], None]


class FileWatch:
    """Watches folders with all that is below them. `on_change` is called on a thread of its own, with a path that changed.

    Nothing is read and no connection is opened: the system tells (inotify, FSEvents, ReadDirectoryChangesW).
    """

    def __init__(self) -> None:
        self._observer: BaseObserver | None = None
        self._watches: dict[Path, ObservedWatch] = {}

    def begin(self, folder: Path, on_change: OnChange) -> str | None:
        """Watch a folder. None if every change will be told, else why not, in one sentence: then look from time to time."""
        if not tells_of_changes(folder):
            return "This is a network drive, which tells of no changes; it is looked through from time to time."
        if self._observer is None:
            self._observer = Observer()
            self._observer.daemon = True
            self._observer.start()
        try:
            self._watches[folder] = self._observer.schedule(
                _Handler(on_change), str(folder), recursive=True, event_filter=_CHANGES
            )
        except OSError as error:
            _log.warning("a folder cannot be watched: %s", error.strerror)
            return _why_not(error)
        return None

    def is_watching(self, folder: Path) -> bool:
        """Whether changes below a folder are still told: its thread may have ended when the folder went."""
        watch = self._watches.get(folder)
        if self._observer is None or watch is None:
            return False
        return any(emitter.watch == watch and emitter.is_alive() for emitter in self._observer.emitters)

    def end(self, folder: Path) -> None:
        """Watch a folder no longer; it need not have been watched."""
        watch = self._watches.pop(folder, None)
        if watch is not None and self._observer is not None:
            self._observer.unschedule(watch)

    def close(self) -> None:
        """Watch nothing any more."""
        self._watches.clear()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None


class _Handler(FileSystemEventHandler):
    def __init__(self, on_change: OnChange) -> None:
        self._on_change = on_change

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of every path that is concerned."""
        for path in (event.src_path, event.dest_path):
            if path:
                self._on_change(Path(path if isinstance(path, str) else path.decode(errors="surrogateescape")))


def _why_not(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EMFILE):
        return (
            "The system watches no more folders (raise fs.inotify.max_user_watches to allow more); "
            "this one is looked through from time to time."
        )
    return f"The system cannot watch this folder ({error.strerror}); it is looked through from time to time."
