"""Recordings transcribed one after the other in the background; the queue outlives the window and a crash."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.events import Event, Heard, Progress
from app.core.meetings.recording_queue import QueuedRecording, QueueStatus, moved, next_waiting
from app.core.meetings.transcript import Listening, Segment
from app.services.jobs import Job, Lane
from app.services.meetings.meetings import MeetingService
from app.storage.meetings.recording_queue import QueuedRecordings

OnEvent = Callable[[int, Event], None]
OnEnd = Callable[[int, str | None], None]


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """The queue at a moment; `progress` and `segments` are those of the one that runs."""

    recordings: tuple[QueuedRecording, ...]
    progress: Progress | None
    segments: tuple[Segment, ...]


class RecordingQueue:
    """Safe from any thread. Nothing begins before `start`.

    A recording that is paused or interrupted goes on from its last finished stretch.
    """

    def __init__(self, meetings: MeetingService, store: QueuedRecordings, lane: Lane) -> None:
        self._meetings = meetings
        self._store = store
        self._lane = lane
        self._lock = threading.RLock()
        self._running: QueuedRecording | None = None
        self._stopped = -1
        self._job: Job | None = None
        self._progress: Progress | None = None
        self._segments: list[Segment] = []
        self._started = self._held = False
        self._changed: Callable[[], None] = lambda: None
        self._told: OnEvent = lambda _recording, _event: None
        self._ended: OnEnd = lambda _recording, _sentence: None

    def start(self) -> None:
        """Go on with what waits, also from before the last end of Alcove."""
        self._started = True
        self._begin_next()

    def hold(self, held: bool) -> None:
        """Let all of them wait, whoever asked for them, or go on."""
        with self._lock:
            self._held = held
            if held and self._running is not None:
                self._stop(self._running.id)
        self._after_change()

    def listen(self, changed: Callable[[], None], told: OnEvent, ended: OnEnd) -> None:
        """Call these on any thread: the queue changed; a recording tells something; one is over as a job is."""
        self._changed, self._told, self._ended = changed, told, ended

    def snapshot(self) -> QueueSnapshot:
        """The queue now."""
        with self._lock:
            running = self._running
            recordings = tuple(
                replace(one, status=QueueStatus.RUNNING) if running is not None and one.id == running.id else one
                for one in self._store.all()
            )
            return QueueSnapshot(recordings, self._progress, tuple(self._segments))

    def add(self, paths: Sequence[Path], listening: Listening) -> None:
        """Put recordings at the end of the queue."""
        self._store.add([str(path.resolve()) for path in paths], listening)
        self._after_change()

    def remove(self, recording_id: int) -> None:
        """Take a recording out; one that runs stops, and what was heard of it is kept."""
        self._store.remove(recording_id)
        self._stop(recording_id)
        self._after_change()

    def pause(self, recording_id: int) -> None:
        """Let a recording wait until it is resumed, and others go first."""
        self._store.set_status(recording_id, QueueStatus.PAUSED)
        self._stop(recording_id)
        self._after_change()

    def resume(self, recording_id: int) -> None:
        """Let a paused recording go on, or try one again that failed."""
        self._store.set_status(recording_id, QueueStatus.WAITING)
        self._after_change()

    def move(self, recording_id: int, by: int) -> None:
        """Move a recording so many places down, or up where `by` is negative."""
        self._store.order([one.id for one in moved(self._store.all(), recording_id, by)])
        self._after_change()

    def _after_change(self) -> None:
        self._changed()
        self._begin_next()

    def _stop(self, recording_id: int) -> None:
        with self._lock:
            if self._running is not None and self._running.id == recording_id and self._job is not None:
                self._stopped = recording_id
                self._job.cancel()

    def _begin_next(self) -> None:
        with self._lock:
            if not self._started or self._held or self._running is not None:
                return
            self._running = following = next_waiting(self._store.all())
            if following is None:
                return
            self._progress, self._segments = None, []
            self._job = self._lane.submit(
                partial(self._transcribe, following), partial(self._tell, following), partial(self._end, following)
            )
        self._changed()

    def _transcribe(self, recording: QueuedRecording, cancel: CancelToken) -> Iterator[Event]:
        return self._meetings.transcribe(Path(recording.path), recording.listening, cancel)

    def _tell(self, recording: QueuedRecording, event: Event) -> None:
        with self._lock:
            if isinstance(event, Progress):
                self._progress = event
            elif isinstance(event, Heard):
                self._segments.append(event.segment)
        self._told(recording.id, event)

    def _end(self, recording: QueuedRecording, sentence: str | None) -> None:
        """Keep how it ended. Cancelled by nobody here means that Alcove is closing: it goes on at the next start."""
        with self._lock:
            closing = sentence == "" and self._stopped != recording.id
            if sentence is None:
                self._store.remove(recording.id)
            elif sentence:
                self._store.set_status(recording.id, QueueStatus.FAILED, sentence)
            self._running = self._job = self._progress = None
            self._segments = []
            self._stopped = -1
        self._ended(recording.id, sentence)
        if closing:
            self._started = False
        else:
            self._after_change()
