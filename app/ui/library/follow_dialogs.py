"""What is asked about followed folders: whether to follow, what to leave out, and what stays when following ends."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFrame, QMessageBox, QPlainTextEdit, QWidget

from app.core.following import FolderStatus
from app.ui.tokens import Space
from app.ui.widgets.banner import announce, take_away
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
        if folders:
            self.setVisible(True)
        elif not self.isHidden():
            take_away(self)

    def _answer(self, *, follow: bool) -> None:
        self.answered.emit(follow, self.remember.isChecked())


class LeftOutDialog(QDialog):
    """Lets the user change the patterns of what is left out of a folder; `changed(text)` once saved."""

    changed = Signal(str)

    def __init__(self, status: FolderStatus, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is left out"))
        explained = self.tr("One pattern a line, such as “*.log” or “archive/”, as in a .gitignore file.")
        self.text = QPlainTextEdit(status.folder.left_out, self)
        self.text.setAccessibleName(self.tr("Patterns"))
        self.text.setTabChangesFocus(True)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.changed.emit(self.text.toPlainText()))
        self.finished.connect(self.deleteLater)
        about = label(explained, wrap=True, parent=self)
        self.setLayout(column(about, self.text, self.buttons, space=Space.MEDIUM, margin=Space.LARGE))
        self.resize(_DIALOG_WIDTH, _DIALOG_WIDTH)


class UnfollowQuestion(QMessageBox):
    """Asks whether the documents stay when a folder is followed no longer; `answered(forget)` unless cancelled."""

    answered = Signal(bool)

    def __init__(self, status: FolderStatus, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Stop following"))
        self.setText(self.tr("Stop following {path}?").format(path=status.folder.path))
        held = status.documents + status.failed + status.gone
        choice = self.tr("Its %n document(s) can stay in the library, or be forgotten.", "", held)
        self.setInformativeText(f"{choice} {self.tr('The files on disk are not touched.')}")
        keep = self.addButton(self.tr("Keep the documents"), QMessageBox.ButtonRole.AcceptRole)
        forget = self.addButton(self.tr("Forget the documents"), QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(keep)
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Cancel))
        keep.clicked.connect(lambda: self.answered.emit(False))
        forget.clicked.connect(lambda: self.answered.emit(True))
        self.finished.connect(self.deleteLater)
