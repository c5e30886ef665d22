"""Asks for the password of a locked file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from app.ui.tokens import Space
from app.ui.widgets.fields import PassphraseField
from app.ui.widgets.layouts import column, fit
from app.ui.widgets.text import label

_DIGITS = 50


class PasswordDialog(QDialog):
    """`given(password)` once the user has typed one; `reason` says why the file could not be read so far."""

    given = Signal(str)

    def __init__(self, file_name: str, reason: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Enter the password"))
        self.field = PassphraseField(self.tr("Password of {name}").format(name=file_name), self)
        about = label(f"{file_name}\n{reason}", wrap=True, parent=self)
        kept = self.tr("It is kept encrypted in your vault, so that changes of the file can be read without asking.")
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        self._accept = self.buttons.button(standard.Ok)
        self._accept.setText(self.tr("Unlock"))
        self._accept.setEnabled(False)
        self.field.textChanged.connect(lambda text: self._accept.setEnabled(bool(text)))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.given.emit(self.field.text()))
        self.finished.connect(self.deleteLater)
        note = label(kept, "caption", wrap=True, parent=self)
        self.setLayout(column(about, self.field, note, self.buttons, space=Space.MEDIUM, margin=Space.LARGE))
        fit(self, _DIGITS)
        self.field.setFocus()
