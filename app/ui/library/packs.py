"""Knowledge packs in the Library: opened with their password, and what is said before one goes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.administration.knowledge import KnowledgePack
from app.services.administration.knowledge import Knowledge
from app.ui.job_bridge import JobBridge
from app.ui.library.password_dialog import PasswordDialog


class PackActions(QObject):
    """Lets the service take in packs: `work_wanted` has the job that does it."""

    work_wanted = Signal(object)
    failed = Signal(str)

    def __init__(self, knowledge: Knowledge, jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._jobs = jobs
        self._window = parent

    def add(self, paths: Sequence[Path]) -> None:
        """Take in packs; whoever needs a password that is not known is asked for."""
        for path in paths:
            look = partial(self._knowledge.needs_password, path)
            self._jobs.run_once(self, look, partial(self._looked_into, path), self.failed.emit)

    def removal_words(self, pack: KnowledgePack) -> str:
        """What goes if a pack is removed."""
        return self.tr("Remove the knowledge pack “{title}” with all of its documents? It can be added again.").format(
            title=pack.title
        )

    def _looked_into(self, path: Path, locked: bool) -> None:
        if not locked:
            self._take_in(path)
            return
        reason = self.tr("This knowledge pack is opened with the password of whoever made it.")
        dialog = PasswordDialog(path.name, reason, self._window)
        dialog.given.connect(partial(self._take_in, path))
        dialog.open()

    def _take_in(self, path: Path, password: str = "") -> None:
        self.work_wanted.emit(lambda cancel: self._knowledge.add(path, cancel, password))
