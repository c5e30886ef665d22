"""The way past the seal: a process at the lock's first stage starts what takes a socket for us, and makes Unix sockets."""

import os
import select
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from app.core.api import Listening
from app.core.errors import UserError, WorkerError
from app.engines.connection import RunningProcess
from app.engines.process import start_process
from app.workers.launch import EXIT_STATUS, SOCKET, STARTS
from app.workers.listener import listen_at

_START_MS = 10_000
_WANTED = {worker: message for message, worker in STARTS.items()}


class Launcher:
    """Starts the workers that reach sound and voices, and opens listening sockets. Before `start`, and on systems whose lock children do not inherit, as any other worker."""

    def __init__(self) -> None:
        self._channel: socket.socket | None = None
        self._process: RunningProcess | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process that does it; call it before the lock is sealed. Does nothing but on Linux."""
        if sys.platform != "linux":
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            self._process = start_process("launch", theirs.fileno())
        self._channel = ours

    def open(self, worker: str) -> RunningProcess:
        """A running worker that reaches sound or voices.

        Raises:
            WorkerError: the process that should start it is gone.
        """
        if self._channel is None:
            return start_process(worker)
        pipes = [os.pipe() for _ in range(3)]
        (reads, our_input), (our_output, writes), (told, tells) = pipes
        try:
            with self._lock:
                socket.send_fds(self._channel, [_WANTED[worker]], [reads, writes, tells])
        except OSError as error:
            for descriptor in (our_input, our_output, told):
                os.close(descriptor)
            raise WorkerError("Sound cannot be reached any more; please start Alcove again.") from error
        finally:
            for descriptor in (reads, writes, tells):
                os.close(descriptor)
        return _LaunchedProcess(our_input, our_output, told)

    def listen(self, path: Path) -> Listening:
        """A Unix socket at this path that listens for this user's programs, as `listen_at` gives it."""
        return listen_at(path, self._unix_socket())

    def _unix_socket(self) -> socket.socket:
        if self._channel is None:
            return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            with self._lock:
                self._channel.sendall(SOCKET)
                _message, [descriptor], _flags, _address = socket.recv_fds(self._channel, len(SOCKET), 1)
        except (OSError, ValueError) as error:
            raise UserError("Alcove can listen no more; please start it again.") from error
        return socket.socket(fileno=descriptor)

    def close(self) -> None:
        """End the process that starts them; those that run end when their pipes close."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        if self._process is not None:
            self._process.wait()


class _LaunchedProcess:
    """A process that another one started: its end is told through a pipe."""

    def __init__(self, our_input: int, our_output: int, told: int) -> None:
        self.stdin: BinaryIO = os.fdopen(our_input, "wb")
        self.stdout: BinaryIO = os.fdopen(our_output, "rb")
        self._told = os.fdopen(told, "rb", buffering=0)
        self._code: int | None = None
        self._lock = threading.Lock()
        process_id = self._next(_START_MS)
        if process_id is None:
            raise WorkerError("Sound cannot be reached any more; please start Alcove again.")
        self.pid = process_id

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended. Raises TimeoutError."""
        code = self._ended(None if timeout is None else round(timeout * 1000))
        if code is None:
            raise TimeoutError
        return code

    def kill(self) -> None:
        """End it now."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, timeout_ms: int | None) -> int | None:
        if self._code is None and self._can_be_read(timeout_ms):
            with self._lock:
                if self._code is None:
                    told = self._told.read(EXIT_STATUS.size)
                    # Nothing is told where the launcher itself was ended.
                    self._code = EXIT_STATUS.unpack(told)[0] if told else -signal.SIGKILL
        return self._code

    def _next(self, timeout_ms: int) -> int | None:
        told = self._told.read(EXIT_STATUS.size) if self._can_be_read(timeout_ms) else b""
        return int(EXIT_STATUS.unpack(told)[0]) if told else None

    def _can_be_read(self, timeout_ms: int | None) -> bool:
        waiting = select.poll()
        waiting.register(self._told, select.POLLIN)
        return bool(waiting.poll(timeout_ms))
