"""Which model is used for what: the user's choice, else the one that suits this machine best."""

from collections.abc import Callable, Mapping, Sequence

from app.core.meetings.speech_choice import LONGEST_LIVE_SHARE, LONGEST_SHARE, choose_speech_model, expected_share
from app.core.models.model import MINUTES, Catalogue, Model, Role, choose_chat_model, sums_up
from app.engines import machine
from app.storage.settings import Settings


class ModelChoice:
    """Chooses among the `usable` models of a role; what is in the `shipped` catalogue goes before what was brought along.

    `speech_shares`: what share of their length recordings took, by speech model.
    """

    def __init__(
        self,
        shipped: Catalogue,
        usable: Callable[[Role], list[Model]],
        settings: Settings,
        memory_bytes: Callable[[], int],
        available_bytes: Callable[[], int],
        speech_shares: Callable[[], Mapping[str, float]],
    ) -> None:
        self._shipped = shipped
        self._usable = usable
        self._settings = settings
        self._memory_bytes = memory_bytes
        self._available_bytes = available_bytes
        self._speech_shares = speech_shares
        self._fitting: tuple[frozenset[str], Model | None] | None = None

    def wished(self, task: str) -> str:
        """The id of the model that the user chose for a role or for minutes; "" to let Alcove choose."""
        return str(self._settings.get(f"model.{task}"))

    def of(self, role: Role) -> Model | None:
        """The model in use for a role; None where none is here."""
        usable = self._usable(role)
        if wished := self._wished_of(role, usable):
            return wished
        if role is Role.CHAT:
            return self._largest_that_fits(usable)
        if role is Role.SPEECH:
            return self._speech_model(usable, LONGEST_SHARE)
        if role is Role.ADAPTER:
            return None
        return next((model for model in usable if model.is_default), usable[0] if usable else None)

    def for_captions(self) -> Model | None:
        """The speech model that keeps up with live speech; the user's choice if there is one, else the best of these."""
        usable = self._usable(Role.SPEECH)
        return self._wished_of(Role.SPEECH, usable) or self._speech_model(usable, LONGEST_LIVE_SHARE)

    def for_minutes(self) -> Model | None:
        """The chat model that writes minutes: the user's choice for it, else the one that answers if it sums up well."""
        answers = self.of(Role.CHAT)
        able = answers is not None and sums_up(answers)
        return self._wished_of(MINUTES, self._usable(Role.CHAT)) or (answers if able else None)

    def speech_share(self, model: Model) -> float:
        """The time a recording is expected to take with a speech model, as a share of its length; 0 for other models."""
        if model.role is not Role.SPEECH:
            return 0.0
        models = self._shipped.of_role(Role.SPEECH)
        return expected_share(model, models, machine.physical_cores(), self._speech_shares())

    def _wished_of(self, task: str, usable: Sequence[Model]) -> Model | None:
        wished = self.wished(task)
        return next((model for model in usable if model.id == wished), None)

    def _speech_model(self, usable: Sequence[Model], longest_share: float) -> Model | None:
        models = self._shipped.of_role(Role.SPEECH)
        return choose_speech_model(
            usable, models, machine.physical_cores(), self._memory_bytes(), self._speech_shares(), longest_share
        )

    def _largest_that_fits(self, usable: Sequence[Model]) -> Model | None:
        """Decided once for the models that are here: a model, once loaded, takes the very memory it is judged by."""
        ids = frozenset(model.id for model in usable)
        if self._fitting is None or self._fitting[0] != ids:
            memory = self._memory_bytes(), self._available_bytes()
            brought = Catalogue(tuple(model for model in usable if model not in self._shipped.models))
            chosen = choose_chat_model(self._shipped, ids, *memory) or choose_chat_model(brought, ids, *memory)
            self._fitting = ids, chosen
        return self._fitting[1]
