"""A smaller model of one that is here, and what was gained and lost by it: size, speed, and perplexity on the user's own text."""

from collections.abc import Callable, Generator, Iterator

from app.core.cancel import CancelToken
from app.core.compression import ModelFigures
from app.core.events import Compressed, Event, Notice, Progress
from app.engines.text_model import LlamaModel
from app.services.catalogue import ModelCatalogue
from app.services.measuring import Measuring
from app.storage.documents import Documents

_PASSAGES = 6
"""Some thousand tokens: the two models differ by far more than chance does, as both read the same."""


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
        """Make a smaller model, such as "Q4_K_M": Progress, `Compressed` and a Notice that says the same in words.

        Raises:
            UserError: it is not here, is small already, or there is no room.
            Cancelled: stopped; while it is written nothing is left behind, once it is measured it stays.
        """
        new = yield from self._catalogue.compress(model_id, kind, cancel)
        before = yield from self._figures(model_id, cancel)
        after = yield from self._figures(new.id, cancel)
        yield Compressed(new.id, before, after)
        yield Notice(f"{new.name} is here as {new.id}: {_told(before, after)}.")

    def _figures(self, model_id: str, cancel: CancelToken) -> Generator[Event, None, ModelFigures]:
        for event in self._measuring.measure(model_id, cancel):
            if isinstance(event, Progress):
                yield event
        model, found = self._model_of(model_id), list[float]()
        texts = self._sample()
        for perplexity in model.perplexity(texts, cancel) if texts else ():
            found.append(perplexity)
            yield Progress(f"Having {model.name} read your documents", len(found), len(texts), "passages")
        state = next(state for state in self._catalogue.models() if state.model.id == model_id)
        speed = self._measuring.estimates()[model_id].speed
        return ModelFigures(state.model.size_bytes, speed.writing, found[-1] if found else None)

    def _sample(self) -> list[str]:
        """Passages from all over the library, the same ones as long as it stays the same."""
        ids = self._documents.passage_ids()
        chosen = ids[:: max(1, len(ids) // _PASSAGES)][:_PASSAGES]
        return [passage.text for passage in self._documents.passages(chosen)]


def _told(before: ModelFigures, after: ModelFigures) -> str:
    parts = [
        f"{after.size_bytes / 1e6:,.0f} MB instead of {before.size_bytes / 1e6:,.0f}",
        f"{after.tokens_per_s:,.0f} tokens a second instead of {before.tokens_per_s:,.0f}",
    ]
    if before.perplexity is not None and after.perplexity is not None:
        parts.append(f"perplexity on your documents {after.perplexity:.2f} instead of {before.perplexity:.2f}")
    return ", ".join(parts)
