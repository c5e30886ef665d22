"""How a model is loaded so that it fits into the memory there is, decided once for as long as it stays loaded."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.errors import ModelError
from app.core.fit import FitPlan, plan
from app.core.models import Model
from app.engines import machine
from app.engines.process import WorkerProcess


@dataclass(frozen=True, slots=True)
class Fitted:
    """A plan, and what the user should know of it: "" where nothing had to be given up."""

    plan: FitPlan
    notice: str


@dataclass(frozen=True, slots=True)
class _Decided:
    model_id: str
    adapter_bytes: int
    incarnation: int
    fitted: Fitted


class ModelFit:
    """Plans for the process that holds the chat model: what that takes already is there to be used again."""

    def __init__(self, process: WorkerProcess, available_bytes: Callable[[], int]) -> None:
        self._process = process
        self._available_bytes = available_bytes
        self._decided: _Decided | None = None

    def fitted(self, model: Model, wished_tokens: int, adapter_bytes: int = 0) -> Fitted:
        """The plan for a model, and an adapter beside it: the same one as long as both and the process it was made for stay.

        Raises:
            ModelError: it does not fit, however short its context.
        """
        wished_tokens = min(wished_tokens, model.context_tokens)
        now, before = self._process.incarnation, self._decided
        same = before is not None and (before.model_id, before.adapter_bytes) == (model.id, adapter_bytes)
        if before is not None and same and now and before.incarnation in (0, now):
            fitted = before.fitted
        else:
            fitted = self._planned(model, wished_tokens, adapter_bytes)
        self._decided = _Decided(model.id, adapter_bytes, now, fitted)
        return fitted

    def has_room(self, model: Model) -> bool:
        """Whether the model fits into the memory that is free, in however short a context."""
        return plan(model.memory_need, model.context_tokens, self._room_bytes()) is not None

    def _room_bytes(self) -> int:
        process_id = self._process.process_id
        held = machine.memory_of([("generate", process_id)]) if process_id is not None else ()
        return self._available_bytes() + sum(size for _, size in held)

    def _planned(self, model: Model, wished_tokens: int, adapter_bytes: int) -> Fitted:
        available = self._room_bytes() - adapter_bytes
        found = plan(model.memory_need, wished_tokens, available)
        if found is None:
            least = model.memory_need.at(wished_tokens) / 1e9
            raise ModelError(
                f"{model.name} needs about {least:.1f} GB of memory and {available / 1e9:.1f} GB are free; "
                "close other programs or choose a smaller model."
            )
        return Fitted(found, _notice(model, found, wished_tokens))


def _notice(model: Model, found: FitPlan, wished_tokens: int) -> str:
    if found.context_tokens < wished_tokens:
        return (
            f"Little memory is free, so {model.name} reads at most {found.context_tokens:,} tokens at once "
            f"instead of {wished_tokens:,}; close other programs to give it more."
        )
    return f"Little memory is free, so {model.name} keeps what it reads in half the space." if found.compact else ""
