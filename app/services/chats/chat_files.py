"""The files in which other programs keep their conversations, or export them to."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from app.core.chats import chatgpt, gpt4all, jan, open_webui
from app.core.chats.chat import Chat
from app.core.chats.json_values import Record, record, values
from app.core.errors import UnreadableFile

_LARGEST_THREAD_BYTES = 512 * 1024 * 1024
_MOST_OTHERS = 100
"""So many values of a file may be something else before it is taken for no export."""
_EXPORTED = re.compile(r"conversations[^/]*\.json", re.IGNORECASE)
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, RuntimeError)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNKNOWN = "It holds no conversations of GPT4All, ChatGPT, Open WebUI or Jan."
_KINDS: tuple[tuple[Callable[[Record], bool], Callable[[Record], Chat]], ...] = (
    (chatgpt.is_chat, chatgpt.chat_of),
    (open_webui.is_chat, open_webui.chat_of),
)

Chats = Iterator[tuple[Chat, float]]
"""Conversations, each with the share of their file that has been read, from 0 to 1."""


def is_chat_file(name: str) -> bool:
    """Whether a file of this name, found in a folder, is worth a look."""
    return name.casefold().endswith(gpt4all.SUFFIX) or name == jan.THREAD or bool(_EXPORTED.fullmatch(name))


def chats_in(path: Path) -> Chats:
    """The conversations in a file, one after the other; no more of it is held than the longest of them.

    Raises:
        UnreadableFile: it holds none, or is damaged; those before the damage were given.
        OSError: it cannot be opened.
    """
    if path.name in (jan.THREAD, jan.MESSAGES):
        yield _thread(path.parent), 1.0
        return
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        beginning = file.read(4)
        file.seek(0)
        if beginning == gpt4all.MAGIC:
            yield gpt4all.chat_of(file, size_bytes), 1.0
        elif beginning == b"PK\x03\x04":
            yield from _packed(file)
        else:
            yield from _listed(file, size_bytes)


def _packed(untrusted_file: IO[bytes]) -> Chats:
    """Those in a ZIP archive, as ChatGPT's export is one."""
    try:
        with zipfile.ZipFile(untrusted_file) as archive:
            members = [one for one in archive.infolist() if _EXPORTED.fullmatch(one.filename.rpartition("/")[2])]
            if any(member.compress_type not in _PACKINGS for member in members):
                raise UnreadableFile(
                    "It is packed in a way that Alcove does not unpack; pack it again as an ordinary ZIP file."
                )
            for number, member in enumerate(members):
                with archive.open(member) as file:
                    for chat, share in _listed(file, member.file_size):
                        yield chat, (number + share) / len(members)
    except _BROKEN_ZIP:
        raise UnreadableFile("It is damaged: the archive cannot be unpacked, or is locked by a password.") from None
    if not members:
        raise UnreadableFile(_UNKNOWN)


def _listed(untrusted_file: IO[bytes], size_bytes: int) -> Chats:
    found = False
    with _text(untrusted_file) as text:
        for number, value in enumerate(values(text)):
            untrusted = record(value)
            for is_chat, chat_of in _KINDS:
                if is_chat(untrusted):
                    found = True
                    yield chat_of(untrusted), min(1.0, untrusted_file.tell() / max(1, size_bytes))
                    break
            if not found and number >= _MOST_OTHERS:
                break
    if not found:
        raise UnreadableFile(_UNKNOWN)


def _thread(folder: Path) -> Chat:
    """One of Jan's threads."""
    with _text((folder / jan.THREAD).open("rb")) as text:
        thread = next(map(record, values(text)), {})
    messages = folder / jan.MESSAGES
    if not messages.is_file():
        return jan.chat_of(thread, (), folder.name)
    if messages.stat().st_size > _LARGEST_THREAD_BYTES:
        raise UnreadableFile(f"It is larger than {_LARGEST_THREAD_BYTES // 1024**2} MB.")
    with _text(messages.open("rb")) as text:
        return jan.chat_of(thread, map(record, values(text)), folder.name)


def _text(untrusted_file: IO[bytes]) -> TextIO:
    return TextIOWrapper(untrusted_file, encoding="utf-8-sig", newline="")
