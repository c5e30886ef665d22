"""Carries work away from the window's thread and brings what it tells back: at most 30 deliveries a second."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from app.core.cancel import CancelToken
from app.core.events import Event, Progress, Token
from app.services.jobs import Job, Lane
from app.ui import sentences

_log = logging.getLogger(__name__)
_INTERVAL_MS = 34
_SHORT_THREADS = 3

Result = TypeVar("Result")
Work = Callable[[CancelToken], Iterator[Event]]
OnEvents = Callable[[tuple[Event, ...]], None]
OnEnd = Callable[[str | None], None]


def emit_while_there(owner: QObject, signal: SignalInstance, *arguments: object) -> None:
    """From any thread: emit a signal of `owner`, unless that is gone."""
    if shiboken6.isValid(owner):
        signal.emit(*arguments)


def coalesce(events: list[Event]) -> tuple[Event, ...]:
    """The same story in fewer events: neighbouring tokens joined, of neighbouring progress only the last."""
    told: list[Event] = []
    for event in events:
        last = told[-1] if told else None
        if isinstance(event, Token) and isinstance(last, Token):
            told[-1] = Token(last.text + event.text)
        elif isinstance(event, Progress) and isinstance(last, Progress):
            told[-1] = event
        else:
            told.append(event)
    return tuple(told)


class JobHandle:
    """A job as its view sees it; for the window's thread, but for `put` and `finish`."""

    def __init__(self, owner: QObject, on_events: OnEvents, on_end: OnEnd) -> None:
        self.job: Job | None = None
        self.paused = False
        self._owner = owner
        self._on_events = on_events
        self._on_end = on_end
        self._told = False
        self._waiting: list[Event] = []
        self._outcome: tuple[str | None] | None = None
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether its end is still to be told."""
        return not self._told

    def cancel(self) -> None:
        """Stop it; `on_end("")` follows."""
        if self.job is not None:
            self.job.cancel()

    def set_paused(self, paused: bool) -> None:
        """Let it wait at its next checkpoint, or go on."""
        if self.job is not None:
            self.paused = paused
            (self.job.pause if paused else self.job.resume)()

    def put(self, event: Event) -> None:
        """From the lane's thread: keep an event for the next delivery."""
        with self._lock:
            self._waiting.append(event)

    def finish(self, outcome: str | None) -> None:
        """From the lane's thread: the job is over."""
        with self._lock:
            self._outcome = (outcome,)

    def deliver(self) -> None:
        """Call back with what has come, unless the owner is gone. The end is told even where the events raise."""
        with self._lock:
            events, self._waiting = self._waiting, []
            outcome = self._outcome
        try:
            if events and shiboken6.isValid(self._owner):
                self._on_events(tuple(map(sentences.told, coalesce(events))))
        finally:
            if outcome is not None:
                self._told = True
                self.job = None  # else each would hold the other, and with it the result
                if shiboken6.isValid(self._owner):
                    self._on_end(outcome[0] and sentences.in_language(outcome[0]))


class JobBridge(QObject):
    """Between the window and the services. Lives as long as the window; make it on the window's thread."""

    _woken = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._handles: list[JobHandle] = []
        self._newest: dict[tuple[int, str], int] = {}
        self._numbers = 0
        self._armed = False
        self._closed = False
        self._lock = threading.Lock()
        self._last_delivery = 0.0
        self._threads = ThreadPoolExecutor(_SHORT_THREADS, thread_name_prefix="short")
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def start(self, owner: QObject, lane: Lane, work: Work, on_events: OnEvents, on_end: OnEnd) -> JobHandle:
        """Run a service's generator on a lane.

        `on_events` gets the events since the last call, coalesced; `on_end` gets None after success, "" after a cancel,
        or one sentence after a failure, exactly once and after all events. Neither is called once `owner` is destroyed.
        """
        return self._begin(owner, on_events, on_end, lambda tell, over: lane.submit(work, tell, over))

    def run_once(
        self,
        owner: QObject,
        function: Callable[[], Result],
        on_result: Callable[[Result], object],
        on_error: Callable[[str], object] | None = None,
        *,
        replaces: str = "",
    ) -> JobHandle:
        """Ask a service something short: call `function` on another thread, then `on_result` or `on_error` here.

        With `replaces`, an older call of the same owner and word is not told any more once a newer one was made,
        however late it answers. Without `on_error` a failure is only logged.
        """
        key, number = (id(owner), replaces), self._next_number()
        if replaces:
            self._newest[key] = number
        results: list[Result] = []

        def call(_cancel: CancelToken) -> Iterator[Event]:
            results.append(function())
            return iter(())

        def end(sentence: str | None) -> None:
            if replaces and self._newest.get(key) != number:
                return
            if sentence is None:
                on_result(results[0])
            elif on_error is not None:
                on_error(sentence)
            else:
                _log.error("a call to a service failed: %s", sentence)

        return self._begin(owner, lambda _events: None, end, lambda tell, over: self._run_short(Job(call, tell, over)))

    def close(self) -> None:
        """Begin nothing and call back nobody any more, and wait for the short calls that run."""
        with self._lock:
            self._closed = True
        self._timer.stop()
        self._handles.clear()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _begin(
        self,
        owner: QObject,
        on_events: OnEvents,
        on_end: OnEnd,
        submit: Callable[[Callable[[Event], None], OnEnd], Job],
    ) -> JobHandle:
        handle = JobHandle(owner, on_events, on_end)
        if self._closed:
            return handle
        self._handles.append(handle)

        def tell(event: Event) -> None:
            handle.put(event)
            self._wake()

        def over(outcome: str | None) -> None:
            handle.finish(outcome)
            self._wake()

        handle.job = submit(tell, over)
        return handle

    def _run_short(self, job: Job) -> Job:
        self._threads.submit(job.run)
        return job

    def _next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _wake(self) -> None:
        """From any thread: one queued signal, however much has come since the last delivery."""
        with self._lock:
            if self._armed or self._closed or not shiboken6.isValid(self):
                return
            self._armed = True
            self._woken.emit()

    def _schedule(self) -> None:
        since_ms = (time.monotonic() - self._last_delivery) * 1000
        self._timer.start(max(0, round(_INTERVAL_MS - since_ms)))

    def _deliver(self) -> None:
        with self._lock:
            self._armed = False
        self._last_delivery = time.monotonic()
        with ExitStack() as each:  # which calls everyone back, whoever raises
            for handle in reversed(self._handles):
                each.callback(partial(self._deliver_to, handle))

    def _deliver_to(self, handle: JobHandle) -> None:
        try:
            handle.deliver()
        finally:
            if not handle.running and handle in self._handles:
                self._handles.remove(handle)
