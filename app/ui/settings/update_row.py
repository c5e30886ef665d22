"""Whether a newer version of Alcove lies in the organization's folder: looked at when the user says so."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app import __version__
from app.core.administration.updates import Offer
from app.ui.job_bridge import JobBridge
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column
from app.ui.widgets.section import FormRow

if TYPE_CHECKING:
    from app.services.administration.updating import Updating


class UpdateRow(QWidget):
    """A row that looks, and says below itself what it has found."""

    def __init__(self, updating: "Updating", jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._updating = updating
        self._jobs = jobs
        self._look = button(self.tr("Look now"), self.look, parent=self)
        explanation = self.tr(
            "This is Alcove {version}. Newer versions come in files, never over the network; where your organization has"
            " named a folder for them (updates.source), it is looked into now."
        )
        self.banner = Banner(self)
        line = FormRow(self.tr("Newer version"), explanation.format(version=__version__), self._look, self)
        self.setLayout(column(line, self.banner, space=Space.SMALL))

    def look(self) -> None:
        """Look into the folder."""
        self._look.setEnabled(False)
        self._jobs.run_once(self, self._updating.offered, self._offer, self._tell)

    def _offer(self, offer: Offer) -> None:
        self._look.setEnabled(True)
        said = self.tr("Alcove {version} lies in {path}. Close Alcove, then install it with: alcove update")
        self.banner.show_message(said.format(version=offer.version, path=offer.path), "success")

    def _tell(self, sentence: str) -> None:
        self._look.setEnabled(True)
        self.banner.show_message(sentence, "info")
