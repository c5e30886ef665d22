"""Unlocking a vault: with its passphrase, by trying the keyring again, or with the recovery key; or a backup instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.tokens import Space
from app.ui.unlock import state as unlock_state
from app.ui.unlock.state import Protection, Step, UnlockState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.empty_state import IconDisc
from app.ui.widgets.fields import PassphraseField
from app.ui.widgets.layouts import column
from app.ui.widgets.text import label


class UnlockPage(QWidget):
    """Emits `changed` while the user types, `wanted` when the vault is to be opened, and `backup_wanted`."""

    changed = Signal(object)
    wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = unlock_state.begin_locked(needs_passphrase=True)
        self._banner = Banner(self)
        self._field = PassphraseField(self.tr("Passphrase"), self)
        self._field.textEdited.connect(self._type)
        self._field.returnPressed.connect(self._submit)
        self._go = button(self.tr("Unlock"), self._submit, kind="primary", parent=self)
        self._other = button("", self._turn, kind="quiet", parent=self)
        self._bring = button(self.tr("Bring a backup…"), self.backup_wanted.emit, kind="quiet", parent=self)
        self._about = label("", tone="muted", wrap=True, parent=self)
        self._about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        disc = IconDisc("lock", parent=self)
        title = label(self.tr("Your vault is locked"), "title", parent=self)
        parts = (disc, title, self._about, self._field, self._banner, self._go, self._other, self._bring)
        whole = column(*parts, space=Space.MEDIUM)
        for each in (disc, title, self._other, self._bring):
            whole.setAlignment(each, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(whole)
        self.setFocusProxy(self._field)

    def show_state(self, state: UnlockState) -> None:
        """Show where the user is."""
        self._state = state
        with_paper, by_keyring = state.step is Step.RECOVER, state.protection is Protection.KEYRING
        self._show_words(with_paper, by_keyring, state.working)
        if state.upgraded_percent is not None:
            said = self.tr("A new version: your vault is copied before it is changed, {percent} %.")
            self._about.setText(said.format(percent=state.upgraded_percent))
        if self._field.text() != state.passphrase:
            self._field.setText(state.passphrase)
        self._field.setVisible(with_paper or not by_keyring)
        self._field.setEnabled(not state.working)
        self._go.setEnabled(state.may_go_on)
        self._other.setEnabled(not state.working)
        self._bring.setEnabled(not state.working)
        if state.problem:
            self._banner.show_message(state.problem)
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._banner.clear()

    def _show_words(self, with_paper: bool, by_keyring: bool, working: bool) -> None:
        if with_paper:
            name, about = self.tr("Recovery key"), self.tr("Type the recovery key from the paper you keep it on.")
        elif by_keyring:
            name, about = "", self.tr("It did not open by itself.")
        else:
            name, about = self.tr("Passphrase"), self.tr("Type the passphrase that protects it.")
        again = self.tr("Try again") if by_keyring and not with_paper else self.tr("Unlock")
        back = self.tr("Use the keyring") if by_keyring else self.tr("Use the passphrase")
        self._about.setText(about)
        self._field.setPlaceholderText(name)
        self._field.setAccessibleName(name)
        self._go.setText(self.tr("Opening…") if working else again)
        self._other.setText(back if with_paper else self.tr("Use the recovery key"))
        for each in (self._go, self._other):
            each.setAccessibleName(each.text())

    def _turn(self) -> None:
        self.changed.emit(unlock_state.use_recovery_key(self._state, self._state.step is not Step.RECOVER))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, text: str) -> None:
        self.changed.emit(unlock_state.type_passphrase(self._state, text, ""))

    def _submit(self) -> None:
        if self._state.may_go_on:
            self.wanted.emit()
