"""A job at work: what it does, how far it is, how long it still takes, and the buttons that pause and cancel it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.core.events import Progress
from app.ui import wording
from app.ui.icons import Role, icon
from app.ui.tokens import Space
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

_STEPS = 1000
_SMALLEST_DETAIL = 240
_BUTTONS = 120


class ProgressRow(QWidget):
    """Shows `Progress` events. Hidden until the first; emits `pause_wanted(bool)` and `cancel_wanted`."""

    pause_wanted = Signal(bool)
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, can_pause: bool = False) -> None:
        super().__init__(parent)
        self._activity = label("", parent=self)
        self._amount = label("", "caption", parent=self)
        self._detail = label("", "caption", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._pause = icon_button("pause", self.tr("Pause"), self._toggle_pause, checkable=True, parent=self)
        self._pause.setVisible(can_pause)
        self._cancel = icon_button("close", self.tr("Cancel"), self.cancel_wanted.emit, parent=self)
        texts = row(self._activity, None, self._amount, space=Space.MEDIUM)
        left = column(texts, self._bar, self._detail, space=Space.TIGHT)
        whole = row(left, self._pause, self._cancel)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setVisible(False)

    def show_progress(self, progress: Progress) -> None:
        """Show the latest of a job."""
        left = "" if progress.seconds_left is None else wording.time_left(progress.seconds_left)
        amount = wording.joined((wording.amount(progress), left))
        self._activity.setText(progress.activity)
        self._amount.setText(amount)
        room = max(_SMALLEST_DETAIL, self.width() - _BUTTONS)
        self._detail.setText(self.fontMetrics().elidedText(progress.detail, Qt.TextElideMode.ElideMiddle, room))
        self._detail.setVisible(bool(progress.detail))
        if progress.total:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(_STEPS * min(1.0, progress.done / progress.total)))
        else:
            self._bar.setRange(0, 0)
        self._bar.setAccessibleName(progress.activity)
        self._bar.setAccessibleDescription(amount)
        self.setVisible(True)

    def finish(self) -> None:
        """The job is over: hide, and be ready for the next."""
        self._pause.setChecked(False)
        self._show_paused(paused=False)
        self.setVisible(False)

    def _toggle_pause(self) -> None:
        paused = self._pause.isChecked()
        self._show_paused(paused)
        self.pause_wanted.emit(paused)

    def _show_paused(self, paused: bool) -> None:
        name = self.tr("Resume") if paused else self.tr("Pause")
        self._pause.setIcon(icon("play" if paused else "pause", Role.PlaceholderText))
        self._pause.setToolTip(name)
        self._pause.setAccessibleName(name)
