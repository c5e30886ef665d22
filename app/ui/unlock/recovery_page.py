"""The recovery key, shown once after the vault was made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.job_bridge import JobBridge
from app.ui.tokens import Space
from app.ui.unlock import state as unlock_state
from app.ui.unlock.recovery_key_box import RecoveryKeyBox
from app.ui.unlock.state import UnlockState
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label


class RecoveryPage(QWidget):
    """Emits `changed` with the state when the user says that the key is safe, and `wanted` when going on."""

    changed = Signal(object)
    wanted = Signal()

    def __init__(self, jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._state: UnlockState | None = None
        self._box = RecoveryKeyBox(jobs, self)
        self._kept = QCheckBox(self.tr("I have put this key in a safe place"), self)
        self._kept.toggled.connect(self._tell)
        self._go = button(self.tr("Start"), self.wanted.emit, kind="primary", parent=self)
        title = label(self.tr("Your recovery key"), "title", parent=self)
        about = label(
            self.tr(
                "If the passphrase is forgotten or the keyring is lost, this key is the only other way into the vault. "
                "It is shown this once. Print it or write it down, and keep it away from this computer."
            ),
            wrap=True,
            parent=self,
        )
        self.setLayout(column(title, about, self._box, self._kept, row(None, self._go), space=Space.LARGE))
        self.setFocusProxy(self._kept)

    def show_state(self, state: UnlockState) -> None:
        """Show the key, and whether the user may go on."""
        self._state = state
        self._box.show_key(state.recovery_key)
        self._kept.setChecked(state.recovery_key_kept)
        self._go.setEnabled(state.may_go_on)

    def _tell(self, kept: bool) -> None:
        if self._state is not None:
            self.changed.emit(unlock_state.keep_recovery_key(self._state, kept))
