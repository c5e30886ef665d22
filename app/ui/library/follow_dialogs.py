"""What is asked about followed folders: whether to follow, what to leave out, and what stays when following ends."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFrame, QMessageBox, QPlainTextEdit, QWidget

from app.core.following import FolderStatus
from app.ui.tokens import Space
from app.ui.widgets.banner import announce
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label, set_style_property

_DIALOG_WIDTH = 520


class FollowOffer(QFrame):
    """Offers to follow folders that were just added. `answered(follow, remember)` once the user has decided."""

    answered = Signal(bool, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_style_property(self, "banner", "info")
        self._folders: tuple[Path, ...] = ()
        self._text = label("", wrap=True, parent=self)
        self.remember = QCheckBox(self.tr("Always do this"), self)
        self.yes = button(self.tr("Follow"), lambda: self._answer(follow=True), kind="primary", parent=self)
        self.no = button(self.tr("Only this once"), lambda: self._answer(follow=False), parent=self)
        below = row(self.remember, None, self.no, self.yes, space=Space.MEDIUM)
        inside = column(self._text, below, space=Space.SMALL)
        inside.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self.setLayout(inside)
        self.setVisible(False)

    def show_folders(self, folders: tuple[Path, ...]) -> None:
        """Ask about these, or about nothing."""
        if folders != self._folders:
            self._folders = folders
            self.remember.setChecked(False)
            which = f"“{folders[0].name}”" if len(folders) == 1 else self.tr("%n folder(s)", "", len(folders))
            self._text.setText(
                self.tr(
                    "Follow {which} from now on? New, changed and deleted files then come and go by themselves."
                ).format(which=which)
            )
            if folders:
                announce(self, self._text.text())
        self.setVisible(bool(folders))

    def _answer(self, *, follow: bool) -> None:
        self.answered.emit(follow, self.remember.isChecked())


def ask_left_out(parent: QWidget, status: FolderStatus, on_changed: Callable[[str], object]) -> QDialog:
    """Let the user change the patterns of what is left out of a folder."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(QCoreApplication.translate("FollowDialogs", "What is left out"))
    explained = label(
        QCoreApplication.translate(
            "FollowDialogs", "One pattern a line, such as “*.log” or “archive/”, as in a .gitignore file."
        ),
        wrap=True,
        parent=dialog,
    )
    text = QPlainTextEdit(status.folder.left_out, dialog)
    text.setAccessibleName(QCoreApplication.translate("FollowDialogs", "Patterns"))
    text.setTabChangesFocus(True)
    standard = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(standard.Save | standard.Cancel, dialog)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    dialog.accepted.connect(lambda: on_changed(text.toPlainText()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setLayout(column(explained, text, buttons, space=Space.MEDIUM, margin=Space.LARGE))
    dialog.resize(_DIALOG_WIDTH, _DIALOG_WIDTH)
    dialog.open()
    return dialog


def ask_unfollow(parent: QWidget, status: FolderStatus, on_answer: Callable[[bool], object]) -> QMessageBox:
    """Ask whether the documents stay when a folder is followed no longer; `on_answer(forget)` unless cancelled."""
    box = QMessageBox(parent)
    box.setWindowTitle(QCoreApplication.translate("FollowDialogs", "Stop following"))
    box.setText(QCoreApplication.translate("FollowDialogs", "Stop following {path}?").format(path=status.folder.path))
    count = status.documents + status.failed + status.gone
    held = QCoreApplication.translate("FollowDialogs", "%n document(s) of it can stay, or be forgotten.", "", count)
    untouched = QCoreApplication.translate("FollowDialogs", "The files on disk are not touched.")
    box.setInformativeText(f"{held} {untouched}")
    keep = box.addButton(
        QCoreApplication.translate("FollowDialogs", "Keep the documents"), QMessageBox.ButtonRole.AcceptRole
    )
    forget = box.addButton(
        QCoreApplication.translate("FollowDialogs", "Forget the documents"), QMessageBox.ButtonRole.DestructiveRole
    )
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(keep)
    box.setEscapeButton(cancel)
    keep.clicked.connect(lambda: on_answer(False))
    forget.clicked.connect(lambda: on_answer(True))
    box.finished.connect(box.deleteLater)
    box.open()
    return box
