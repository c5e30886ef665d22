"""A socket made through io_uring, which a filter on socket(2) alone does not see.

Source: the kernel's include/uapi/linux/io_uring.h.
"""

import ctypes
import mmap
import os
import struct

from app.lockdown import kernel

OP_SOCKET = 45
AF_INET, SOCK_STREAM = 2, 1
PARAMETERS_BYTES, SUBMISSION_BYTES = 120, 64
SUBMISSION_RING_AT, COMPLETION_RING_AT = 40, 80  # where the offsets of each ring stand in struct io_uring_params
SUBMISSIONS = 0x10000000  # what to pass as the mapping's offset to reach the array of submissions
GET_EVENTS = 1


def make_socket() -> int:
    """The descriptor of a TCP socket that io_uring made.

    Raises:
        OSError: with the kernel's answer, to setting up the ring or to the socket.
    """
    parameters = ctypes.create_string_buffer(PARAMETERS_BYTES)
    ring = _checked(kernel.ask("io_uring_setup", 1, parameters))
    try:
        return _checked(_run_one(ring, parameters.raw))
    finally:
        os.close(ring)


def _run_one(ring: int, parameters: bytes) -> int:
    """Submit the one operation and return its result, as the completion ring tells it."""
    tail, array = struct.unpack_from("=4xI16xI", parameters, SUBMISSION_RING_AT)
    completions = struct.unpack_from("=20xI", parameters, COMPLETION_RING_AT)[0]
    with mmap.mmap(ring, mmap.PAGESIZE, offset=0) as rings, mmap.mmap(ring, mmap.PAGESIZE, offset=SUBMISSIONS) as queue:
        queue[:SUBMISSION_BYTES] = struct.pack("=BxHiQQII", OP_SOCKET, 0, AF_INET, SOCK_STREAM, 0, 0, 0).ljust(
            SUBMISSION_BYTES, b"\0"
        )
        struct.pack_into("=I", rings, array, 0)
        struct.pack_into("=I", rings, tail, 1)
        _checked(kernel.ask("io_uring_enter", ring, 1, 1, GET_EVENTS, None, 0))
        result: int = struct.unpack_from("=8xi", rings, completions)[0]
        return result


def _checked(answer: int) -> int:
    if answer < 0:
        raise OSError(-answer, os.strerror(-answer))
    return answer
