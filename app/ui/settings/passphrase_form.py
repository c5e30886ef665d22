"""The small form that asks for a new passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.settings.state import may_change_to
from app.ui.tokens import Space
from app.ui.unlock.passphrase_fields import PassphraseFields
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import PassphraseField
from app.ui.widgets.layouts import column, row


class PassphraseForm(QWidget):
    """Emits `wanted` with the new passphrase and the present one, and is disabled until told otherwise; or `closed`.

    The present one is empty where it is not asked for.
    """

    wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, shortest: int, asks_for_present: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._passphrase = ""
        self._shortest = shortest
        self._asks = asks_for_present
        self._present = PassphraseField(self.tr("The present passphrase"), self)
        self._present.setVisible(asks_for_present)
        self._present.textEdited.connect(lambda _text: self._judge())
        self._fields = PassphraseFields(self)
        self._fields.set_shortest(shortest)
        self._fields.typed.connect(self._type)
        self._fields.submitted.connect(self._submit)
        self._apply = button(self.tr("Set the passphrase"), self._submit, kind="primary", parent=self)
        self._apply.setEnabled(False)
        cancel = button(self.tr("Cancel"), self.closed.emit, kind="quiet", parent=self)
        whole = column(self._present, self._fields, row(None, cancel, self._apply), space=Space.MEDIUM)
        whole.setContentsMargins(0, 0, 0, Space.MEDIUM)
        self.setLayout(whole)
        self.setFocusProxy(self._present if asks_for_present else self._fields)

    def _type(self, passphrase: str, repeated: str) -> None:
        self._passphrase = passphrase if may_change_to(passphrase, repeated, self._shortest) else ""
        self._judge()

    def _judge(self) -> None:
        self._apply.setEnabled(bool(self._passphrase) and (bool(self._present.text()) or not self._asks))

    def _submit(self) -> None:
        if self._apply.isEnabled():
            self.setEnabled(False)
            self.wanted.emit(self._passphrase, self._present.text())
