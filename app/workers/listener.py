"""Sockets that listen for callers of the local API: the only ones that Alcove makes for others than itself."""

import os
import socket
from pathlib import Path

from app.core.api import Listening
from app.core.errors import UserError

_WAITING_CALLERS = 16
_LOOPBACK = "127.0.0.1"


def listen_at(path: Path, unbound: socket.socket) -> Listening:
    """Let a new Unix socket listen in a folder of this user's alone, in place of one left behind. The caller closes it.

    Raises:
        UserError: it cannot be made there.
    """
    try:
        path.unlink(missing_ok=True)
        unbound.bind(str(path))
        path.chmod(0o600)
        unbound.listen(_WAITING_CALLERS)
    except OSError as error:
        unbound.close()
        raise UserError(f"Nothing can listen at {path} ({error.strerror}); look who owns that folder.") from error
    return Listening(unbound.detach(), f"unix:{path}", path=path)


def listen_on_loopback(port: int) -> int:
    """A descriptor that listens on a port of this machine's own loopback, 0 for any that is free.

    To be called before the offline lock, which refuses that as well.

    Raises:
        UserError: the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port over
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_LOOPBACK, port))
        listener.listen(_WAITING_CALLERS)
    except OSError as error:
        listener.close()
        raise UserError(f"Port {port} cannot be had ({error.strerror}); choose another with --port.") from error
    return listener.detach()


def on_loopback(descriptor: int) -> Listening:
    """A socket that another process made by `listen_on_loopback`, and how it is reached."""
    listener = socket.socket(fileno=descriptor)
    host = f"{_LOOPBACK}:{listener.getsockname()[1]}"
    listener.detach()
    return Listening(descriptor, f"http://{host}/v1", host)
