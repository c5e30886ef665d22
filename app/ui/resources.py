"""Where the files shipped with the window lie."""

import sys
from pathlib import Path

_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2])) / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file below `resources/`."""
    return _ROOT.joinpath(*parts)
