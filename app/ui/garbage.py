"""Python's cyclic garbage collection on the window's thread only: elsewhere it would delete Qt objects from under it."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

_INTERVAL_MS = 2000
_WORTH_COLLECTING = 700
_ROUNDS_BETWEEN_FULL = 30


class GarbageCollection(QObject):
    """Turns the automatic collection off and collects from a timer; what existed before is set aside as permanent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._timer = QTimer(self, interval=_INTERVAL_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def set_aside(self) -> None:
        """Loading is over: leave what lives now out of all later collections, which keeps them shorter than a frame."""
        gc.freeze()

    def collect(self) -> None:
        """Collect the young objects if there are enough of them, and now and then all."""
        if gc.get_count()[0] < _WORTH_COLLECTING:
            return
        self._rounds += 1
        gc.collect(2 if self._rounds % _ROUNDS_BETWEEN_FULL == 0 else 1)
