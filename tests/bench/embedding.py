"""The real embedder in its real worker, for benches that need cosines only."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy

from app.core.answers.stretches import Similarity
from app.engines.process import WorkerProcess
from app.workers.protocol.index import Embed, LoadEmbedder, Vectors
from tests.installed import embedder_files


@contextmanager
def similarity_of() -> Iterator[Similarity]:
    """Cosines of two lists of texts from the shipped embedder."""
    folder, sha256 = embedder_files()
    process = WorkerProcess("index")
    process.tell(LoadEmbedder(folder=str(folder), sha256=sha256, maximum_tokens=256, threads=2))

    def similarity(first: Sequence[str], second: Sequence[str]) -> Sequence[Sequence[float]]:
        vectors = process.call(Embed(texts=(*first, *second)), Vectors)
        table = numpy.frombuffer(vectors.float16, dtype="<f2").reshape(-1, vectors.dimensions).astype(numpy.float32)
        return (table[: len(first)] @ table[len(first) :].T).tolist()

    try:
        yield similarity
    finally:
        process.close()
