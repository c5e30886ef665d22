"""The supervisor of a worker process: starts it when first needed, asks, cancels, stops it when idle, replaces it.

The only module that starts processes, but for the sound worker's, which `app.workers.launch` starts where it must.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError, WorkerError
from app.engines.connection import Connection, RunningProcess
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.message import Message
from app.workers.start import command

_REPOSITORY = Path(__file__).resolve().parents[2]

Answer = TypeVar("Answer", bound=Message)


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
        self._connection: Connection | None = None
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

    @property
    def setup(self) -> tuple[Message, float] | None:
        """What the running process was last set up with, and the seconds that took; None where nothing was."""
        connection = self._connection
        if connection is None or not connection.alive or connection.setup is None:
            return None
        return connection.setup, connection.setup_seconds

    def start(self) -> None:
        """Start the process unless it runs: whoever blames its requests for a crash knows that this one began.

        Raises:
            WorkerError: it cannot be started.
        """
        with self._turn:
            self._connect()
            self._restart_idle_timer()

    def stream(
        self, request: Message, cancel: CancelToken, setup: Message | None = None, patience_seconds: float = inf
    ) -> Iterator[AnyMessage]:
        """Send one request and yield its answers as they come.

        `setup` (load this model) is sent first, and its answers are yielded too, unless it is the last setup that
        this process completed. Closing the generator early cancels the request. A process that lets an answer wait
        for longer than `patience_seconds` is ended.

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
                    begun = time.monotonic()
                    yield from connection.ask(setup, cancel, patience_seconds)
                    connection.setup, connection.setup_seconds = setup, time.monotonic() - begun
                yield from connection.ask(request, cancel, patience_seconds)
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
        patience_seconds: float = inf,
    ) -> Answer:
        """Send one request and return its one answer of type `expected`; other answers are passed over.

        Raises:
            WorkerError: also when no such answer came; otherwise as `stream` does.
        """
        found: Answer | None = None
        for message in self.stream(request, cancel or CancelToken(), setup, patience_seconds):
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

    def _connect(self) -> Connection:
        if self._closed:
            raise WorkerError("Alcove is closing.")
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        if self._connection is None or not self._connection.alive:
            if self._connection is not None:
                self._connection.end()
            self._connection = None
            self._connection = Connection(self.worker, self._obedience_seconds, self._open_process(self.worker))
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


def start_process(
    worker: str, channel: int | None = None, writable: Path | None = None, inherited: tuple[int, ...] = ()
) -> RunningProcess:
    """Start a worker as a child: over two pipes, or with the descriptor `channel` alone for its input.

    `writable` is a folder it may write to besides its own. It has the `inherited` descriptors by the same numbers.
    """
    return _Child(
        command(worker, *(() if writable is None else (writable,))),
        stdin=subprocess.PIPE if channel is None else channel,
        stdout=subprocess.PIPE if channel is None else subprocess.DEVNULL,
        pass_fds=inherited,
        cwd=None if getattr(sys, "frozen", False) else _REPOSITORY,
    )


def start_alcove(arguments: Sequence[str | Path]) -> RunningProcess:
    """Start another command line of Alcove, with pipes for its standard input and output."""
    program = [] if getattr(sys, "frozen", False) else ["-m", "app"]
    return _Child(
        [sys.executable, *program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=None if getattr(sys, "frozen", False) else _REPOSITORY,
    )


@contextmanager
def decompressed(path: Path) -> Iterator[BinaryIO]:
    """What is in a .zst file, as a stream: the system's zstd reads it, so that no hostile file is decompressed in here.

    Whether it is whole is for whoever reads the stream to tell.

    Raises:
        UserError: there is no zstd on this machine.
    """
    program = shutil.which("zstd")
    if program is None:
        raise UserError(
            f"This machine has no zstd to unpack {path.name} with; unpack it elsewhere, and give the folder."
        )
    command = [program, "-dcq", "--", str(path)]
    # A package has Alcove's own libraries found first, which need not fit the system's programs.
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reading:
        try:
            yield cast("BinaryIO", reading.stdout)
        finally:
            reading.kill()


def said_by(program: Path, arguments: Sequence[str], longest_s: float) -> str:
    """What a program says on its standard output when it is started, on one line; "" where it does not start or end well."""
    try:
        done = subprocess.run(
            [program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=longest_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""


class _Child(subprocess.Popen[bytes]):
    """A process as every `RunningProcess` is."""

    def wait(self, timeout: float | None = None) -> int:
        try:
            return super().wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
