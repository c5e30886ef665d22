"""The supervisor of a worker process: starts it when first needed, asks, cancels, stops it when idle, replaces it.

The only module that starts processes, but for the sound worker's, which `app.workers.launch` starts where it must.
"""

import itertools
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol, TypeVar

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerCrashed, WorkerError
from app.workers.protocol.control import Cancel, Done, Failed, Ready, Stopped
from app.workers.protocol.frames import AnyMessage, ProtocolError, read_frame, write_frame
from app.workers.protocol.message import Message

_log = logging.getLogger(__name__)
_REPOSITORY = Path(__file__).resolve().parents[2]
_END_SECONDS = 2.0
_START_SECONDS = 60.0
_incarnations = itertools.count(1)

Answer = TypeVar("Answer", bound=Message)


class RunningProcess(Protocol):
    """What the supervisor needs of a process, as `subprocess.Popen` has it."""

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
        """The exit code once it has ended; raises TimeoutExpired or TimeoutError."""

    def kill(self) -> None:
        """End it now."""


class WorkerProcess:
    """One worker, seen from the application. Safe to use from any thread; requests take turns.

    `idle_seconds` after the last request the process is ended and its memory returned; the next request starts it
    again. A worker that has not stopped `obedience_seconds` after a cancel is killed: keep it short where the engine
    cannot be interrupted and loses nothing. `open_process` starts it where that is not this process's to do.
    """

    def __init__(
        self,
        worker: str,
        idle_seconds: float = 600.0,
        obedience_seconds: float = 2.0,
        open_process: Callable[[str], RunningProcess] | None = None,
    ) -> None:
        self.worker = worker
        self._open_process = open_process or start_process
        self.idle_seconds = idle_seconds
        self._obedience_seconds = obedience_seconds
        self._turn = threading.Lock()
        self._connection: _Connection | None = None
        self._idle_timer: threading.Timer | None = None
        self._closed = False

    @property
    def process_id(self) -> int | None:
        """The running process's id, None while there is none."""
        connection = self._connection
        return connection.process.pid if connection is not None and connection.alive else None

    @property
    def incarnation(self) -> int:
        """A number that differs for every process started, 0 while there is none.

        Whoever keeps state in the worker (a loaded model, held vectors) compares it to know that it must be sent again.
        """
        connection = self._connection
        return connection.incarnation if connection is not None and connection.alive else 0

    def start(self) -> None:
        """Start the process unless it runs: whoever blames its requests for a crash knows that this one began.

        Raises:
            WorkerError: it cannot be started.
        """
        with self._turn:
            self._connect()
            self._restart_idle_timer()

    def stream(self, request: Message, cancel: CancelToken, setup: Message | None = None) -> Iterator[AnyMessage]:
        """Send one request and yield its answers as they come.

        `setup` (load this model) is sent first, and its answers are yielded too, unless it is the last setup that
        this process completed. Closing the generator early cancels the request.

        Raises:
            WorkerError: the worker said no, in a sentence.
            WorkerCrashed: the process died; the next request starts another.
            Cancelled: the token was cancelled; the worker has stopped, or was killed.
        """
        with self._turn:
            if cancel.cancelled:
                raise Cancelled
            connection = self._connect()
            try:
                if setup is not None and setup != connection.setup:
                    connection.setup = None
                    yield from connection.ask(setup, cancel)
                    connection.setup = setup
                yield from connection.ask(request, cancel)
            finally:
                if not connection.alive:
                    self._end()
                self._restart_idle_timer()

    def call(
        self,
        request: Message,
        expected: type[Answer],
        cancel: CancelToken | None = None,
        setup: Message | None = None,
    ) -> Answer:
        """Send one request and return its one answer of type `expected`; other answers are passed over.

        Raises:
            WorkerError: also when no such answer came.
        """
        found: Answer | None = None
        for message in self.stream(request, cancel or CancelToken(), setup):
            if isinstance(message, expected):
                found = message
        if found is None:
            raise WorkerError(f"The {self.worker} worker ended a request without its answer; please try again.")
        return found

    def tell(self, request: Message, cancel: CancelToken | None = None) -> None:
        """Send one request that has no answer but its end. Raises as `stream` does."""
        for _ in self.stream(request, cancel or CancelToken()):
            pass

    def stop(self) -> None:
        """End the process when the request in progress is over; the next request starts another."""
        with self._turn:
            self._end()

    def kill(self) -> None:
        """End the process now, whatever it is doing; a request in progress raises WorkerCrashed."""
        connection = self._connection
        if connection is not None:
            connection.process.kill()

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.kill()
        self.stop()

    def _connect(self) -> "_Connection":
        if self._closed:
            raise WorkerError("Alcove is closing.")
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        if self._connection is None or not self._connection.alive:
            if self._connection is not None:
                self._connection.end()
            self._connection = None
            self._connection = _Connection(self.worker, self._obedience_seconds, self._open_process(self.worker))
        return self._connection

    def _end(self) -> None:
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        if self._connection is not None:
            self._connection.end()
            self._connection = None

    def _restart_idle_timer(self) -> None:
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        if self._closed or self._connection is None:
            return
        self._idle_timer = threading.Timer(self.idle_seconds, self._end_if_idle)
        self._idle_timer.daemon = True
        self._idle_timer.start()

    def _end_if_idle(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._turn.release()


class _Connection:
    """A running worker process and the thread that reads what it sends."""

    def __init__(self, worker: str, obedience_seconds: float, process: RunningProcess) -> None:
        self.worker = worker
        self._obedience_seconds = obedience_seconds
        self.incarnation = next(_incarnations)
        self.setup: Message | None = None
        self._number = 0
        self._received: queue.SimpleQueue[tuple[int, AnyMessage] | None] = queue.SimpleQueue()
        self._write_lock = threading.Lock()
        self._silent = threading.Event()
        self.process = process
        threading.Thread(target=self._receive, daemon=True, name=f"{worker} worker").start()
        self._await_ready()

    @property
    def alive(self) -> bool:
        # `poll` alone says yes for as long as another thread is just learning of the end.
        return not self._silent.is_set() and self.process.poll() is None

    def ask(self, request: Message, cancel: CancelToken) -> Iterator[AnyMessage]:
        self._number += 1
        number = self._number
        stop_listening = cancel.when_cancelled(lambda: self._request_stop(number))
        finished = False
        try:
            self._send(number, request)
            while True:
                message = self._next(number, cancel)
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
        except (subprocess.TimeoutExpired, TimeoutError):
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

    def _next(self, number: int, cancel: CancelToken) -> AnyMessage:
        """The next answer to this request. Waits without limit until a stop was asked for, then 2 s at most."""
        deadline = float("inf")
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


def start_process(worker: str, channel: int | None = None) -> RunningProcess:
    """Start a worker as a child: over two pipes, or with the descriptor `channel` alone for its input."""
    return subprocess.Popen(
        _command(worker),
        stdin=subprocess.PIPE if channel is None else channel,
        stdout=subprocess.PIPE if channel is None else subprocess.DEVNULL,
        cwd=None if _frozen() else _REPOSITORY,
    )


def _raise_for(message: Done | Failed | Stopped, cancel: CancelToken) -> None:
    if isinstance(message, Failed):
        raise WorkerError(message.sentence)
    if isinstance(message, Stopped) or cancel.cancelled:
        raise Cancelled


def _describe_exit(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _command(worker: str) -> list[str]:
    if _frozen():
        return [sys.executable, "--worker", worker]
    return [sys.executable, "-m", "app.workers.start", worker]
