"""Whether Alcove starts at login: what the system says, and the switch for it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from app.ui.job_bridge import JobBridge
from app.ui.widgets.fields import Switch
from app.ui.widgets.layouts import column
from app.ui.widgets.section import FormRow

if TYPE_CHECKING:
    from app.services.administration.login_start import LoginStart


class LoginRow(QWidget):
    """A switch that stands as the system's own setting does; `look` reads that anew."""

    def __init__(self, login_start: "LoginStart", jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._login_start = login_start
        self._jobs = jobs
        self.switch = Switch(self)
        self.switch.setEnabled(False)
        self.switch.toggled.connect(self._change)
        explanation = self.tr(
            "It waits as an icon in the tray, also once its window is closed; where the desktop has none, minimized."
        )
        self._line = FormRow(self.tr("Start when I log in"), explanation, self.switch, self)
        self.setLayout(column(self._line))

    def look(self) -> None:
        """Read what the system says."""
        self._jobs.run_once(self, self._login_start.is_on, self._show, self._line.warn, replaces="look")

    def _show(self, on: bool) -> None:
        with QSignalBlocker(self.switch):
            self.switch.setChecked(on)
        self.switch.setEnabled(True)
        if not on:
            self._line.refuse(self._login_start.hindrance)

    def _change(self, on: bool) -> None:
        def refused(sentence: str) -> None:
            self.look()
            self._line.warn(sentence)

        self._line.warn("")
        self._jobs.run_once(self, partial(self._login_start.switch, on), lambda _none: self.look(), refused)
