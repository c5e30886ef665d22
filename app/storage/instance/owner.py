"""One owner of a profile: the first process holds its lock, and answers the command lines of those that come later.

The owner listens on an AF_UNIX socket, opened before the offline lock's second stage (accepting still works after it;
connecting does not); on Windows by a named pipe.
"""

import contextlib
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.core.errors import UserError
from app.storage.file_lock import locked
from app.storage.instance.commands import ENDED_BEFORE, Handler, answer, outcome_there, run_there
from app.storage.instance.messages import Connection, Door, HandedOver, Run, receive, send
from app.storage.instance.sockets import connect, listen, receive_descriptor, send_descriptor
from app.storage.places import Places

_ENDING_SECONDS = 5.0
"""What the commands of others have to end in, once they are cancelled."""


class Owner:
    """This process owns the profile until `close`, or until it ends, however it ends."""

    def __init__(self, places: Places, lock: BinaryIO) -> None:
        self._places = places
        self._lock = lock
        self._door: Door | None = None
        self._successor: Connection | None = None
        self._clients: dict[Connection, threading.Thread] = {}
        self._lock_of_clients = threading.Lock()

    def serve(self, handler: Handler, give_up: Callable[[], object] | None = None) -> None:
        """From now on, answer other processes' command lines, each on a thread of its own; returns at once.

        What `handler` returns is the exit code. Call it before the offline lock's second stage; an owner that does not
        serve keeps others out all the same, and they are told at once. Where it can `give_up`, that is called once another
        process wants to open the window, and the commands of others are cancelled and done: then it has to end its own
        work, and `hand_over`.
        """
        self._door = listen(self._places)
        if self._door is None:
            return
        if self._door.where is None:
            give_up = None  # where no descriptor can be handed over, no lock can
        else:
            self._lock.seek(0)  # where the one before had written, whose open file it is
            self._lock.write(os.fsencode(self._door.where))
        threading.Thread(target=self._accept, args=(self._door, handler, give_up), daemon=True, name="instance").start()

    def close(self) -> None:
        """Give the profile up."""
        self._stop_listening()
        self._lock.close()

    def _stop_listening(self) -> None:
        if self._door is not None:
            if self._door.where is not None:
                self._lock.truncate(0)
            self._door.close()
            self._door = None

    @property
    def has_successor(self) -> bool:
        """Whether another process waits for the profile."""
        return self._successor is not None

    def hand_over(self, arguments: list[str], stdout: BinaryIO, stderr: BinaryIO, brought: int | None = None) -> int:
        """Give the successor the profile, and have it run a command line from now on, as `forward` does.

        It gets the very lock, so that nobody comes between. No connection is made: this works behind the offline lock.

        Raises:
            UserError: there is none any more, or it ended before the command did.
        """
        assert self._successor is not None
        with self._successor as successor:
            try:
                self._give(successor)
                return run_there(successor, arguments, stdout, stderr, brought)
            except OSError:
                raise UserError(ENDED_BEFORE) from None

    def give(self) -> None:
        """Give the successor the profile, as `hand_over` does, and have nothing run."""
        assert self._successor is not None
        with self._successor as successor, contextlib.suppress(OSError):  # who has gone takes nothing
            self._give(successor)

    def _give(self, successor: Connection) -> None:
        self._stop_listening()
        send(successor, HandedOver())
        send_descriptor(successor, self._lock.fileno())
        self._lock.close()

    def _accept(self, door: Door, handler: Handler, give_up: Callable[[], object] | None) -> None:
        while True:
            try:
                client = door.accept()
            except OSError:
                return
            threading.Thread(
                target=self._answer_first, args=(door, client, handler, give_up), daemon=True, name="instance client"
            ).start()

    def _answer_first(
        self, door: Door, client: Connection, handler: Handler, give_up: Callable[[], object] | None
    ) -> None:
        """Answer a client, or keep it as the successor."""
        request = receive(client) if door.admits(client) else None
        if isinstance(request, Run) and request.opens_window and give_up is not None and self._succeeds(client):
            self._end_commands()
            give_up()
            return
        with self._lock_of_clients:
            self._clients[client] = threading.current_thread()
        try:
            answer(client, request, handler)
        finally:
            with self._lock_of_clients:
                del self._clients[client]

    def _succeeds(self, client: Connection) -> bool:
        with self._lock_of_clients:
            if self._successor is not None:
                return False
            self._successor = client
            return True

    def _end_commands(self) -> None:
        """Cancel the commands of others, as if they had gone; what there is to say still reaches them."""
        with self._lock_of_clients:
            clients = dict(self._clients)
        for client in clients:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RD)
        deadline = time.monotonic() + _ENDING_SECONDS
        for thread in clients.values():
            thread.join(max(0.0, deadline - time.monotonic()))


class Predecessor:
    """Who owned the profile before: it gave it up to the new `owner`, and has its command line run here instead."""

    def __init__(self, connection: Connection, owner: Owner) -> None:
        self._connection = connection
        self.owner = owner

    def serve(self, handler: Handler) -> None:
        """Answer it, on a thread of its own; returns at once."""
        threading.Thread(target=self._answer, args=(handler,), daemon=True, name="instance client").start()

    def _answer(self, handler: Handler) -> None:
        answer(self._connection, receive(self._connection), handler)


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
    with connect(places) as server:
        return run_there(server, arguments, stdout, stderr, brought)


def window_wanted(places: Places, arguments: list[str], stdout: BinaryIO, stderr: BinaryIO) -> int | Predecessor:
    """Ask the profile's owner for its window: the exit code where it shows one, or the owner, where it gave the profile up to this process.

    Raises:
        UserError: as `forward`.
    """
    server = connect(places)
    try:
        send(server, Run(arguments, str(Path.cwd()), stderr.isatty(), opens_window=True))
        outcome = outcome_there(server, stdout, stderr)
        lock = receive_descriptor(server) if outcome is None else None
    except OSError:
        raise UserError(ENDED_BEFORE) from None
    if outcome is not None:
        server.close()
        return outcome
    if lock is None:
        raise UserError(ENDED_BEFORE)
    return Predecessor(server, Owner(places, os.fdopen(lock, "r+b", buffering=0)))
