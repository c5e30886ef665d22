"""A recovery key to be read, copied or saved."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.errors import UserError
from app.ui.job_bridge import JobBridge
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import CopyButton, button
from app.ui.widgets.layouts import column, row, surface
from app.ui.widgets.text import label


class RecoveryKeyBox(QWidget):
    """Shows the key given to `show_key`, until `show_key("")`."""

    def __init__(self, jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._key = label("", "heading", selectable=True, wrap=True, parent=self)
        font = self._key.font()
        font.setFamilies(["monospace"])
        self._key.setFont(font)
        self._key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._banner = Banner(self)
        copy = CopyButton(self._key.text, self.tr("Copy"), self)
        save = button(self.tr("Save…"), self._ask_where, kind="quiet", icon_name="export", parent=self)
        box = surface("soft", column(self._key, row(None, copy, save, None), margin=Space.LARGE), self)
        self.setLayout(column(box, self._banner, space=Space.SMALL))

    def show_key(self, recovery_key: str) -> None:
        """Show this key."""
        self._key.setText(recovery_key)
        self._key.setAccessibleName(self.tr("Recovery key {key}").format(key=recovery_key))

    @property
    def message(self) -> str:
        """What it says of the last attempt to save."""
        return self._banner.text

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery key"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Text (*.txt)"))
        dialog.selectFile("alcove-recovery-key.txt")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the key into a file, and say so."""
        key, saved = self._key.text(), self.tr("Saved to {path}").format(path=path)
        show = self._banner.show_message
        self._jobs.run_once(self, lambda: _write_key(path, key), lambda _none: show(saved, "success"), show)


def _write_key(path: Path, recovery_key: str) -> None:
    """Write the key where the user asked, readable by this user alone."""
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(recovery_key + "\n")
    except OSError as error:
        raise UserError(
            f"The recovery key could not be saved to {path} ({error.strerror}); choose another place."
        ) from error
