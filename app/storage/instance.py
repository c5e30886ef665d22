"""One owner of a profile: the first process holds its lock, and answers the command lines of those that come later.

The owner listens on an AF_UNIX socket, opened before the offline lock's second stage (accepting still works after it;
connecting does not). On Windows there is only the lock.
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
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.storage.file_lock import locked
from app.storage.instance_messages import (
    PIECE_BYTES,
    Ended,
    HandedOver,
    Message,
    Output,
    Run,
    receive,
    send,
)
from app.storage.places import Places

INTERRUPTED = 130
_MAXIMUM_SOCKET_PATH = 100
_WAITING_CLIENTS = 16
_BROUGHT = b"d"
_ENDED_BEFORE = "The running Alcove ended before the command was done; please try again."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Command:
    """A command line that another process hands to the owner.

    `write` takes bytes for its standard output, `write_message` for its standard error (`terminal` tells whether a
    person watches that); both raise Cancelled once it has gone away, which also cancels `cancel`. Relative paths among
    `arguments` mean `working_folder`. `brought` is a descriptor that it hands over, open until the command is done.
    """

    arguments: list[str]
    working_folder: Path
    terminal: bool
    write: Callable[[bytes], None]
    write_message: Callable[[bytes], None]
    cancel: CancelToken
    brought: int | None = None


Handler = Callable[[Command], int]


class Owner:
    """This process owns the profile until `close`, or until it ends, however it ends."""

    def __init__(self, places: Places, lock: BinaryIO) -> None:
        self._places = places
        self._lock = lock
        self._listener: socket.socket | None = None
        self._socket_path: Path | None = None
        self._successor: socket.socket | None = None
        self._succeeding = threading.Lock()

    def serve(self, handler: Handler, give_up: Callable[[], object] | None = None) -> None:
        """From now on, answer other processes' command lines, each on a thread of its own; returns at once.

        What `handler` returns is the exit code. Call it before the offline lock's second stage; an owner that does not
        serve keeps others out all the same, and they are told at once. Where it can `give_up`, that is called once another
        process wants to open the window: then it has to end its work, `close`, and `hand_over`.
        """
        self._listener, self._socket_path = _listen(self._places)
        if self._listener is not None and self._socket_path is not None:
            self._lock.write(os.fsencode(self._socket_path))
            threading.Thread(
                target=self._accept, args=(self._listener, handler, give_up), daemon=True, name="instance"
            ).start()

    def close(self) -> None:
        """Give the profile up."""
        if self._listener is not None and self._socket_path is not None:
            self._lock.truncate(0)
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            with contextlib.suppress(OSError):
                self._socket_path.unlink()
                self._socket_path.parent.rmdir()
            self._listener = None
        self._lock.close()

    @property
    def has_successor(self) -> bool:
        """Whether another process waits for the profile."""
        return self._successor is not None

    def hand_over(self, arguments: list[str], stdout: BinaryIO, stderr: BinaryIO, brought: int | None = None) -> int:
        """Tell the successor that the profile is its, and have it run a command line from now on, as `forward` does.

        Call it after `close`; it makes no connection, so that it works behind the offline lock.

        Raises:
            UserError: there is none any more, or it ended before the command did.
        """
        assert self._successor is not None
        with self._successor as successor:
            try:
                send(successor, HandedOver())
                return _run_there(successor, arguments, stdout, stderr, brought)
            except OSError:
                raise UserError(_ENDED_BEFORE) from None

    def _accept(self, listener: socket.socket, handler: Handler, give_up: Callable[[], object] | None) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(
                target=self._answer_first, args=(client, handler, give_up), daemon=True, name="instance client"
            ).start()

    def _answer_first(self, client: socket.socket, handler: Handler, give_up: Callable[[], object] | None) -> None:
        """Answer a client, or keep it as the successor."""
        request = receive(client) if _is_same_user(client) else None
        if isinstance(request, Run) and request.opens_window and give_up is not None and self._succeeds(client):
            give_up()
            return
        _answer(client, request, handler)

    def _succeeds(self, client: socket.socket) -> bool:
        with self._succeeding:
            if self._successor is not None:
                return False
            self._successor = client
            return True


class Predecessor:
    """Who owned the profile before: it gave it up, and has its command line run here instead."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def serve(self, handler: Handler) -> None:
        """Answer it, on a thread of its own; returns at once."""
        threading.Thread(target=self._answer, args=(handler,), daemon=True, name="instance client").start()

    def _answer(self, handler: Handler) -> None:
        _answer(self._connection, receive(self._connection), handler)


