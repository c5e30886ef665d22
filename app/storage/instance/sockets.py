"""The sockets on which a profile's owner and later processes of the same user find each other.

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
from app.storage.places import Places

_MAXIMUM_SOCKET_PATH = 100
_WAITING_CLIENTS = 16
_WITH_DESCRIPTOR = b"d"
_log = logging.getLogger(__name__)


def connect(places: Places) -> socket.socket:
    """A connection to the profile's owner. Not behind the offline lock's second stage.

    Raises:
        UserError: it does not answer.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            socket_path = Path(os.fsdecode(places.lock_file.read_bytes()))
            if socket_path.is_absolute():
                server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                try:
                    server.connect(str(socket_path))
                    if is_same_user(server):
                        return server
                except OSError:
                    _log.info("the owner of the profile does not answer")
                server.close()
    raise UserError("Alcove is already open for this profile; close it or use another --profile.")


def listen(places: Places) -> tuple[socket.socket, Path] | tuple[None, None]:
    """A listening socket in a folder of this user's own; none where there cannot be one."""
    if sys.platform == "win32":
        return None, None
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path = socket_folder(places) / "socket"
        path.unlink(missing_ok=True)
        listener.bind(str(path))
        listener.listen(_WAITING_CLIENTS)
    except (OSError, UserError) as error:
        _log.warning("other processes cannot reach this one: %s", error)
        listener.close()
        return None, None
    return listener, path


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


def is_same_user(connection: socket.socket) -> bool:
    """Whether the process at the other end is this user's."""
    # Elsewhere the socket's folder, which only this user may enter, says as much.
    if sys.platform != "linux":
        return True
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process_id, user_id, _group_id = struct.unpack("3i", credentials)
    return bool(user_id == os.getuid())


def send_descriptor(connection: socket.socket, descriptor: int) -> None:
    """Let the other process have an open file as well, behind a message that announces it. Raises OSError."""
    socket.send_fds(connection, [_WITH_DESCRIPTOR], [descriptor])


def receive_descriptor(connection: socket.socket) -> int | None:
    """The open file that was announced, for the caller to close; None where none came. Raises OSError."""
    _byte, descriptors, _flags, _address = socket.recv_fds(connection, len(_WITH_DESCRIPTOR), 1)
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    return next(iter(descriptors), None)
