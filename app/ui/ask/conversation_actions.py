"""Renaming, pinning and deleting conversations, with the way back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.application import Application


class ConversationActions(QObject):
    """Lets the history do what the user wants. `changed` says that the list is to be read anew."""

    changed = Signal()
    deleted = Signal(list)
    failed = Signal(str)

    def __init__(self, services: "Application", frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._history = services.history
        self._frame = frame

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title."""
        self._run(partial(self._history.rename, conversation_id, title))

    def pin(self, conversation_id: int, pinned: bool) -> None:
        """Keep a conversation at the top of the list, or no longer."""
        self._run(partial(self._history.pin, conversation_id, pinned))

    def move(self, conversation_ids: list[int], folder: str) -> None:
        """List conversations in a folder, or in none."""
        self._run(partial(self._history.move, conversation_ids, folder))

    def rename_folder(self, folder: str, name: str) -> None:
        """Give a folder another name, or take everything out of it."""
        self._run(partial(self._history.rename_folder, folder, name))

    def delete(self, conversation_ids: list[int]) -> None:
        """Delete conversations, and offer to bring them back."""
        self._frame.jobs.run_once(
            self,
            partial(self._history.delete, conversation_ids),
            partial(self._offer_return, conversation_ids),
            self.failed.emit,
        )

    def _offer_return(self, conversation_ids: list[int], token: str) -> None:
        self.deleted.emit(conversation_ids)
        bring_back = partial(self._run, partial(self._history.restore, token))
        count = len(conversation_ids)
        said = self.tr("Conversation deleted.") if count == 1 else self.tr("%n conversation(s) deleted.", "", count)
        self._frame.toast(said, self.tr("Undo"), bring_back)

    def _run(self, function: Callable[[], None]) -> None:
        self._frame.jobs.run_once(self, function, lambda _done: self.changed.emit(), self.failed.emit)
