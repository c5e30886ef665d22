"""A smaller model of one that is here, and what was gained and lost by it: size, speed, and perplexity on the user's own text."""

from collections.abc import Callable, Generator, Iterator

from app.core.cancel import CancelToken
from app.core.errors import ModelError, WorkerError
from app.core.events import Compressed, Event, Notice, Progress
from app.core.models.compression import ModelFigures
from app.engines.text_model import LlamaModel
from app.services.models.catalogue import ModelCatalogue
from app.services.models.measuring import Measuring
from app.storage.library.documents import Documents

_PASSAGES = 6
"""Some thousand tokens: the two models differ by far more than chance does, as both read the same."""
_UNMEASURED = ModelError, WorkerError
"""It does not fit into memory, writes too little, or its process ended."""


class Compressing:
    """Compresses models. `model_of` gives the text model of an id."""

    def __init__(
        self,
        catalogue: ModelCatalogue,
        measuring: Measuring,
        documents: Documents,
        model_of: Callable[[str], LlamaModel],
    ) -> None:
        self._catalogue = catalogue
        self._measuring = measuring
        self._documents = documents
        self._model_of = model_of

    def compress(self, model_id: str, kind: str, cancel: CancelToken) -> Iterator[Event]:
        """Make a smaller model, such as "Q4_K_M": Progress, a Notice of what that changed, and `Compressed`.

        It is made also where one of the two cannot be measured: the whole one often does not fit into memory.

        Raises:
            UserError: it is not here, is small already, or there is no room.
            Cancelled: stopped; while it is written nothing is left behind, once it is measured it stays.
        """
        new = yield from self._catalogue.compress(model_id, kind, cancel)
        before = yield from self._figures(model_id, cancel)
        after = yield from self._figures(new.id, cancel)
        yield Notice(f"{new.name} is here as {new.id}: {_told(before, after)}.")
        yield Compressed(new.id, before, after)

    def _figures(self, model_id: str, cancel: CancelToken) -> Generator[Event, None, ModelFigures]:
        state = next(state for state in self._catalogue.models() if state.model.id == model_id)
        speed = yield from self._speed(model_id, cancel)
        perplexity = yield from self._perplexity(model_id, cancel)
        return ModelFigures(state.model.size_bytes, speed, perplexity)

    def _speed(self, model_id: str, cancel: CancelToken) -> Generator[Event, None, float | None]:
        try:
            for event in self._measuring.measure(model_id, cancel):
                if isinstance(event, Progress):
                    yield event
        except _UNMEASURED:
            return None
        return self._measuring.estimates()[model_id].speed.writing

    def _perplexity(self, model_id: str, cancel: CancelToken) -> Generator[Event, None, float | None]:
        found, texts = list[float](), self._sample()
        try:
            model = self._model_of(model_id)
            for perplexity in model.perplexity(texts, cancel) if texts else ():
                found.append(perplexity)
                yield Progress(f"Having {model.name} read your documents", len(found), len(texts), "passages")
        except _UNMEASURED:
            return None
        return found[-1] if found else None

    def _sample(self) -> list[str]:
        """Passages from all over the library, the same ones as long as it stays the same."""
        ids = self._documents.passage_ids()
        chosen = ids[:: max(1, len(ids) // _PASSAGES)][:_PASSAGES]
        return [passage.text for passage in self._documents.passages(chosen)]


def _told(before: ModelFigures, after: ModelFigures) -> str:
    parts = [f"{after.size_bytes / 1e6:,.0f} MB instead of {before.size_bytes / 1e6:,.0f}"]
    if before.tokens_per_s is not None and after.tokens_per_s is not None:
        parts.append(f"{after.tokens_per_s:,.0f} tokens a second instead of {before.tokens_per_s:,.0f}")
    else:
        parts.append("how fast they are could not be compared")
    if before.perplexity is not None and after.perplexity is not None:
        parts.append(f"perplexity on your documents {after.perplexity:.2f} instead of {before.perplexity:.2f}")
    return ", ".join(parts)
