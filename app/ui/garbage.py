"""Python's cyclic garbage collection on the window's thread only: elsewhere it would delete Qt objects from under it."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_INTERVAL_MS = 2000
_WORTH_COLLECTING = 700
_ROUNDS_BETWEEN_FULL = 30
_SOMETHING_LARGE = 50_000
"""So many objects between two rounds are no garbage, but something large that was opened: a transcript of 10,000 segments
has 140,000, and looking through them took 31 ms at once and 47 ms at every full collection."""


class GarbageCollection(QObject):
    """Turns the automatic collection off and collects from a timer; what existed before is set aside as permanent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._large_set_aside = False
        self._timer = QTimer(self, interval=_INTERVAL_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_through_all)

    def set_aside(self) -> None:
        """Loading is over: leave what lives now out of all later collections, which keeps them shorter than a frame."""
        gc.freeze()

    def collect(self) -> None:
        """Collect the young objects if there are enough of them, and now and then all.

        Something large that was opened is set aside: it goes as soon as nobody refers to it, like everything in no cycle;
        what is in one goes once the user turns to another window.
        """
        young = gc.get_count()[0]
        if young < _WORTH_COLLECTING:
            return
        if young > _SOMETHING_LARGE:
            gc.freeze()
            self._large_set_aside = True
            return
        self._rounds += 1
        gc.collect(2 if self._rounds % _ROUNDS_BETWEEN_FULL == 0 else 1)

    def _look_through_all(self, state: Qt.ApplicationState) -> None:
        """Collect what was set aside as well, while nobody looks: it takes longer than a frame."""
        if self._large_set_aside and state is not Qt.ApplicationState.ApplicationActive:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
