"""What is asked of the process that reads the headers of model files, and what it answers."""

from app.workers.protocol.message import Message


class ReadHeader(Message, frozen=True):
    """Read the header of a GGUF file from the file's first bytes; answered by `HeaderRead`, `AdapterRead`,
    `ProjectorRead` or `HeaderLonger`.

    `file_bytes` is how long the whole file is.
    """

    content: bytes
    file_bytes: int


class HeaderLonger(Message, frozen=True):
    """The header does not end within the bytes that were sent; send more."""


class AdapterRead(Message, frozen=True):
    """The file is a LoRA adapter: the widths of the matrices it changes in a model of this architecture, by their names."""

    architecture: str
    shapes: dict[str, tuple[int, int]]


class ProjectorRead(Message, frozen=True):
    """The file is a projector, through which a model sees pictures: of this kind, such as "gemma3"."""

    kind: str


class HeaderRead(Message, frozen=True):
    """The header holds together. `shapes` are the widths of its matrices.

    Of a model in several files it is the header of one: number `part` of `parts`, the first being 0.

    `matrix_bytes` is what the matrices take that a processor may want in another order, by the number of their type.
    """

    architecture: str
    tensors: int
    matrix_bytes: dict[int, int]
    shapes: dict[str, tuple[int, int]]
    part: int = 0
    parts: int = 1
