"""What every system's way to global shortcuts has in common."""

from typing import Protocol

from app.core.hotkeys import Hotkey


class Grabber(Protocol):
    """Takes keys for Alcove alone, and calls the `on_pressed` it was made with, on the window's thread.

    A key is known by the number that its caller gives it.
    """

    def grab(self, number: int, hotkey: Hotkey) -> bool:
        """Whether it belongs to Alcove from now on; not, where another program has it or no key types it."""

    def release(self, number: int) -> None:
        """Give it back."""
