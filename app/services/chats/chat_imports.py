"""Conversations of other programs, brought along into folders that have their names."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.chats.chat import Chat, ChatProgram
from app.core.errors import Cancelled, NothingFound, UnreadableFile
from app.core.events import ChatsBrought, Event, Failed, Progress
from app.core.models.found_models import Program
from app.services.chats.chat_files import chats_in, is_chat_file
from app.services.library.file_listing import list_files
from app.services.models.other_programs import known_folders
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.conversations.brought_chats import BroughtChats, Came

_KEEPERS = (Program.GPT4ALL, Program.JAN)
"""The programs that keep conversations in files which are read as they are; the others export them."""


@dataclass
class _Tally:
    """What came of one program's conversations."""

    new: list[int] = field(default_factory=list)
    came: Counter[Came] = field(default_factory=Counter)
    left_out: int = 0


class ChatImports:
    """Takes in files of conversations, and what other programs on this computer keep."""

    def __init__(self, store: BroughtChats, audit: Audit, permissions: Permissions) -> None:
        self._store = store
        self._audit = audit
        self._permissions = permissions

    def here(self) -> tuple[Path, ...]:
        """The folders in which GPT4All and Jan keep conversations on this computer, as far as they are there."""
        kept = [Path(folder.path) for folder in known_folders() if folder.program in _KEEPERS]
        kept += [folder.parent / "threads" for folder in kept if folder.name == "models"]
        return tuple(folder for folder in dict.fromkeys(kept) if folder.is_dir() and folder.name != "models")

    def add(self, paths: Sequence[Path], cancel: CancelToken) -> Iterator[Event]:
        """Bring along the conversations in these files and folders, each message once however often this is done.

        Yields Progress, Failed for a file that cannot be read, and ChatsBrought for each program at the end.

        Raises:
            RefusedByPolicy: the policy keeps to other folders.
            NothingFound: there are no files of conversations.
            Cancelled: on cancel; what was brought until then was told, and stays.
        """
        self._permissions.require_readable(paths)
        tallies: dict[ChatProgram, _Tally] = {}
        try:
            yield from self._taken(paths, tallies, cancel)
        except Cancelled:
            yield from self._told(tallies)
            raise
        yield from self._told(tallies)

    def _taken(self, paths: Sequence[Path], tallies: dict[ChatProgram, _Tally], cancel: CancelToken) -> Iterator[Event]:
        listing = list_files(paths, cancel.checkpoint)
        files = [file for file in listing.files if file.is_named or is_chat_file(file.path.name)]
        if not files and not listing.failures:
            raise NothingFound("There are no conversations of GPT4All, ChatGPT, Open WebUI or Jan in these files.")
        yield from (Failed(str(path), reason) for path, reason in listing.failures)
        total, before = sum(file.size_bytes for file in files), 0.0
        for file in files:
            cancel.checkpoint()
            try:
                for chat, share in chats_in(file.path):
                    cancel.checkpoint()
                    self._take(chat, tallies)
                    done = before + share * file.size_bytes
                    yield Progress("Bringing along conversations", done, total, "bytes", detail=chat.title)
            except UnreadableFile as error:
                yield Failed(str(file.path), str(error))
            except OSError as error:
                yield Failed(str(file.path), f"It could not be opened: {error.strerror or 'the system refused'}.")
            before += file.size_bytes

    def _take(self, chat: Chat, tallies: dict[ChatProgram, _Tally]) -> None:
        if not chat.messages:
            return
        tally = tallies.setdefault(chat.program, _Tally())
        brought = self._store.keep(chat, _origin(chat))
        tally.came[brought.came] += 1
        if brought.came in (Came.NEW, Came.BESIDE):
            tally.new.append(brought.conversation_id)
        if brought.came is not Came.KNOWN:
            tally.left_out += chat.left_out

    def _told(self, tallies: dict[ChatProgram, _Tally]) -> Iterator[Event]:
        for program, tally in tallies.items():
            continued = tally.came[Came.CONTINUED]
            if tally.new or continued:
                self._audit.record("conversations brought along", count=len(tally.new), continued=continued)
            known, beside = tally.came[Came.KNOWN], tally.came[Came.BESIDE]
            yield ChatsBrought(program, tuple(tally.new), known, tally.left_out, continued, beside)


def _origin(chat: Chat) -> str:
    """What a conversation is known again by: its program's own id, or what was said where it has none."""
    said = repr([(message.role.value, message.text) for message in chat.messages])
    return f"{chat.program}:{chat.id or hashlib.sha256(said.encode()).hexdigest()}"
