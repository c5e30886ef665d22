"""The conversations that were kept: listed, searched, renamed, pinned, deleted and brought back."""

from collections.abc import Iterable

from app.core.asking.conversations import Conversation, Turn
from app.core.models.adapters import AdapterWish
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations


class History:
    """What the user does with old conversations."""

    def __init__(self, conversations: Conversations, audit: Audit) -> None:
        self._conversations = conversations
        self._audit = audit

    def conversations(self, search: str = "") -> list[Conversation]:
        """All of them, pinned first, then the latest; `search` keeps those with it in the title or in a message."""
        return self._conversations.list(search)

    def at_rest_since(self, before: str) -> list[int]:
        """The ids of those to which nothing was added since a time: no question, and nothing that was brought along."""
        return self._conversations.at_rest_since(before)

    def conversation(self, conversation_id: int) -> Conversation:
        """One conversation. Raises NothingFound if it was deleted."""
        return self._conversations.get(conversation_id)

    def turns(self, conversation_id: int) -> list[Turn]:
        """Its messages, oldest first."""
        return self._conversations.turns(conversation_id)

    def adapter_wishes(self) -> list[AdapterWish]:
        """The adapters that conversations are answered with."""
        return self._conversations.adapter_wishes()

    def rename(self, conversation_id: int, title: str) -> None:
        """Give it another title; a blank one changes nothing. Raises NothingFound if it was deleted."""
        if title.strip():
            self._conversations.rename(conversation_id, title.strip())

    def pin(self, conversation_id: int, pinned: bool = True) -> None:
        """Keep it at the top of the list, or no longer. Raises NothingFound if it was deleted."""
        self._conversations.set_pinned(conversation_id, pinned)

    def move(self, conversation_ids: Iterable[int], folder: str) -> None:
        """List conversations in a folder, by its name; "" takes them out of any."""
        self._conversations.move(conversation_ids, folder.strip())

    def rename_folder(self, folder: str, name: str) -> None:
        """Give a folder another name, with all that is in it; "" takes everything out of it."""
        self._conversations.rename_folder(folder, name.strip())

    def delete(self, conversation_ids: Iterable[int]) -> str:
        """Delete conversations; the token returned brings them back until the next start, when they are erased."""
        ids = tuple(conversation_ids)
        token = self._conversations.delete(ids)
        self._audit.record("conversations deleted", count=len(ids))
        return token

    def restore(self, token: str) -> None:
        """Bring back what one `delete` took. Raises NothingFound if it was erased meanwhile."""
        self._conversations.restore(token)
        self._audit.record("conversations restored")

    def purge(self) -> None:
        """Erase deleted conversations now."""
        self._audit.record("conversations erased", count=self._conversations.purge())
