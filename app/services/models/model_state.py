"""A model as it stands on this machine, and what is to be said against it."""

from dataclasses import dataclass
from pathlib import Path

from app.core.models.model import Model


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model as it stands on this machine.

    `installed`: every file is here in its full size. `verified`: whether their hashes were right when last checked by
    this run of Alcove, None if they were not checked. `fits`: whether the machine can carry it. `chosen`: whether it
    is the one in use for its role, and `by_itself` whether Alcove chose it, not the user. `reason`: what is to be said
    against it, in a few words, or "". `path`: its folder. `share`: the time a recording is expected to take with this
    speech model, as a share of its length; 0 for other models. `allowed`: whether the administrator lets it be used.
    `fixed`: whether the administrator has chosen the model of its role.
    `writes_minutes`: whether the user gave it the minutes.
    """

    model: Model
    installed: bool
    verified: bool | None
    fits: bool
    reason: str
    chosen: bool
    path: Path
    by_itself: bool = False
    share: float = 0.0
    allowed: bool = True
    fixed: bool = False
    writes_minutes: bool = False


def reason_against(model: Model, missing: str, verified: bool | None, fitting: bool) -> str:
    """What is to be said against a model, in a few words; `missing` is the file that is not in place, or ""."""
    if verified is False:
        return "a file is not the one its hash names"
    if not fitting:
        return f"needs {model.memory_bytes / 1e9:.1f} GB of memory"
    if missing and model.linked_in:
        return f"{missing} is gone or was changed since it was linked; link it again"
    return f"{missing} is missing or incomplete" if missing else ""
