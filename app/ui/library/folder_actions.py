"""Following folders: offered once they were added, paused, looked through, told what to leave out, and left again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.following import FolderStatus
from app.ui.job_bridge import JobBridge
from app.ui.library.folders_pane import FoldersPane
from app.ui.library.follow_dialogs import LeftOutDialog, UnfollowQuestion
from app.ui.library.reading import follow

if TYPE_CHECKING:
    from app.services.application import Application


class FolderActions(QObject):
    """Lets the service do what the user wants. `changed` says that the library is to be read anew."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, services: "Application", jobs: JobBridge, pane: FoldersPane, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._following = services.following
        self._jobs = jobs
        self._window = parent
        pane.pause_wanted.connect(lambda one, paused: self._call(self._following.set_paused, one.folder.id, paused))
        pane.look_wanted.connect(lambda one: self._following.look_now(one.folder.id))
        pane.left_out_wanted.connect(self._ask_left_out)
        pane.unfollow_wanted.connect(self._ask_unfollow)

    def answer_offer(
        self, folders: tuple[Path, ...], collection: str | None, *, follow_them: bool, remember: bool
    ) -> None:
        """The user was asked whether these are to be followed, and whether to be asked again."""
        if remember:
            wish = "always" if follow_them else "never"
            self._call(self._services.settings.set, "library.follow_added", wish)
        if follow_them:
            self._call(follow, self._services, folders, collection)

    def _ask_left_out(self, status: FolderStatus) -> None:
        dialog = LeftOutDialog(status, self._window)
        dialog.changed.connect(lambda text: self._call(self._following.set_left_out, status.folder.id, text))
        dialog.open()

    def _ask_unfollow(self, status: FolderStatus) -> None:
        question = UnfollowQuestion(status, self._window)
        question.answered.connect(lambda forget: self._call(self._following.unfollow, status.folder.id, forget))
        question.open()

    def _call(self, function: Callable[..., object], *arguments: object) -> None:
        call = partial(function, *arguments)
        self._jobs.run_once(self, call, lambda _done: self.changed.emit(), self.failed.emit)
