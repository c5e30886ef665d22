"""The system's own dialogs for choosing files, folders and where to write; they never hold the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

OnChosen = Callable[[tuple[Path, ...]], object]


def choose_files(parent: QWidget, on_chosen: OnChosen, title: str = "", name_filter: str = "") -> QFileDialog:
    """Let the user choose existing files."""
    dialog = QFileDialog(parent, title or _tr("Add files"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    if name_filter:
        dialog.setNameFilter(name_filter)
    return _open(dialog, on_chosen)


def choose_folder(parent: QWidget, on_chosen: OnChosen, title: str = "") -> QFileDialog:
    """Let the user choose a folder."""
    dialog = QFileDialog(parent, title or _tr("Add a folder"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, on_chosen)


def choose_new_file(parent: QWidget, on_chosen: OnChosen, title: str, name: str) -> QFileDialog:
    """Let the user choose where to write; the system asks before a file is replaced."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    return _open(dialog, on_chosen)


def _open(dialog: QFileDialog, on_chosen: OnChosen) -> QFileDialog:
    dialog.filesSelected.connect(lambda names: on_chosen(tuple(Path(name) for name in names)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("file_dialogs", text)
