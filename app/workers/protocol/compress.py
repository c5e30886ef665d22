"""What is asked of the process that makes models smaller, and what it answers; and how well a model foresees a text."""

from app.workers.protocol.message import Message


class CompressModel(Message, frozen=True):
    """Write a GGUF model anew, smaller, once its hashes are right: answered by `TensorCompressed`…, `ModelCompressed`.

    `files` are the paths of its files, the first one first, with the sha256 of each. `kind` is a name such as "Q4_K_M".
    `target` lies in the folder the process may write to.
    """

    files: dict[str, str]
    target: str
    kind: str
    threads: int


class TensorCompressed(Message, frozen=True):
    """How many of the model's tensors are written, of how many."""

    done: int
    total: int


class ModelCompressed(Message, frozen=True):
    """The file is whole."""

    size_bytes: int


class MeasureSurprise(Message, frozen=True):
    """Have the loaded model foresee every token of these texts: answered by `SurpriseMeasured` after each text."""

    texts: tuple[str, ...]
    threads: int


class SurpriseMeasured(Message, frozen=True):
    """The sum of -ln p over the tokens of one text but its first, and how many they are."""

    surprise: float
    tokens: int
