"""The quiet sign that other programs can ask Alcove, with the way to end it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.ui.icons import Role, icon
from app.ui.job_bridge import emit_while_there
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.serving.serving import Serving


class ServingSign(QToolButton):
    """Stands on the rail for as long as calls are taken; a click ends that, and the message it leaves takes it back."""

    _changed = Signal()

    def __init__(self, serving: "Serving", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._serving = serving
        self._frame = frame
        self.setProperty("kind", "rail")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIcon(icon("serving", Role.PlaceholderText))
        self.setText(self.tr("● Serving"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._stop)
        self._changed.connect(self._show_urls)
        serving.on_change = partial(emit_while_there, self, self._changed)
        self._show_urls()

    def _show_urls(self) -> None:
        urls = self._serving.urls
        self.setVisible(bool(urls))
        where = ", ".join(urls)
        self.setToolTip(self.tr("Other programs can ask Alcove at {where}. Click to stop.").format(where=where))
        self.setAccessibleName(self.tr("Other programs can ask Alcove; stop"))

    def _stop(self) -> None:
        self._frame.jobs.run_once(self, lambda: self._serving.switch(False), self._stopped, self._refused)

    def _stopped(self, _none: None) -> None:
        said = self.tr("Other programs can no longer ask Alcove.")
        self._frame.toast(said, self.tr("Undo"), self._start_again)

    def _start_again(self) -> None:
        self._frame.jobs.run_once(self, lambda: self._serving.switch(True), lambda _none: None, self._refused)

    def _refused(self, sentence: str) -> None:
        self._frame.toast(sentence, "", None)
