"""When work in the background is to wait: on battery, while the user types, while a question is answered."""

import time
from collections.abc import Callable

_TYPING_SECONDS = 3.0

ON_BATTERY = "Waiting: the computer runs on battery."
TYPING = "Waiting while you type."
ASKING = "Waiting until your question is answered."


class Quiet:
    """Knows whether the user, or the battery, wants quiet. Safe from any thread.

    `spared` says why the computer itself is to be spared, "" where it need not be.
    """

    def __init__(
        self,
        heeds_battery: Callable[[], bool],
        on_battery: Callable[[], bool],
        asking: Callable[[], bool],
        spared: Callable[[], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._heeds_battery = heeds_battery
        self._on_battery = on_battery
        self._asking = asking
        self._clock = clock
        self._spared = spared
        self._busy_until = float("-inf")

    def user_is_busy(self) -> None:
        """The user has just typed something."""
        self._busy_until = self._clock() + _TYPING_SECONDS

    def reason(self) -> str:
        """Why to wait, in one sentence; empty if there is no need to."""
        if self._clock() < self._busy_until:
            return TYPING
        if self._asking():
            return ASKING
        on_battery = self._on_battery() and self._heeds_battery()
        return self._spared() or (ON_BATTERY if on_battery else "")
