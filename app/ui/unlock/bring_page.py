"""A backup in the place of a new vault, as on another computer, or of one that cannot be opened."""

from PySide6.QtWidgets import QWidget

from app.services.administration.restoring import Restoring
from app.services.jobs import Lane
from app.ui.job_bridge import JobBridge
from app.ui.restoring.form import RestoreForm
from app.ui.tokens import Space
from app.ui.unlock.state import UnlockState
from app.ui.widgets.layouts import column
from app.ui.widgets.text import label


class BringPage(QWidget):
    """A heading over the form that restores; `form.restored` says that the vault is open."""

    def __init__(self, restoring: Restoring, lane: Lane, jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = RestoreForm(
            restoring,
            lane,
            jobs,
            lambda it, cancel: restoring.bring(it.file, it.passphrase, it.recovery_key, cancel),
            self,
        )
        title = label(self.tr("Bring a backup"), "title", parent=self)
        about = label(
            self.tr("Everything in it comes to this computer: documents, meetings, conversations and settings."),
            tone="muted",
            wrap=True,
            parent=self,
        )
        self._stays = label("", wrap=True, selectable=True, parent=self)
        self._profile = restoring.profile
        self.setLayout(column(column(title, about, self._stays, space=Space.TIGHT), self.form, space=Space.LARGE))
        self.setFocusProxy(self.form)

    def show_state(self, state: UnlockState) -> None:
        """Say what becomes of the vault that is here; the form shows a state of its own."""
        stays = self.tr(
            "The vault that is here is not lost: it stays, locked as it is, in a folder of its own in {folder}."
        )
        self._stays.setText(stays.format(folder=self._profile))
        self._stays.setVisible(state.gives_way)
