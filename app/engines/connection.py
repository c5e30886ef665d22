"""A running worker process: what is sent to it, the thread that reads what it answers, and how it ends."""

import itertools
import logging
import queue
import threading
import time
from collections.abc import Iterator
from math import inf
from typing import IO, Protocol

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerCrashed, WorkerError
from app.workers.protocol.control import Cancel, Done, Failed, Ready, Stopped
from app.workers.protocol.frames import AnyMessage, ProtocolError, read_frame, write_frame
from app.workers.protocol.message import Message

_log = logging.getLogger(__name__)
_END_SECONDS = 2.0
_START_SECONDS = 240.0
"""By the clock: on a busy machine the process that recognizes text takes more than a minute for its six seconds of work."""
_incarnations = itertools.count(1)


class RunningProcess(Protocol):
    """What is needed of a process."""

    @property
    def pid(self) -> int:
        """Its number."""

    @property
    def stdin(self) -> IO[bytes] | None:
        """Where requests go."""

    @property
    def stdout(self) -> IO[bytes] | None:
        """Where answers come from."""

    def poll(self) -> int | None:
        """The exit code, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """The exit code once it has ended. Raises TimeoutError."""

    def kill(self) -> None:
        """End it now."""


class Connection:
    """One worker process, from its start to its end; requests follow each other.

    `incarnation` tells it from every other, `setup` is the model it was last told to load.

    Raises:
        WorkerCrashed: from every method, once the process is gone.
    """

    def __init__(self, worker: str, obedience_seconds: float, process: RunningProcess) -> None:
        self.worker = worker
        self._obedience_seconds = obedience_seconds
        self.incarnation = next(_incarnations)
        self.setup: Message | None = None
        self.setup_seconds = 0.0
        self._number = 0
        self._received: queue.SimpleQueue[tuple[int, AnyMessage] | None] = queue.SimpleQueue()
        self._write_lock = threading.Lock()
        self._silent = threading.Event()
        self.process = process
        threading.Thread(target=self._receive, daemon=True, name=f"{worker} worker").start()
        self._await_ready()

    @property
    def alive(self) -> bool:
        """Whether it can still answer."""
        # `poll` alone says yes for as long as another thread is just learning of the end.
        return not self._silent.is_set() and self.process.poll() is None

    def ask(self, request: Message, cancel: CancelToken, patience_seconds: float = inf) -> Iterator[AnyMessage]:
        """Send one request and yield its answers. Closed early or cancelled, the worker has stopped or was killed.

        So it is where an answer takes longer than `patience_seconds`.

        Raises:
            WorkerError: the worker said no, in a sentence.
            Cancelled: on cancel.
        """
        self._number += 1
        number = self._number
        stop_listening = cancel.when_cancelled(lambda: self._request_stop(number))
        finished = False
        try:
            self._send(number, request)
            while True:
                message = self._next(number, cancel, patience_seconds)
                if isinstance(message, Done | Failed | Stopped):
                    finished = True
                    _raise_for(message, cancel)
                    return
                yield message
        finally:
            stop_listening()
            if not finished and self.alive:
                self._abandon(number)

    def end(self) -> None:
        """Close the pipes and wait; a worker that does not end by itself in 2 s is killed."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.close()
        except OSError:
            _log.debug("the pipe to the %s worker was closed already", self.worker)
        try:
            self.process.wait(_END_SECONDS)
        except TimeoutError:
            self.process.kill()
            self.process.wait()

    def _await_ready(self) -> None:
        try:
            frame = self._received.get(timeout=_START_SECONDS)
        except queue.Empty:
            self.process.kill()
            frame = None
        if frame is None or not isinstance(frame[1], Ready):
            self.end()
            raise self._crashed("could not start")

    def _next(self, number: int, cancel: CancelToken, patience_seconds: float = inf) -> AnyMessage:
        """The next answer to this request. Waits as long as patience lasts, and 2 s at most once a stop was asked for."""
        deadline = inf
        patient_until = time.monotonic() + patience_seconds
        while True:
            if cancel.cancelled:
                deadline = min(deadline, time.monotonic() + self._obedience_seconds)
            try:
                frame = self._received.get(timeout=min(0.5, max(0.0, deadline - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= deadline:
                    self.process.kill()
                    self.process.wait()
                    raise Cancelled from None
                if time.monotonic() >= patient_until:
                    self.process.kill()
                continue
            if frame is None:
                if cancel.cancelled:
                    raise Cancelled
                raise self._crashed("stopped unexpectedly")
            if frame[0] == number:
                return frame[1]

    def _abandon(self, number: int) -> None:
        """Nobody waits for the rest: stop the request and take the worker's word for it, or end the process."""
        self._request_stop(number)
        token = CancelToken()
        token.cancel()
        try:
            while not isinstance(self._next(number, token), Done | Failed | Stopped):
                pass
        except Cancelled:
            _log.info("the %s worker did not stop when asked and was ended", self.worker)

    def _request_stop(self, number: int) -> None:
        try:
            self._send(number, Cancel())
        except WorkerCrashed:
            _log.debug("the %s worker was gone before it could be stopped", self.worker)

    def _send(self, number: int, message: Message) -> None:
        assert self.process.stdin is not None
        try:
            with self._write_lock:
                write_frame(self.process.stdin, number, message)
        except OSError as error:
            raise self._crashed("stopped unexpectedly") from error

    def _receive(self) -> None:
        assert self.process.stdout is not None
        try:
            while (frame := read_frame(self.process.stdout)) is not None:
                self._received.put(frame)
        except (ProtocolError, OSError, ValueError) as error:
            _log.error("the %s worker sent something unreadable and was ended: %s", self.worker, error)
            self.process.kill()
        finally:
            self._silent.set()
            self._received.put(None)
            self.process.wait()
            self.process.stdout.close()

    def _crashed(self, what: str) -> WorkerCrashed:
        code = self.process.wait()
        return WorkerCrashed(
            f"The {self.worker} process {what} ({_describe_exit(code)}). Nothing was lost; please try again.", code
        )


def _raise_for(message: Done | Failed | Stopped, cancel: CancelToken) -> None:
    if isinstance(message, Failed):
        raise WorkerError(message.sentence)
    if isinstance(message, Stopped) or cancel.cancelled:
        raise Cancelled


def _describe_exit(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
