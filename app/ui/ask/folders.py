"""What stands in the list of conversations: those in no folder, then the folders with what is in those that are open."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.asking.conversations import Conversation
from app.core.words.text import folded


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of conversations: it is there as long as anything is in it."""

    name: str
    conversation_ids: tuple[int, ...]
    opened: bool


def listed(
    conversations: Iterable[Conversation], opened: frozenset[str], everything: bool
) -> tuple[Conversation | Folder, ...]:
    """Pinned conversations first, wherever they belong; with `everything`, all folders are open, as for a search."""
    ordered = sorted(conversations, key=lambda one: not one.pinned)
    rows: list[Conversation | Folder] = [one for one in ordered if one.pinned or not one.folder]
    kept = [one for one in ordered if one.folder and not one.pinned]
    for name in sorted({one.folder for one in kept}, key=folded):
        inside = [one for one in kept if one.folder == name]
        is_open = everything or name in opened
        rows += [Folder(name, tuple(one.id for one in inside), is_open), *(inside if is_open else ())]
    return tuple(rows)
