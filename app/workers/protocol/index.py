"""What is asked of the process that holds the embedder, the vectors and the words, and what it answers."""

from app.workers.protocol.message import Message


class LoadEmbedder(Message, frozen=True):
    """Load an ONNX embedder from a folder once the sha256 of each file is right; answered by `EmbedderLoaded`."""

    folder: str
    sha256: dict[str, str]
    maximum_tokens: int
    threads: int


class EmbedderLoaded(Message, frozen=True):
    """What the loaded embedder gives."""

    dimensions: int
    maximum_tokens: int


class Embed(Message, frozen=True):
    """Embed texts; answered by `Vectors`."""

    texts: tuple[str, ...]


class Vectors(Message, frozen=True):
    """Unit vectors as little-endian float16, row by row: shape [len(texts), dimensions]; `tokens` were read for them."""

    dimensions: int
    float16: bytes
    tokens: int = 0


class HoldVectors(Message, frozen=True):
    """Keep these vectors in memory for exact search, replacing any of the same id."""

    ids: tuple[int, ...]
    float16: bytes


class DropVectors(Message, frozen=True):
    """Forget these vectors; `everything` forgets all and the generation as well."""

    ids: tuple[int, ...] = ()
    everything: bool = False


class HoldWords(Message, frozen=True):
    """Keep these passages' bags in memory to rank them by words, and these documents' cards; see `BagBatch`."""

    passages: tuple[int, ...]
    documents: tuple[int, ...]
    sizes: tuple[int, ...]
    bags: bytes
    card_documents: tuple[int, ...]
    card_sizes: tuple[int, ...]
    cards: bytes


class FindPassages(Message, frozen=True):
    """What may answer a question: the `top` best by words, by meaning, and half as many of documents it names.

    `words`, `names` and `numbers` are those of `Asked`. `documents` limits the search to these; None searches all.
    The figures of passages in `also` are given too. Answered by `Candidates`.
    """

    text: str
    top: int
    words: tuple[int, ...]
    names: tuple[int, ...]
    numbers: tuple[int, ...]
    documents: tuple[int, ...] | None = None
    also: tuple[int, ...] = ()


class Candidates(Message, frozen=True):
    """Passages in no order. `cosines` are None where there is no vector; `words` are BM25 scores.

    `named` says how strongly the question names the passage's document, from 0 to 1. `exact` tells who answered.
    """

    ids: tuple[int, ...]
    cosines: tuple[float | None, ...]
    words: tuple[float, ...]
    named: tuple[float, ...]
    exact: bool


class FindNearest(Message, frozen=True):
    """The `top` nearest passages to a text; answered by `Neighbours`.

    `among` limits the search to these ids; None searches all.
    """

    text: str
    top: int
    among: tuple[int, ...] | None = None


class Neighbours(Message, frozen=True):
    """Ids and cosines, nearest first. `exact` tells who answered."""

    ids: tuple[int, ...]
    cosines: tuple[float, ...]
    exact: bool


class BuildGeneration(Message, frozen=True):
    """Build a Chroma index of all held vectors in an empty folder and close it, for `OpenGeneration` to check.

    With "" it is built in memory, checked, and answers from then on; what a `Cancel` interrupts there, the next
    request continues. Answered by `GenerationBuilt`.
    """

    folder: str


class OpenGeneration(Message, frozen=True):
    """Answer from the Chroma index of these ids in this folder, once ids and canaries are right.

    Canaries are vectors held: all of them, or a sample in a process that only checks. Answered by `GenerationOpen`.
    """

    folder: str
    ids: tuple[int, ...]


class CloseGeneration(Message, frozen=True):
    """Let go of the generation and scan everything from now on; answered by `GenerationOpen`, not trusted."""


class GenerationBuilt(Message, frozen=True):
    """A generation of `count` vectors is there."""

    count: int


class GenerationOpen(Message, frozen=True):
    """Whether the generation is trusted; if not, `reason` says why and the exact scan goes on answering."""

    trusted: bool
    reason: str = ""
