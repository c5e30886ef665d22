"""The small form that asks for a new passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.settings.state import may_change_to
from app.ui.tokens import Space
from app.ui.unlock.passphrase_fields import PassphraseFields
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row


class PassphraseForm(QWidget):
    """Emits `wanted` with the new passphrase, and is disabled until told otherwise; or `closed` without one."""

    wanted = Signal(str)
    closed = Signal()

    def __init__(self, shortest: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._passphrase = ""
        self._shortest = shortest
        self._fields = PassphraseFields(self)
        self._fields.set_shortest(shortest)
        self._fields.typed.connect(self._type)
        self._fields.submitted.connect(self._submit)
        self._apply = button(self.tr("Set the passphrase"), self._submit, kind="primary", parent=self)
        self._apply.setEnabled(False)
        cancel = button(self.tr("Cancel"), self.closed.emit, kind="quiet", parent=self)
        whole = column(self._fields, row(None, cancel, self._apply), space=Space.MEDIUM)
        whole.setContentsMargins(0, 0, 0, Space.MEDIUM)
        self.setLayout(whole)
        self.setFocusProxy(self._fields)

    def _type(self, passphrase: str, repeated: str) -> None:
        self._passphrase = passphrase if may_change_to(passphrase, repeated, self._shortest) else ""
        self._apply.setEnabled(bool(self._passphrase))

    def _submit(self) -> None:
        if self._passphrase:
            self.setEnabled(False)
            self.wanted.emit(self._passphrase)
