"""What a profile's owner and a later process say to each other: a 4-byte length, then one message as MessagePack."""

import struct
from pathlib import Path
from typing import Protocol, Self

import msgspec

from app.core.errors import UserError

MAXIMUM_FRAME_BYTES = 1024 * 1024
PIECE_BYTES = 512 * 1024
"""The longest content of one message, so that its frame is within the limit."""
_LENGTH = struct.Struct("<I")


class Connection(Protocol):
    """A connected stream socket, or what has its manners."""

    def recv(self, size: int, /) -> bytes:
        """What has come, `size` bytes at most; none once the other side has closed."""

    def sendall(self, content: bytes, /) -> None:
        """Send everything."""

    def shutdown(self, how: int, /) -> None:
        """End one direction, or both, as `socket.shutdown` does."""

    def close(self) -> None:
        """End it."""

    def __enter__(self) -> Self:
        """The connection itself, closed at the end."""

    def __exit__(self, *_error: object) -> None:
        """Close it."""


class Door(Protocol):
    """Where connections come in; the lock file tells `where`, if it can."""

    where: Path | None

    def accept(self) -> Connection:
        """The next who comes. Raises OSError once it is closed."""

    def admits(self, client: Connection) -> bool:
        """Whether who came is a process of this user. Asked before anything else is received."""

    def close(self) -> None:
        """Let nobody in any more."""


class Message(msgspec.Struct, frozen=True, tag=True):
    """The base of every message between the two processes."""


class Run(Message, frozen=True):
    """The command line, where it was given, and whether a person watches its standard error.

    Where it `brings` a descriptor, that follows with one byte of its own. `opens_window`: it wants the profile's window.
    """

    arguments: list[str]
    working_folder: str
    terminal: bool
    brings: bool = False
    opens_window: bool = False


class Output(Message, frozen=True):
    """A piece for standard output; `is_message`: for standard error."""

    content: bytes
    is_message: bool


class Ended(Message, frozen=True):
    """The command is done."""

    exit_code: int


class HandedOver(Message, frozen=True):
    """The profile is whoever's asked for its window; on this connection its owner until now asks, and is answered."""


AnyMessage = Run | Output | Ended | HandedOver
_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[AnyMessage] = msgspec.msgpack.Decoder(AnyMessage)


def send(connection: Connection, message: Message) -> None:
    """Send one message.

    Raises:
        UserError: it is longer than a frame may be.
        OSError: the other side has gone.
    """
    body = _encoder.encode(message)
    if len(body) > MAXIMUM_FRAME_BYTES:
        raise UserError("This command line is too long to hand over; close the running Alcove first.")
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive(connection: Connection) -> AnyMessage | None:
    """The next message; None once the other side has gone, or has sent what is no message."""
    try:
        header = _receive_exactly(connection, _LENGTH.size)
        if header is None:
            return None
        length: int = _LENGTH.unpack(header)[0]
        body = _receive_exactly(connection, length) if length <= MAXIMUM_FRAME_BYTES else None
        return None if body is None else _decoder.decode(body)
    except (OSError, msgspec.MsgspecError):
        return None


def _receive_exactly(connection: Connection, size: int) -> bytes | None:
    received = bytearray()
    while len(received) < size:
        part = connection.recv(size - len(received))
        if not part:
            return None
        received += part
    return bytes(received)
