"""The process that does for an application that has closed its lock what takes a socket within this machine.

What a sealed process starts is sealed too, and cannot reach the sound system or the voices, nor can it make a socket to listen on. This
one is started before, stays at the lock's first stage, knows these things only, and ends with the application.
"""

import os
import socket
import struct
import sys
import threading
from typing import BinaryIO

from app.workers.start import command

EXIT_STATUS = struct.Struct("<i")
PIPES = 3
"""For each worker wanted come what it reads, what it writes, and where its process id and exit code are told."""
SOCKET = b"u"
STARTS = {b"s": "sound", b"v": "speak"}
"""What is wanted: a Unix socket, or one of these workers on three pipes."""


def run(_lock: str, source: BinaryIO, _sink: BinaryIO) -> None:
    """Start a worker for every three pipes that come, and hand over a Unix socket whenever one is wanted.

    `source` is one end of a socket pair.
    """
    with socket.socket(fileno=os.dup(source.fileno())) as channel:
        while True:
            message, descriptors, _flags, _address = socket.recv_fds(channel, 1, PIPES, socket.MSG_CMSG_CLOEXEC)
            if not message:
                return
            if message == SOCKET:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as made:
                    socket.send_fds(channel, [SOCKET], [made.fileno()])
            elif message in STARTS and len(descriptors) == PIPES:
                _start(STARTS[message], *descriptors)


def _start(worker: str, reads: int, writes: int, tells: int) -> None:
    at_its_place = [(os.POSIX_SPAWN_DUP2, reads, 0), (os.POSIX_SPAWN_DUP2, writes, 1)]
    process_id = os.posix_spawn(sys.executable, command(worker), os.environ, file_actions=at_its_place)
    os.close(reads)
    os.close(writes)
    os.write(tells, EXIT_STATUS.pack(process_id))
    threading.Thread(target=_await_end, args=(process_id, tells), daemon=True).start()


def _await_end(process_id: int, tells: int) -> None:
    _process_id, status = os.waitpid(process_id, 0)
    try:
        os.write(tells, EXIT_STATUS.pack(os.waitstatus_to_exitcode(status)))
    except BrokenPipeError:
        return
    finally:
        os.close(tells)
