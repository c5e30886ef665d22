"""What protects the vault: another passphrase, and a new recovery key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.job_bridge import JobBridge
from app.ui.settings.passphrase_form import PassphraseForm
from app.ui.unlock.recovery_key_box import RecoveryKeyBox
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column
from app.ui.widgets.section import FormRow, Section

if TYPE_CHECKING:
    from app.services.administration.vault import Vault


class SecuritySection(Section):
    """Two rows that open what they need below themselves, and emit `opened` with it: the page may end above it."""

    opened = Signal(QWidget)

    def __init__(self, vault: "Vault", jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("SecuritySection", "Security"), parent=parent)
        self._vault = vault
        self._jobs = jobs
        self._form: PassphraseForm | None = None
        self._key: RecoveryKeyBox | None = None
        self._change = button(self.tr("Change…"), self._open_form, parent=self)
        self._renew = button(self.tr("Make a new one"), self._renew_key, parent=self)
        self._banner = Banner(self)
        passphrase_help = self.tr("What the vault asks for when Alcove starts. Nothing in it is written anew.")
        recovery_help = self.tr("The old one stops working at once. The new one is shown this once.")
        self._passphrase_row = _room(FormRow(self.tr("Passphrase"), passphrase_help, self._change, self), self)
        self._recovery_row = _room(FormRow(self.tr("Recovery key"), recovery_help, self._renew, self), self)
        self.add(self._passphrase_row, self._recovery_row)
        self.rows.addWidget(self._banner)

    def _open_form(self) -> None:
        self._banner.clear()
        if self._form is None:
            self._form = PassphraseForm(self._vault.passphrase_rules()[1], self._vault.asks_for_present(), self)
            self._form.wanted.connect(self._set)
            self._form.closed.connect(self._close_form)
            self._open_below(self._passphrase_row, self._form)
        self._form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.deleteLater()
            self._form = None
        self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, passphrase: str, present: str) -> None:
        vault, given = self._vault, present or None
        self._jobs.run_once(self, lambda: vault.change_passphrase(passphrase, given), self._done, self._fail)

    def _done(self, _none: None) -> None:
        self._close_form()
        self._banner.show_message(self.tr("From now on the vault opens with the new passphrase."), "success")

    def _renew_key(self) -> None:
        self._renew.setEnabled(False)
        self._jobs.run_once(self, self._vault.renew_recovery_key, self._show_key, self._fail)

    def _show_key(self, recovery_key: str) -> None:
        self._renew.setEnabled(True)
        if self._key is None:
            self._key = RecoveryKeyBox(self._jobs, self)
            self._open_below(self._recovery_row, self._key)
        self._key.show_key(recovery_key)

    def _open_below(self, room: QWidget, widget: QWidget) -> None:
        layout = room.layout()
        assert layout is not None
        layout.addWidget(widget)
        self.opened.emit(widget)

    def _fail(self, sentence: str) -> None:
        self._renew.setEnabled(True)
        if self._form is not None:
            self._form.setEnabled(True)
        self._banner.show_message(sentence)


def _room(line: FormRow, parent: QWidget) -> QWidget:
    """A row with room for something below it."""
    made = QWidget(parent)
    made.setLayout(column(line, space=0))
    return made
