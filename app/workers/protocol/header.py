"""What is asked of the process that reads the headers of model files, and what it answers."""

from app.workers.protocol.message import Message


class ReadHeader(Message, frozen=True):
    """Read the header of a GGUF file from the file's first bytes; answered by `HeaderRead`, or by `HeaderLonger`.

    `file_bytes` is how long the whole file is.
    """

    content: bytes
    file_bytes: int


class HeaderLonger(Message, frozen=True):
    """The header does not end within the bytes that were sent; send more."""


class HeaderRead(Message, frozen=True):
    """The header holds together. `header_bytes` is how much of the file it takes.

    `matrix_bytes` is what the matrices take that a processor may want in another order, by the number of their type.
    """

    architecture: str
    tensors: int
    header_bytes: int
    matrix_bytes: dict[int, int]