def own(places: Places) -> Owner | None:
    """Become the owner of a profile; None if another process is.

    Raises:
        UserError: the profile's folder cannot be made or written.
    """
    places.prepare()
    try:
        lock = os.fdopen(os.open(places.lock_file, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    except OSError as error:
        raise UserError(
            f"The data folder {places.profile} cannot be written ({error.strerror}); "
            "correct its permissions, or choose another with --profile."
        ) from error
    if not locked(lock):
        lock.close()
        return None
    if sys.platform != "win32":
        lock.truncate(0)
    return Owner(places, lock)


def forward(
    places: Places, arguments: list[str], stdout: BinaryIO, stderr: BinaryIO, brought: int | None = None
) -> int:
    """Have the profile's owner run a command line, handing it a descriptor with it; returns its exit code.

    Output appears as it comes. Call it before the offline lock's second stage.

    Raises:
        UserError: the owner cannot be reached, or ended before the command did.
    """
    with _connect(places) as server:
        return _run_there(server, arguments, stdout, stderr, brought)


def window_wanted(places: Places, arguments: list[str], stdout: BinaryIO, stderr: BinaryIO) -> int | Predecessor:
    """Ask the profile's owner for its window: the exit code where it shows one, or the owner, which gave the profile up.

    Raises:
        UserError: as `forward`.
    """
    server = _connect(places)
    send(server, Run(arguments, str(Path.cwd()), stderr.isatty(), opens_window=True))
    outcome = _outcome(server, stdout, stderr)
    if isinstance(outcome, int):
        server.close()
        return outcome
    return Predecessor(server)


def _run_there(
    server: socket.socket, arguments: list[str], stdout: BinaryIO, stderr: BinaryIO, brought: int | None
) -> int:
    try:
        send(server, Run(arguments, str(Path.cwd()), stderr.isatty(), brings=brought is not None))
        if brought is not None:
            socket.send_fds(server, [_BROUGHT], [brought])
        outcome = _outcome(server, stdout, stderr)
    except KeyboardInterrupt:
        return INTERRUPTED
    except ConnectionError:
        _log.info("the owner of the profile closed the connection")
        outcome = None
    if outcome is None:
        raise UserError(_ENDED_BEFORE)
    return outcome


def _outcome(server: socket.socket, stdout: BinaryIO, stderr: BinaryIO) -> int | None:
    """The exit code of a command, once its output was written; None where the owner gave the profile up instead.

    Raises:
        UserError: the owner ended before the command did.
    """
    while (message := receive(server)) is not None:
        if isinstance(message, Ended):
            return message.exit_code
        if isinstance(message, HandedOver):
            return None
        if isinstance(message, Output):
            _write_out(stderr if message.is_message else stdout, message.content)
    raise UserError(_ENDED_BEFORE)


def _answer(client: socket.socket, request: object, handler: Handler) -> None:
    """Serve one client: its command line, until one side ends."""
    with client:
        if isinstance(request, Run):
            with _brought(client, request) as brought:
                conversation = _Conversation(client)
                threading.Thread(target=conversation.watch, daemon=True, name="instance watch").start()
                exit_code = handler(conversation.command(request, brought))
            conversation.end(exit_code)


@contextlib.contextmanager
def _brought(client: socket.socket, request: Run) -> Iterator[int | None]:
    """The descriptor that comes with a command, closed at the end."""
    if not request.brings:
        yield None
        return
    _byte, descriptors, _flags, _address = socket.recv_fds(client, len(_BROUGHT), 1)
    try:
        yield descriptors[0] if descriptors else None
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


class _Conversation:
    """The owner's side of one command: what goes to the client, and what comes from it meanwhile."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client
        self._cancel = CancelToken()
        self._sending = threading.Lock()

    def command(self, request: Run, brought: int | None) -> Command:
        return Command(
            request.arguments,
            Path(request.working_folder),
            request.terminal,
            lambda content: self._write(content, is_message=False),
            lambda content: self._write(content, is_message=True),
            self._cancel,
            brought,
        )

    def watch(self) -> None:
        """Wait until the client goes away, which cancels the command; it has nothing more to say."""
        receive(self._client)
        self._cancel.cancel()

    def end(self, exit_code: int) -> None:
        with contextlib.suppress(Cancelled):
            self._send(Ended(exit_code))
        # The thread that watches is waiting for this end of the connection.
        with contextlib.suppress(OSError):
            self._client.shutdown(socket.SHUT_RDWR)

    def _write(self, content: bytes, is_message: bool) -> None:
        for start in range(0, len(content), PIECE_BYTES):
            self._send(Output(content[start : start + PIECE_BYTES], is_message))

    def _send(self, message: Message) -> None:
        try:
            with self._sending:
                send(self._client, message)
        except OSError:
            self._cancel.cancel()
            raise Cancelled from None


def _connect(places: Places) -> socket.socket:
    if sys.platform != "win32":
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


def _write_out(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)
    stream.flush()


def _listen(places: Places) -> tuple[socket.socket, Path] | tuple[None, None]:
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


def _is_same_user(connection: socket.socket) -> bool:
    # Elsewhere the socket's folder, which only this user may enter, says as much.
    if sys.platform != "linux":
        return True
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process_id, user_id, _group_id = struct.unpack("3i", credentials)
    return bool(user_id == os.getuid())
