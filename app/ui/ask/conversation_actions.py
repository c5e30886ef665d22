"""What the user wants with conversations in the list: to rename, pin, move and delete them, with the way back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.ask.conversation_list import ConversationList
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.chats.history import History


class ConversationActions(QObject):
    """Lets the history do what the user wants. `changed` says that the list is to be read anew."""

    changed = Signal()
    deleted = Signal(list)
    failed = Signal(str)

    def __init__(self, history: "History", frame: Frame, conversations: ConversationList) -> None:
        super().__init__(conversations)
        self._history = history
        self._frame = frame
        conversations.renamed.connect(partial(self._run, history.rename))
        conversations.pinned.connect(partial(self._run, history.pin))
        conversations.moved.connect(partial(self._run, history.move))
        conversations.folder_renamed.connect(partial(self._run, history.rename_folder))

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
        bring_back = partial(self._run, self._history.restore, token)
        count = len(conversation_ids)
        said = self.tr("Conversation deleted.") if count == 1 else self.tr("%n conversation(s) deleted.", "", count)
        self._frame.toast(said, self.tr("Undo"), bring_back)

    def _run(self, act: Callable[..., None], *arguments: object) -> None:
        self._frame.jobs.run_once(self, partial(act, *arguments), lambda _done: self.changed.emit(), self.failed.emit)
