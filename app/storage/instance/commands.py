"""A command line that one process has another one run: both sides of it, on a connection that is there already."""

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.storage.instance.messages import (
    PIECE_BYTES,
    Connection,
    Ended,
    HandedOver,
    Message,
    Output,
    Run,
    receive,
    send,
)
from app.storage.instance.sockets import receive_descriptor, send_descriptor

INTERRUPTED = 130
ENDED_BEFORE = "The running Alcove ended before the command was done; please try again."
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


def run_there(server: Connection, arguments: list[str], stdout: BinaryIO, stderr: BinaryIO, brought: int | None) -> int:
    """Have the other process run a command line, handing it a descriptor with it; returns its exit code.

    Output appears as it comes.

    Raises:
        UserError: it ended before the command did.
    """
    try:
        send(server, Run(arguments, str(Path.cwd()), stderr.isatty(), brings=brought is not None))
        if brought is not None:
            send_descriptor(server, brought)
        outcome = outcome_there(server, stdout, stderr)
    except KeyboardInterrupt:
        return INTERRUPTED
    except ConnectionError:
        _log.info("the owner of the profile closed the connection")
        outcome = None
    if outcome is None:
        raise UserError(ENDED_BEFORE)
    return outcome


def outcome_there(server: Connection, stdout: BinaryIO, stderr: BinaryIO) -> int | None:
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
    raise UserError(ENDED_BEFORE)


def answer(client: Connection, request: object, handler: Handler) -> None:
    """Serve one client: its command line, until one side ends."""
    with client:
        if isinstance(request, Run):
            with _brought(client, request) as brought:
                conversation = _Conversation(client)
                threading.Thread(target=conversation.watch, daemon=True, name="instance watch").start()
                exit_code = handler(conversation.command(request, brought))
            conversation.end(exit_code)


@contextlib.contextmanager
def _brought(client: Connection, request: Run) -> Iterator[int | None]:
    """The descriptor that comes with a command, closed at the end."""
    if not request.brings:
        yield None
        return
    descriptor = receive_descriptor(client)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


class _Conversation:
    """The owner's side of one command: what goes to the client, and what comes from it meanwhile."""

    def __init__(self, client: Connection) -> None:
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


def _write_out(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)
    stream.flush()
