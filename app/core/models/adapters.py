"""LoRA adapters: small files that change a model they were trained for, and how to tell which that is."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.models.model import Model, Role

STRONGEST = 2.0
"""How much more than it was trained to an adapter may change its model, at most."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The architecture of a model and the widths of its matrices by their names; of an adapter, of those it changes."""

    architecture: str
    shapes: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AdapterWish:
    """The adapter that a conversation is to be answered with, "" for none, and how strongly it changes its model."""

    adapter_id: str = ""
    scale: float = 1.0


WITHOUT_ADAPTER = AdapterWish()


def misfit(adapter: Layout, model: Layout) -> str:
    """What keeps an adapter from fitting a model, in a few words; "" where it fits."""
    if adapter.architecture != model.architecture:
        return f"is of the kind {model.architecture!r}"
    wrong = sorted(name for name, shape in adapter.shapes.items() if model.shapes.get(name) != shape)
    return f"has no matrix {wrong[0]!r} of that shape" if wrong else ""


def bases_of(model: Model) -> tuple[str, ...]:
    """The ids of the models an adapter goes with, as it is recorded; none of what is no adapter."""
    return tuple(str(model.parameters.get("bases", "")).split())


def with_bases(adapter: Model, bases: Sequence[str]) -> Model:
    """The same adapter, recorded for the models of these ids."""
    return replace(adapter, parameters={**adapter.parameters, "bases": " ".join(bases)})


def belongs_to(adapter: Model, model: Model) -> bool:
    """Whether an adapter goes with a model: each as it is recorded."""
    return adapter.role is Role.ADAPTER and model.id in bases_of(adapter)


def identity(sha256: str, adapter_sha256: str = "", projector_sha256: str = "", *, scale: float = 1.0) -> str:
    """What names a model with its adapter and projector: a state that was read by one is of no use to another."""
    if not adapter_sha256 and not projector_sha256:
        return sha256
    parts = [sha256]
    if adapter_sha256:
        parts += [adapter_sha256, f"{scale:.3f}"]
    if projector_sha256:
        parts += ["seen through", projector_sha256]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def identity_of(model: Model, adapter_sha256: str = "", scale: float = 1.0) -> str:
    """What names a chat model with what is used beside it."""
    projector = "" if model.projector is None else model.projector.sha256
    return identity(model.files[0].sha256, adapter_sha256, projector, scale=scale)
