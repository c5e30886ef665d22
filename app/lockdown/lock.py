"""The one door to the offline lock: install it, ask what holds, and silence the libraries that phone home."""

import os
import sys

from app.lockdown import linux, macos, portable, windows
from app.lockdown.terms import LockFailed, LockStatus, Stage

__all__ = ["LockFailed", "LockStatus", "Stage", "install", "silence_libraries", "status"]

# onnxruntime 1.29 and later keep a device id and an event queue on disk even where nothing can be sent;
# the hub's clients retry for half a minute before they give up; the rest report usage by default.
SILENCED = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "OTEL_SDK_DISABLED": "true",
    "TOKENIZERS_PARALLELISM": "false",
}


def silence_libraries() -> None:
    """Tell every library that phones home not to, whatever the environment said; call it before importing them."""
    os.environ.update(SILENCED)


def install(stage: Stage) -> LockStatus:
    """Close the lock as far as `stage`, for this process, all its threads and all its children, for good.

    Asking again, or for less than is already closed, changes nothing.

    Raises:
        LockFailed: if this system should hold the lock in its kernel and does not.
    """
    portable.install(stage)
    if sys.platform == "linux":
        linux.install(stage)
    return status()


def status() -> LockStatus:
    """What holds this process now, as the operating system itself answers; never what was merely asked for."""
    if sys.platform == "linux":
        held = linux.held()
    elif sys.platform == "darwin":
        held = macos.held()
    elif sys.platform == "win32":
        held = windows.held()
    else:
        held = None
    if held is None or held.stage is None:
        return portable.status(held.detail if held else "this operating system offers no lock that Alcove knows")
    return held
