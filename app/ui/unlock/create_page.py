"""Making a vault: what Alcove is in one screen, and the choice of what protects it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QWidget

from app.ui.icons import IconMark, Role
from app.ui.tokens import Space
from app.ui.unlock import state as unlock_state
from app.ui.unlock.passphrase_fields import PassphraseFields
from app.ui.unlock.state import Protection, UnlockState
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label, rule

_MARK_SIZE = 20


class CreatePage(QWidget):
    """Emits `changed` with the state after each choice, `wanted` when the vault is to be made, and `backup_wanted`."""

    changed = Signal(object)
    wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = unlock_state.begin_new(keyring_available=False)
        self._banner = Banner(self)
        self._keyring = QRadioButton(self.tr("Keep the key in this computer's keyring"), self)
        self._keyring_help = label(self.tr("Opens by itself once you are logged in."), "caption", parent=self)
        self._passphrase = QRadioButton(self.tr("Protect it with a passphrase"), self)
        self._passphrase_help = label(
            self.tr("You type it each time Alcove starts. Several words are stronger than one."), "caption", parent=self
        )
        self._group = QButtonGroup(self)
        self._group.addButton(self._keyring)
        self._group.addButton(self._passphrase)
        self._fields = PassphraseFields(self)
        self._text = label("", wrap=True, selectable=True, parent=self)
        self._go = button(self.tr("Create the vault"), self.wanted.emit, kind="primary", parent=self)
        self._bring = button(self.tr("Bring a backup…"), self.backup_wanted.emit, kind="quiet", parent=self)
        self._lay_out()
        self._group.buttonClicked.connect(lambda _button: self._choose())
        self._fields.typed.connect(self._type)
        self._fields.submitted.connect(self._submit)
        self.setFocusProxy(self._fields)

    def show_state(self, state: UnlockState) -> None:
        """Show where the user is."""
        self._state = state
        by_keyring = state.protection is Protection.KEYRING
        for widget in (self._keyring, self._keyring_help):
            widget.setEnabled(state.keyring_available and not state.passphrase_required and not state.working)
        if state.passphrase_required:
            self._keyring_help.setText(self.tr("Your organization requires a passphrase."))
        elif not state.keyring_available:
            self._keyring_help.setText(self.tr("This computer offers no keyring to Alcove."))
        self._keyring.setChecked(by_keyring)
        self._passphrase.setChecked(not by_keyring)
        self._passphrase.setEnabled(not state.working)
        self._text.setText(state.text)
        self._text.setVisible(bool(state.text))
        self._fields.set_shortest(state.shortest)
        self._fields.setVisible(not by_keyring)
        self._fields.setEnabled(not state.working)
        self._bring.setEnabled(not state.working)
        self._go.setEnabled(state.may_go_on)
        self._go.setText(self.tr("Creating the vault…") if state.working else self.tr("Create the vault"))
        if state.problem:
            self._banner.show_message(state.problem)
        else:
            self._banner.clear()

    def _lay_out(self) -> None:
        title = label(self.tr("Welcome to Alcove"), "display", parent=self)
        about = label(
            self.tr("Ask your own documents and meetings, on your own machine."), tone="muted", wrap=True, parent=self
        )
        facts = column(
            self._fact("offline", self.tr("Works without any network, and locks itself off from it when it starts.")),
            self._fact(
                "quote", self.tr("Every sentence of an answer shows the passage it rests on, or says it has none.")
            ),
            self._fact("lock", self.tr("Everything it keeps is encrypted in a vault that only you can open.")),
            space=Space.MEDIUM,
        )
        choices = column(
            label(self.tr("Your vault"), "heading", parent=self),
            column(self._keyring, self._indented(self._keyring_help), space=2),
            column(self._passphrase, self._indented(self._passphrase_help), space=2),
            self._fields,
            space=Space.MEDIUM,
        )
        upper = column(title, about, space=Space.TIGHT)
        foot = row(self._bring, None, self._go)
        self.setLayout(column(upper, facts, self._text, rule(self), choices, self._banner, foot, space=Space.LARGE))

    def _fact(self, icon_name: str, text: str) -> QHBoxLayout:
        mark = IconMark(icon_name, Role.Accent, _MARK_SIZE, self)
        line = row(mark, label(text, wrap=True, parent=self), space=Space.MEDIUM)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        return line

    def _indented(self, text: QLabel) -> QHBoxLayout:
        line = row(text)
        line.setContentsMargins(Space.WIDE, 0, 0, 0)
        return line

    def _choose(self) -> None:
        chosen = Protection.KEYRING if self._keyring.isChecked() else Protection.PASSPHRASE
        self.changed.emit(unlock_state.choose(self._state, chosen))
        if chosen is Protection.PASSPHRASE:
            self._fields.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, passphrase: str, repeated: str) -> None:
        self.changed.emit(unlock_state.type_passphrase(self._state, passphrase, repeated))

    def _submit(self) -> None:
        if self._state.may_go_on:
            self.wanted.emit()
