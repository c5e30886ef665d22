"""Battery and heat obeyed in the field: beyond their limits work in the background waits, until they are well or the user wants it done."""

import threading
import time
from collections.abc import Callable

from app.core.power import Battery, Condition, Heat, Limits, Strain
from app.storage.settings import Settings

_LOOK_SECONDS = 10.0
_FRESH_SECONDS = 5.0

WAITING = {
    Strain.NONE: "",
    Strain.LOW_BATTERY: "Waiting: the battery is low.",
    Strain.HEAT: "Waiting: the computer is hot.",
}


class Sparing:
    """Knows what is to be spared, in field mode. Safe from any thread.

    `hold` is told True once what runs by itself is to wait, and False once it may go on. Recording is never held.
    """

    def __init__(
        self,
        settings: Settings,
        battery: Callable[[], Battery],
        heat: Callable[[], Heat],
        hold: Callable[[bool], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._battery = battery
        self._heat = heat
        self._hold = hold
        self._clock = clock
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._read = (Battery(), Heat())
        self._ignored = Strain.NONE
        self._held = False
        self._wake = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None
        settings.on_change("field.mode", self._wake.set)

    def start(self) -> None:
        """Obey by itself from now on."""
        self._thread = threading.Thread(target=self._run, daemon=True, name="sparing")
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._closing = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def condition(self) -> Condition:
        """Battery, heat and the limits now, as they were within the last seconds."""
        limits = Limits(
            float(self._settings.get("answer.low_battery")) / 100, float(self._settings.get("field.hottest"))
        )
        with self._lock:
            if self._clock() - self._read_at >= _FRESH_SECONDS:
                self._read = self._battery(), self._heat()
                self._read_at = self._clock()
            condition = Condition(*self._read, limits, self._ignored)
            if condition.passed is not self._ignored:
                self._ignored = Strain.NONE  # the next time it is to be heeded again
            return Condition(*self._read, limits, self._ignored)

    def strain(self) -> Strain:
        """What is to be spared now; nothing outside field mode."""
        return self.condition().strain if self._settings.get("field.mode") else Strain.NONE

    def reason(self) -> str:
        """Why work in the background is to wait, in one sentence; empty if it need not."""
        return WAITING[self.strain()]

    def go_on(self) -> None:
        """The user wants everything done all the same, until the limit that is passed now no longer is."""
        passed = self.condition().passed
        with self._lock:
            self._ignored = passed
        self._wake.set()

    def look(self) -> None:
        """Hold what is to wait, or let it go on."""
        held = self.strain() is not Strain.NONE
        if held is not self._held:
            self._held = held
            self._hold(held)

    def _run(self) -> None:
        while not self._closing:
            self.look()
            self._wake.wait(_LOOK_SECONDS if self._settings.get("field.mode") else None)
            self._wake.clear()
