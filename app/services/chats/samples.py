"""The documents that come with Alcove, for whoever wants to try it before giving it any of their own."""

from collections.abc import Iterator
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.events import Event
from app.core.library.documents import Document
from app.services.chats.history import History
from app.services.library.library import Library
from app.services.permissions import Permissions

COLLECTION = "Samples"


class Samples:
    """The files of one shipped folder, which are a collection of the library while they are tried."""

    def __init__(self, folder: Path, library: Library, history: History, permissions: Permissions) -> None:
        self._folder = folder
        self._library = library
        self._history = history
        self._permissions = permissions

    @property
    def offered(self) -> bool:
        """Whether there are any, and they may be taken in."""
        return self._folder.is_dir() and self._permissions.may_read(self._folder)

    def documents(self) -> list[Document]:
        """Those in the library now; the same files in a collection of the user's own are the user's."""
        return [one for one in self._library.documents(COLLECTION) if Path(one.path).parent == self._folder]

    def add(self, cancel: CancelToken) -> Iterator[Event]:
        """Take them in, as any folder; raises as `Library.add`."""
        return self._library.add([self._folder], COLLECTION, cancel)

    def conversations(self) -> tuple[int, ...]:
        """Those whose answers rest on them, and on nothing else."""
        found = [conversation.id for conversation in self._history.conversations()]
        return tuple(one for one in found if self._is_about_samples(one))

    def remove(self, conversations: tuple[int, ...] = ()) -> str:
        """Erase them from the library, and delete these conversations; the token returned brings those back.

        The shipped files stay, so that they can be taken in again.
        """
        self._library.remove([one.id for one in self.documents()])
        return self._history.delete(conversations) if conversations else ""

    def _is_about_samples(self, conversation_id: int) -> bool:
        answers = [turn.answer for turn in self._history.turns(conversation_id) if turn.answer is not None]
        cited = [{Path(citation.path).parent for citation in answer.citations} for answer in answers]
        return bool(cited) and all(folders == {self._folder} for folders in cited)
