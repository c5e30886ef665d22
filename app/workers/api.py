"""The worker that other programs call: it takes their connections and can make none, and sees nothing but their calls.

It is given a socket that listens already. Behind the seal it can accept on it, and neither make a socket nor connect one,
open no file and start nothing; what it is asked goes over the pipe to whoever owns the profile, and comes back from there.
"""

import logging
import os
import socket
import threading
from typing import BinaryIO

from app.lockdown.sandbox import confine_reader
from app.workers.calling.calls import Calls
from app.workers.calling.connection import Connection
from app.workers.calling.connections import Connections
from app.workers.calling.gate import Gate
from app.workers.protocol.api import TakeCalls
from app.workers.protocol.control import Ready
from app.workers.protocol.frames import read_frame, write_frame

MEMORY_BYTES = 2 * 1024**3
"""Address space: the stacks of its threads, and a few recordings at a time."""
_log = logging.getLogger(__name__)


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Take calls until the pipe closes, confined like the reader."""
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    write_frame(sink, 0, Ready(worker="api", lock=f"{lock}; {status.detail}"))
    calls = Calls(sink)
    while (frame := read_frame(source)) is not None:
        number, message = frame
        if isinstance(message, TakeCalls):
            threading.Thread(target=_accept, args=(message, calls), daemon=True, name="accept").start()
        else:
            calls.deliver(number, message)
    os._exit(0)


def _accept(asked: TakeCalls, calls: Calls) -> None:
    """A thread for each connection; where there are too many, one that says nothing gives way to the next."""
    gate = Gate(asked.address, asked.token_sha256)
    connections = Connections()
    listener = socket.socket(fileno=asked.descriptor)
    while True:
        # `accept` makes a socket object of a known family, which the lock's portable layer takes for a new socket.
        descriptor, _address = listener._accept()  # type: ignore[attr-defined]
        accepted = socket.socket(fileno=descriptor)
        connection = Connection(accepted, gate, calls)
        connections.await_room()
        connections.add(connection)
        try:
            threading.Thread(target=_serve, args=(connection, connections), daemon=True).start()
        except (MemoryError, RuntimeError):  # no room for one more thread: this caller is sent away, and no other
            _log.exception("a connection could not be served")
            accepted.close()
            connections.remove(connection)


def _serve(connection: Connection, connections: Connections) -> None:
    try:
        connection.serve()
    except (MemoryError, RuntimeError):
        _log.exception("a connection ended unexpectedly")
    finally:
        connections.remove(connection)
