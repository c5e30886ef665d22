"""The token by which programs call Alcove on the loopback: a new one, shown once."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.job_bridge import JobBridge
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import CopyButton, button
from app.ui.widgets.layouts import column, row, surface
from app.ui.widgets.section import FormRow
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.serving.serving import Serving


class ApiTokenRow(QWidget):
    """A row that makes a new token and shows it below itself."""

    def __init__(self, serving: "Serving", jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._serving = serving
        self._jobs = jobs
        self._renew = button(self.tr("New token"), self._ask, parent=self)
        explanation = self.tr(
            "What programs show that call a port of this computer (alcove serve --loopback). The old one stops working "
            "at once. The new one is shown this once; Alcove keeps only its hash."
        )
        self.token = label("", selectable=True, wrap=True, parent=self)
        self.token.setAccessibleName(self.tr("The new token"))
        copy = CopyButton(self.token.text, self.tr("Copy"), self)
        shown = row(self.token, copy, space=Space.MEDIUM, margin=Space.MEDIUM)
        shown.setStretch(0, 1)
        self._box = surface("soft", shown, self)
        self._box.hide()
        self._banner = Banner(self)
        self._line = FormRow(self.tr("Token"), explanation, self._renew, self)
        self.setLayout(column(self._line, self._box, self._banner, space=Space.SMALL))

    def refuse(self, reason: str) -> None:
        """Lock the button and say why; nothing changes where there is no reason."""
        self._line.refuse(reason)

    def _ask(self) -> None:
        self._renew.setEnabled(False)
        self._jobs.run_once(self, self._serving.renew_token, self._show_token, self._fail)

    def _show_token(self, token: str) -> None:
        self._renew.setEnabled(True)
        self.token.setText(token)
        self._box.show()

    def _fail(self, sentence: str) -> None:
        self._renew.setEnabled(True)
        self._banner.show_message(sentence)
