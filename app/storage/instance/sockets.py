"""The sockets on which a profile's owner and later processes of the same user find each other; on Windows, the pipe.

They are AF_UNIX, in a folder that nobody else may enter; the lock file says where.
"""

import contextlib
import hashlib
import logging
import os
import socket
import stat
import struct
import sys
import tempfile
from pathlib import Path

from app.core.errors import UserError
from app.storage.instance.messages import Connection, Door
from app.storage.places import Places

_MAXIMUM_SOCKET_PATH = 100
_WAITING_CLIENTS = 16
_WITH_DESCRIPTOR = b"d"
_log = logging.getLogger(__name__)


class SocketDoor:
    """Where others come in by a socket."""

    def __init__(self, listener: socket.socket, path: Path) -> None:
        self._listener = listener
        self.where: Path | None = path

    def accept(self) -> socket.socket:
        """The next who comes. Raises OSError once it is closed."""
        return self._listener.accept()[0]

    def admits(self, client: Connection) -> bool:
        """Whether the socket of who came is this user's."""
        return isinstance(client, socket.socket) and _is_same_user(client)

    def close(self) -> None:
        """Let nobody in any more."""
        assert self.where is not None
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with contextlib.suppress(OSError):
            self.where.unlink()
            self.where.parent.rmdir()


def connect(places: Places) -> Connection:
    """A connection to the profile's owner. Not behind the offline lock's second stage.

    Raises:
        UserError: it does not answer.
    """
    if sys.platform == "win32":
        from app.storage.instance import pipes

        if (pipe := pipes.connect(places.pipe_file)) is not None:
            return pipe
    else:
        with contextlib.suppress(OSError):
            socket_path = Path(os.fsdecode(places.lock_file.read_bytes()))
            if socket_path.is_absolute():
                server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                try:
                    server.connect(str(socket_path))
                    if _is_same_user(server):
                        return server
                except OSError:
                    _log.info("the owner of the profile does not answer")
                server.close()
    raise UserError("Alcove is already open for this profile; close it or use another --profile.")


def listen(places: Places) -> Door | None:
    """Where this user's other processes can come in; none where there cannot be such a place."""
    if sys.platform == "win32":
        from app.storage.instance import pipes

        return pipes.listen(places.pipe_file)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path = socket_folder(places) / "socket"
        path.unlink(missing_ok=True)
        listener.bind(str(path))
        listener.listen(_WAITING_CLIENTS)
    except (OSError, UserError) as error:
        _log.warning("other processes cannot reach this one: %s", error)
        listener.close()
        return None
    return SocketDoor(listener, path)


def socket_folder(places: Places) -> Path:
    """The folder for a profile's sockets, there now and its user's alone.

    Raises:
        UserError: it cannot be made, or another user made one of its name before, as everybody can where that is /tmp.
    """
    folder = _socket_folder(places)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {folder} cannot be made ({error.strerror}); look who may write there.") from error
    if not _is_private(folder):
        raise UserError(f"The folder {folder} is not yours alone; have it removed, so that Alcove makes its own.")
    return folder


def _socket_folder(places: Places) -> Path:
    """A short path, for a socket's may have 107 bytes at most and a profile's may have thousands."""
    name = f"alcove-{os.getuid()}-{hashlib.sha256(os.fsencode(places.profile.resolve())).hexdigest()[:16]}"
    for parent in filter(None, (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir())):
        if Path(parent).is_dir() and len(os.fsencode(parent)) + len(name) + len("//socket") <= _MAXIMUM_SOCKET_PATH:
            return Path(parent) / name
    return Path("/tmp") / name  # noqa: S108 - checked to be this user's own


def _is_private(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _is_same_user(connection: socket.socket) -> bool:
    # Elsewhere the socket's folder, which only this user may enter, says as much.
    if sys.platform != "linux":
        return True
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process_id, user_id, _group_id = struct.unpack("3i", credentials)
    return bool(user_id == os.getuid())


def send_descriptor(connection: Connection, descriptor: int) -> None:
    """Let the other process have an open file as well, behind a message that announces it.

    Raises:
        OSError: the other process has gone.
        UserError: Windows, where this cannot be done.
    """
    if not isinstance(connection, socket.socket):
        raise UserError("On Windows a running Alcove takes over no open port; close it first, then try again.")
    socket.send_fds(connection, [_WITH_DESCRIPTOR], [descriptor])


def receive_descriptor(connection: Connection) -> int | None:
    """The open file that was announced, for the caller to close; None where none came. Raises OSError."""
    if not isinstance(connection, socket.socket):
        return None
    _byte, descriptors, _flags, _address = socket.recv_fds(connection, len(_WITH_DESCRIPTOR), 1)
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    return next(iter(descriptors), None)
