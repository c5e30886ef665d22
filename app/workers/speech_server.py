"""Speech Dispatcher, through which programs on Linux speak: what it writes to where one of ours has to start it."""

import os
import shutil
import sys
from pathlib import Path

_PROGRAM = "speech-dispatcher"


def folders() -> tuple[Path, ...]:
    """The folder for its socket and its log, there now; none where it is not installed.

    The first program that speaks starts it, and what a confined process starts is confined to the same folders.
    """
    if sys.platform != "linux" or shutil.which(_PROGRAM) is None:
        return ()
    parent = os.environ.get("XDG_RUNTIME_DIR") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(parent) / _PROGRAM
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return ()
    return (folder,)
