"""How fast each chat model is on this machine: measured in seconds, or reckoned from one that was measured."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence

from app.core.asking.conversations import Role as Speaker
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt, PromptProgress, PromptTurn
from app.core.asking.speeds import Estimate, Speed, estimated, speed_of, tells_much
from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError
from app.core.events import Event, Notice, Progress
from app.core.models.model import Model, Role
from app.engines.text_model import TextModel
from app.services.models.catalogue import ModelCatalogue
from app.services.models.model_state import ModelState
from app.storage.speeds import Speeds

_log = logging.getLogger(__name__)
_WORDS_READ = 230
_TOKENS_WRITTEN = 32


class Measuring:
    """Measures chat models. `model_of` gives the text model of an id; `asking` says whether a question waits for it."""

    def __init__(
        self,
        catalogue: ModelCatalogue,
        model_of: Callable[[str], TextModel],
        speeds: Speeds,
        asking: Callable[[], bool],
    ) -> None:
        self._catalogue = catalogue
        self._model_of = model_of
        self._speeds = speeds
        self._asking = asking

    def estimates(self) -> dict[str, Estimate]:
        """The speed of each chat model by its id, also of those that are not here; none before any was measured."""
        return self.estimates_of([state.model for state in self._catalogue.models() if state.model.role is Role.CHAT])

    def estimates_of(self, models: Sequence[Model]) -> dict[str, Estimate]:
        """The speed of each of these chat models by its id, as measured or reckoned from another of them."""
        known = self._speeds.all()
        own = {model.id: known[model.files[0].sha256] for model in models if model.files[0].sha256 in known}
        measured = [(model.size_bytes, own[model.id]) for model in models if model.id in own]
        found = {}
        for model in models:
            speed = own.get(model.id) or estimated(model.size_bytes, measured)
            if speed is not None:
                found[model.id] = Estimate(speed, model.id in own)
        return found

    def measure_chosen(self, cancel: CancelToken) -> Iterator[Event]:
        """Measure the model in use, unless it was; a question that comes meanwhile goes first, and it waits for another day.

        Raises:
            As `measure`.
        """
        state = self._catalogue.chosen(Role.CHAT)
        if state is not None and not self._asking() and _sha256(state) not in self._speeds.all():
            for event in self.measure(state.model.id, cancel):
                yield event
                if self._asking():
                    return

    def learn(self, model: Model, summary: GenerationSummary) -> None:
        """An answer came: if it came faster than the model was known to be, that is kept."""
        speed = speed_of(summary) if tells_much(summary) else None
        if speed is None:
            return
        sha256 = model.files[0].sha256
        try:
            known = self._speeds.all().get(sha256, speed)
            if (faster := known.or_faster(speed)) != known or known is speed:
                self._speeds.put(sha256, faster)
        except UserError as error:
            _log.warning("the speed of an answer could not be kept: %s", error)

    def measure(self, model_id: str, cancel: CancelToken) -> Iterator[Event]:
        """Have a model read and write a little: Progress, and a Notice with its speed, which is kept.

        Raises:
            ModelError: there is no such model here, or it writes too little to be measured.
            Cancelled: on cancel.
        """
        model = self._model_of(model_id)
        options = GenerationOptions(maximum_tokens=_TOKENS_WRITTEN)
        speed: Speed | None = None
        read = Progress(f"Measuring {model.name}", 0, 0, "tokens")
        for piece in model.stream(_prompt(), options, cancel):
            if isinstance(piece, PromptProgress):
                read = Progress(f"Measuring {model.name}", piece.read, piece.total, "tokens")
                yield read
            elif isinstance(piece, GenerationSummary):
                speed = speed_of(piece)
            else:
                yield read
        if speed is None:
            raise ModelError(f"{model.name} wrote too little to be measured; choose another model.")
        state = next(state for state in self._catalogue.models() if state.model.id == model_id)
        self._speeds.put(_sha256(state), speed)
        yield Notice(
            f"{model.name} reads {speed.reading:,.0f} and writes {speed.writing:,.0f} tokens a second here: "
            f"{speed.first_word_s:.1f} s to the first word of a new question."
        )


def _sha256(state: ModelState) -> str:
    return state.model.files[0].sha256


def _prompt() -> Prompt:
    """Words that no cache knows, and a task that takes a while."""
    words = " ".join(str(random.randrange(100, 1000)) for _ in range(_WORDS_READ // 2))  # noqa: S311
    return Prompt((PromptTurn(Speaker.USER, f"{words}\nWrite these numbers again, one after the other, all of them."),))
