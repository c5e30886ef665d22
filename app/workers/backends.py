"""Where the engine's backends for graphics devices lie, and what their drivers need of the system.

The window's process asks this as well: it imports neither the engine nor a driver.
"""

import importlib.util
import os
import sys
from pathlib import Path

_SUFFIXES = (".so", ".dll", ".dylib")
_NODES = ("dri/renderD*", "nvidia*", "kfd", "dxg")
_ALONE = {
    # What other programs lay over every Vulkan program (frame counters, recorders) has no place in this one.
    "VK_LOADER_LAYERS_DISABLE": "~implicit~",
    # Drivers keep what they compiled on disk. This process may write nowhere, and need not try.
    "MESA_SHADER_CACHE_DISABLE": "true",
    "__GL_SHADER_DISK_CACHE": "0",
    "CUDA_CACHE_DISABLE": "1",
}


def folder() -> Path | None:
    """The one folder in which backends are looked for, `backends` beside the engine's own; None without an engine."""
    found = importlib.util.find_spec("llama_cpp")
    places = found.submodule_search_locations if found is not None else None
    return Path(places[0]) / "backends" if places else None


def libraries() -> tuple[Path, ...]:
    """The backends that are here, by name. On most machines there are none, and nothing of them costs anything."""
    place = folder()
    if place is None or not place.is_dir():
        return ()
    return tuple(sorted(file for file in place.iterdir() if "ggml-" in file.name and file.suffix in _SUFFIXES))


def device_nodes() -> tuple[Path, ...]:
    """What drivers write to on Linux, where there are backends for them: the only files that this process may change."""
    if sys.platform != "linux" or not libraries():
        return ()
    return tuple(sorted(node for pattern in _NODES for node in Path("/dev").glob(pattern) if not node.is_dir()))


def prepare() -> None:
    """Set what drivers read from the environment; call it before the first backend is loaded."""
    os.environ.update(_ALONE)
