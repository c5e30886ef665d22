"""What the window is opened for, by the command line, the tray or a global shortcut."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Wish(StrEnum):
    """What is to be done as soon as the window can."""

    LOOK = ""
    ASK = "ask"
    RECORD = "record"
    FIND = "find"
    HIDE = "hide"
    """Begin as an icon in the tray; where it runs already, nothing."""


GLOBAL_WISHES = (Wish.ASK, Wish.RECORD)
"""Those that have keys of their own, whatever program is in use."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The files that the window takes as if they were dropped on it, and what the user wants of it."""

    paths: tuple[Path, ...] = ()
    wish: Wish = Wish.LOOK
