"""Named pipes, by which a profile's owner and later processes of the same user find each other on Windows.

Python has no AF_UNIX there. A file in the profile's folder, which is its user's alone, names the pipe, and a word that
whoever comes by it has to show. Tried on Linux, where the standard library's connections are sockets; not on Windows.
"""

import contextlib
import hmac
import logging
import os
import secrets
import sys
from multiprocessing.connection import Client, Listener
from multiprocessing.connection import Connection as PipeConnection
from pathlib import Path

from app.storage.instance.messages import MAXIMUM_FRAME_BYTES, Connection

_LONGEST_BYTES = MAXIMUM_FRAME_BYTES + 4
_log = logging.getLogger(__name__)


class Pipe:
    """A connection by a pipe, with the manners of a stream socket."""

    def __init__(self, connection: "PipeConnection") -> None:
        self._connection = connection
        self._come = b""

    def recv(self, size: int, /) -> bytes:
        """What has come, `size` bytes at most; none once the other side has closed. Raises OSError."""
        if not self._come:
            try:
                self._come = self._connection.recv_bytes(_LONGEST_BYTES)
            except EOFError:
                return b""
        part, self._come = self._come[:size], self._come[size:]
        return part

    def sendall(self, content: bytes, /) -> None:
        """Send everything. Raises OSError."""
        self._connection.send_bytes(content)

    def shutdown(self, how: int, /) -> None:
        """Nothing: a pipe ends when one side closes it."""

    def close(self) -> None:
        """End it."""
        self._connection.close()

    def __enter__(self) -> "Pipe":
        """The pipe itself, closed at the end."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        self.close()


class PipeDoor:
    """Where others come in by a pipe; the lock file says nothing of it, for on Windows nobody else can read that."""

    where: Path | None = None

    def __init__(self, listener: Listener, word: str, file: Path) -> None:
        self._listener = listener
        self._word = word.encode()
        self._file = file

    def accept(self) -> Pipe:
        """The next who comes. Raises OSError once it is closed."""
        return Pipe(self._listener.accept())

    def admits(self, client: Connection) -> bool:
        """Whether whoever came shows the word first."""
        with contextlib.suppress(OSError):
            return hmac.compare_digest(client.recv(len(self._word)), self._word)
        return False

    def close(self) -> None:
        """Let nobody in any more."""
        self._file.unlink(missing_ok=True)
        self._listener.close()


def listen(file: Path) -> PipeDoor | None:
    """A pipe that `file` names from now on; none where there cannot be one."""
    name, word = secrets.token_hex(8), secrets.token_hex(32)
    address = rf"\\.\pipe\alcove-{name}" if sys.platform == "win32" else str(file.with_name(name))
    try:
        listener = Listener(address)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as written:
            written.write(f"{address}\n{word}")
    except OSError as error:
        _log.warning("other processes cannot reach this one: %s", error)
        return None
    return PipeDoor(listener, word, file)


def connect(file: Path) -> Pipe | None:
    """A connection to whoever listens by the pipe that `file` names; None where nobody answers."""
    with contextlib.suppress(OSError, ValueError, EOFError):
        address, word = file.read_text(encoding="utf-8").splitlines()
        pipe = Pipe(Client(address))
        pipe.sendall(word.encode())
        return pipe
    return None
