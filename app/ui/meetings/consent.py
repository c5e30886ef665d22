"""The word on consent before a meeting is recorded."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from app.ui.view import bring_to_front
from app.ui.widgets.buttons import refuse


def ask_for_consent(parent: QWidget, on_agreed: Callable[[bool], object], reason: str = "") -> None:
    """Ask whether everybody agreed; if so, `on_agreed` is told whether to ask the next time too.

    A `reason` says why that is not the user's to decide.
    """
    question = QMessageBox(parent)
    question.setWindowTitle(_tr("Record a meeting"))
    question.setText(_tr("Has everybody agreed to be recorded?"))
    question.setInformativeText(
        _tr("In many places recording without consent is forbidden. The sound stays on this computer, encrypted.")
    )
    question.addButton(QMessageBox.StandardButton.Cancel)
    agreed = question.addButton(_tr("Record"), QMessageBox.ButtonRole.AcceptRole)
    question.setDefaultButton(agreed)
    again = QCheckBox(_tr("Do not show this again"), question)
    refuse(again, reason)
    question.setCheckBox(again)

    def decided() -> None:
        if question.clickedButton() is agreed:
            on_agreed(not question.checkBox().isChecked())
        question.deleteLater()

    question.finished.connect(decided)
    bring_to_front(parent.window())  # the wish may have come from anywhere
    question.open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Consent", text)
