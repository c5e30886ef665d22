"""How a model is loaded so that it fits into the memory there is, decided once for as long as it stays loaded."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.errors import ModelError
from app.core.models.devices import Device
from app.core.models.fit import FitPlan, plan
from app.core.models.model import Model
from app.engines import machine
from app.engines.process import WorkerProcess
from app.services.models.compute_devices import ComputeDevices


@dataclass(frozen=True, slots=True)
class Fitted:
    """A plan, and what the user should know of it: "" where nothing had to be given up.

    `device` is what layers lie on, None where all is the processor's.
    """

    plan: FitPlan
    notice: str
    device: Device | None = None


@dataclass(frozen=True, slots=True)
class _Decided:
    model_id: str
    adapter_bytes: int
    wish: str
    incarnation: int
    fitted: Fitted

    def is_for(self, model: Model, adapter_bytes: int, wish: str) -> bool:
        return (self.model_id, self.adapter_bytes, self.wish) == (model.id, adapter_bytes, wish)


class ModelFit:
    """Plans for the process that holds the chat model: what that takes already is there to be used again.

    Without `devices` all is the processor's.
    """

    def __init__(
        self, process: WorkerProcess, available_bytes: Callable[[], int], devices: ComputeDevices | None = None
    ) -> None:
        self._process = process
        self._available_bytes = available_bytes
        self._devices = devices
        self._decided: _Decided | None = None

    def fitted(self, model: Model, wished_tokens: int, adapter_bytes: int = 0) -> Fitted:
        """The plan for a model, and an adapter beside it: the same one as long as both and the process it was made for stay.

        Raises:
            ModelError: it does not fit, however short its context.
        """
        wished_tokens = min(wished_tokens, model.context_tokens)
        now, before = self._process.incarnation, self._decided
        wish = "" if self._devices is None else self._devices.wish
        runs = before is not None and bool(now) and before.incarnation in (0, now)
        if before is not None and runs and before.is_for(model, adapter_bytes, wish):
            fitted = before.fitted
        else:
            on_device = before.fitted.plan.device_bytes if before is not None and runs else 0
            fitted = self._planned(model, wished_tokens, adapter_bytes, on_device)
        self._decided = _Decided(model.id, adapter_bytes, wish, now, fitted)
        return fitted

    def has_room(self, model: Model) -> bool:
        """Whether the model fits into the memory that is free, in however short a context."""
        return plan(model.memory_need, model.context_tokens, self._room_bytes()) is not None

    def _room_bytes(self) -> int:
        process_id = self._process.process_id
        held = machine.memory_of([("generate", process_id)]) if process_id is not None else ()
        return self._available_bytes() + sum(size for _, size in held)

    def _planned(self, model: Model, wished_tokens: int, adapter_bytes: int, on_device: int) -> Fitted:
        """`on_device` bytes of the device are those of what is loaded now, and will be free again."""
        available = self._room_bytes() - adapter_bytes
        device = None if self._devices is None else self._devices.used()
        if device is not None:
            device = replace(device, free_bytes=min(device.total_bytes, device.free_bytes + on_device) - adapter_bytes)
        found = plan(model.memory_need, wished_tokens, available, device)
        if found is None:
            least = model.memory_need.at(wished_tokens) / 1e9
            raise ModelError(
                f"{model.name} needs about {least:.1f} GB of memory and {available / 1e9:.1f} GB are free; "
                "close other programs or choose a smaller model."
            )
        return Fitted(found, _notice(model, found, wished_tokens), device if found.device_layers else None)


def _notice(model: Model, found: FitPlan, wished_tokens: int) -> str:
    if found.context_tokens < wished_tokens:
        return (
            f"Little memory is free, so {model.name} reads at most {found.context_tokens:,} tokens at once "
            f"instead of {wished_tokens:,}; close other programs to give it more."
        )
    return f"Little memory is free, so {model.name} keeps what it reads in half the space." if found.compact else ""
