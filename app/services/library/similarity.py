"""How near texts are in meaning, for the check of answers."""

from collections.abc import Sequence

import numpy

from app.core.answers.stretches import Similarity
from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.engines.index import Index


def similarity_by(index: Index) -> Similarity:
    """Cosines from the embedder; none while it is not to be had."""

    def similarity(first: Sequence[str], second: Sequence[str]) -> Sequence[Sequence[float]]:
        texts = [*first, *second]
        try:
            vectors = index.embed(texts, CancelToken(), urgent=True)
        except WorkerError:
            return []
        table = numpy.frombuffer(vectors.float16, dtype="<f2").reshape(len(texts), -1).astype(numpy.float32)
        cosines: list[list[float]] = (table[: len(first)] @ table[len(first) :].T).tolist()
        return cosines

    return similarity
