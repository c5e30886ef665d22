"""Which chat model answers a question: the user's own choice, else by the question, the battery and what is loaded."""

from collections.abc import Callable, Sequence

from app.core.asking.conversations import Answer
from app.core.asking.exhaustive import Reach
from app.core.asking.routing import LOADED_BYTES_PER_S, Candidate, Circumstances, Pick, Routing, kind_of, pick
from app.core.models.model import Model, Role
from app.core.power import Strain
from app.services.models.catalogue import ModelCatalogue
from app.services.models.measuring import Measuring
from app.services.models.model_state import ModelState
from app.storage.settings import Settings

CHOSEN = "chosen for this conversation"
SEES = "sees pictures"


class ModelRouting:
    """Picks models. `loaded` is the path of the model file in memory and the seconds its loading took, "" and 0 for none.

    `battery` is the share left, None on mains; `spared` what is to be spared in field mode.
    """

    def __init__(
        self,
        catalogue: ModelCatalogue,
        measuring: Measuring,
        settings: Settings,
        loaded: Callable[[], tuple[str, float]],
        battery: Callable[[], float | None],
        spared: Callable[[], Strain],
    ) -> None:
        self._catalogue = catalogue
        self._measuring = measuring
        self._settings = settings
        self._loaded = loaded
        self._battery = battery
        self._spared = spared

    def pick(self, question: str, reach: Reach, last: Answer | None, *, with_documents: bool) -> Pick | None:
        """The model for a question, `last` being the conversation's latest answer; None where there is no chat model.

        A model that was chosen under Models, or by the administrator, answers everything, and so does one whose adapter was.
        """
        states = self._catalogue.usable(Role.CHAT)
        if not states:
            return None
        wanted = Routing(str(self._settings.get("answer.routing")))
        chosen = not states[0].by_itself or self._catalogue.adapter_of(states[0].model) is not None
        if len(states) == 1 or chosen or wanted is Routing.OFF:
            return Pick(states[0].model)
        loaded_path, loading_s = self._loaded()
        candidates = self._candidates(states, loaded_path)
        loaded = next((one.model for one in candidates if one.loaded), None)
        now = Circumstances(
            wanted,
            self._battery(),
            float(self._settings.get("answer.low_battery")) / 100,
            _held_tokens(loaded, last),
            loaded.size_bytes / loading_s if loaded is not None and loading_s else LOADED_BYTES_PER_S,
            self._spared(),
        )
        return pick(candidates, kind_of(question, reach, with_documents=with_documents), now)

    def _candidates(self, states: Sequence[ModelState], loaded_path: str) -> list[Candidate]:
        speeds = self._measuring.estimates_of([state.model for state in states])
        return [
            Candidate(
                state.model,
                speeds[state.model.id].speed if state.model.id in speeds else None,
                self._catalogue.fit.has_room(state.model),
                str(state.path / state.model.files[0].path) == loaded_path,
            )
            for state in states
        ]


def _held_tokens(loaded: Model | None, last: Answer | None) -> int:
    """What the loaded model has read of a conversation whose latest answer it wrote."""
    if loaded is None or last is None or last.model != loaded.name:
        return 0
    return last.tokens.prompt + last.tokens.generated
