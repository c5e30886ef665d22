"""Measures how long the window's thread is held by one call; switched on with ALCOVE_WATCHDOG=1, and by the tests.

What counts is the processor time of one dispatch of the event loop, not the clock: a machine busy with something else
does not make the window look slow.
"""

import faulthandler
import os
import tempfile
import threading
import time
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

LIMIT_MS = 16.0
_SAMPLE_SECONDS = 0.004
_CALIBRATION_WIDGETS = 100
_CALIBRATION_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Stall:
    """One dispatch that took too long: who got which event, for how long, and where Python was meanwhile."""

    receiver: str
    event: str
    busy_ms: float
    stack: str

    def __str__(self) -> str:
        return f"{self.busy_ms:.0f} ms in {self.event} to {self.receiver}\n{self.stack}"


def wanted() -> bool:
    """Whether the environment asks for the watchdog."""
    return os.environ.get("ALCOVE_WATCHDOG") == "1"


class WatchedApplication(QApplication):
    """A `QApplication` that measures every dispatch of its event loop and keeps those over `LIMIT_MS` in `stalls`.

    Python sees every event this way, at some microseconds each. That cost is measured once and taken off again.
    """

    def __init__(self, arguments: list[str]) -> None:
        self.stalls: list[Stall] = []
        self._depth = 0
        self._inner_events = 0
        self._cost_ms = 0.0
        self._started = 0.0
        self._stack = ""
        self._thread = threading.get_ident()
        super().__init__(arguments)
        self._cost_ms = self._measure_cost()
        threading.Thread(target=self._sample, name="watchdog", daemon=True).start()

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Dispatch, and measure the outermost dispatch."""
        if self._depth:
            self._inner_events += 1
            return super().notify(receiver, event)
        self._depth, self._inner_events, self._stack = 1, 0, ""
        kind = event.type()
        self._started = time.monotonic()
        begun = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            busy_ms = (time.thread_time() - begun) * 1000 - self._inner_events * self._cost_ms
            self._depth, self._started = 0, 0.0
            if busy_ms > LIMIT_MS:
                self.stalls.append(Stall(_named(receiver), kind.name, busy_ms, self._stack))

    def _measure_cost(self) -> float:
        """Milliseconds that one inner event costs more because Python sees it.

        Events that Qt handles in next to no time are counted and timed; the quickest of several rounds is taken.
        """
        family = QWidget()
        for _ in range(_CALIBRATION_WIDGETS):
            QWidget(family)
        self._depth = 1
        costs_ms = []
        for _ in range(_CALIBRATION_ROUNDS):
            self._inner_events = 0
            begun = time.thread_time()
            family.setEnabled(not family.isEnabled())
            costs_ms.append((time.thread_time() - begun) * 1000 / self._inner_events)
        self._depth = 0
        return min(costs_ms)

    def _sample(self) -> None:
        """On a thread of its own: while a dispatch takes long, keep where Python is."""
        while True:
            time.sleep(_SAMPLE_SECONDS)
            started = self._started
            if started and not self._stack and (time.monotonic() - started) * 1000 > LIMIT_MS / 2:
                self._stack = self._look_at_stack()

    def _look_at_stack(self) -> str:
        """Where the window's thread is, innermost first. A frame object would keep its events alive, so none is made."""
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file, all_threads=True)
            file.seek(0)
            threads = file.read().split("\n\n")
        return next((text for text in threads if f"{self._thread:x} " in text), "")


def _named(receiver: QObject) -> str:
    if not shiboken6.isValid(receiver):
        return "what was destroyed by it"
    name = receiver.objectName()
    return f"{receiver.metaObject().className()}{f' {name!r}' if name else ''}"
