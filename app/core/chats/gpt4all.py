"""GPT4All's `.chat` files: a QDataStream of one conversation, in the format's versions 1 to 13.

Source: github.com/nomic-ai/gpt4all, gpt4all-chat/src/chat.cpp, chatllm.cpp, chatmodel.cpp and tool.cpp (`deserialize`).
"""

import re
import struct
from typing import BinaryIO

from app.core.asking.conversations import Role
from app.core.chats.chat import Chat, ChatMessage, ChatProgram, in_turns
from app.core.chats.json_values import moment
from app.core.errors import UnreadableFile

MAGIC = b"\xf5\xd5\x53\xcc"
SUFFIX = ".chat"
_NEWEST = 13
_NO_TEXT = 0xFFFFFFFF
_LONGEST_TEXT_BYTES = 64 * 1024 * 1024
_MOST_ITEMS = 100_000
_DEEPEST = 8
_ROLES = {"Prompt: ": Role.USER, "Response: ": Role.ASSISTANT}
_VALUE_BYTES = {0: 0, 1: 1, 2: 4, 3: 4, 4: 8, 5: 8, 6: 8}
_TEXT_VALUE = 10
"""Values of a tool's parameters, by Qt's number of their type: none, yes or no, whole numbers, a number; and a text."""
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")


class _Damaged(Exception):
    """The file is not what its beginning says."""


class _Stream:
    """Big-endian numbers and texts, as QDataStream writes them."""

    def __init__(self, file: BinaryIO, size_bytes: int) -> None:
        self._file = file
        self._size_bytes = size_bytes

    def number(self, code: str) -> int:
        """The next number, in the form that `struct` calls by this letter."""
        form = struct.Struct(f">{code}")
        return int(form.unpack(self._taken(form.size))[0])

    def count(self, code: str = "q") -> int:
        """The number of items that follow."""
        number = self.number(code)
        if not 0 <= number <= _MOST_ITEMS:
            raise _Damaged
        return number

    def text(self) -> str:
        """The next QString."""
        return self._sized().decode("utf-16-be", "replace")

    def texts(self) -> list[str]:
        """The next list of QStrings."""
        return [self.text() for _ in range(self.count("I"))]

    def data(self) -> bytes:
        """The next QByteArray, or QUrl."""
        return self._sized()

    def skip(self, size_bytes: int) -> None:
        """Leave out what is not needed, however much it is."""
        if not 0 <= size_bytes <= self._size_bytes - self._file.tell():
            raise _Damaged
        self._file.seek(size_bytes, 1)

    def skip_data(self) -> None:
        """Leave out the next QByteArray."""
        size_bytes = self.number("I")
        self.skip(0 if size_bytes == _NO_TEXT else size_bytes)

    def _sized(self) -> bytes:
        size_bytes = self.number("I")
        return b"" if size_bytes == _NO_TEXT else self._taken(size_bytes)

    def _taken(self, size_bytes: int) -> bytes:
        if size_bytes > _LONGEST_TEXT_BYTES or len(content := self._file.read(size_bytes)) < size_bytes:
            raise _Damaged
        return content


def chat_of(untrusted_file: BinaryIO, size_bytes: int) -> Chat:
    """The conversation in such a file.

    Raises:
        UnreadableFile: it is none, is damaged, or was written by a newer version than is known.
    """
    stream = _Stream(untrusted_file, size_bytes)
    try:
        if stream.number("I") != int.from_bytes(MAGIC):
            raise UnreadableFile("It is no chat of GPT4All.")
        version = stream.number("i")
        if not 1 <= version <= _NEWEST:
            raise UnreadableFile(f"It is in version {version} of GPT4All's format, which Alcove does not know.")
        return _chat(stream, version)
    except (_Damaged, struct.error):
        raise UnreadableFile("It is damaged: it ends early, or says something impossible.") from None


def _chat(stream: _Stream, version: int) -> Chat:
    created_at = moment(stream.number("q"))
    identity, name = stream.text(), stream.text()
    stream.text()  # what the user was called
    model = stream.text()
    if version >= 3:
        stream.texts()  # the collections it was over
    if version < 11:
        _skip_state(stream, version)
    items = [_item(stream, version, model) for _ in range(stream.count("i"))]
    return Chat(ChatProgram.GPT4ALL, identity, name, created_at, created_at, in_turns(filter(None, items)))


def _skip_state(stream: _Stream, version: int) -> None:
    """What the model had read, in the versions that kept it."""
    with_cache = bool(stream.number("?")) if version >= 6 else True
    if version >= 2:
        stream.skip(8)  # the model's type, and the version of its state
    stream.text()
    stream.text()
    stream.skip(4)
    if not with_cache:
        return
    stream.skip(4 * (1 + (version < 4) + (version >= 7)))
    if version < 9:
        stream.skip(4 * stream.number("Q"))
    stream.skip(4 * stream.number("Q"))
    stream.skip_data()


def _item(stream: _Stream, version: int, model: str) -> ChatMessage | None:
    """One message; None for what is neither the user's nor the model's."""
    if version < 12:
        stream.skip(4)  # a number that was never used
    name, value = stream.text(), stream.text()
    if version < 10:
        stream.text()
    stream.text()  # what the user would rather have read
    stream.skip(4)
    if version >= 11 and name == "Response: ":
        stream.skip(1)
    _skip_sources(stream, version)
    names = _attachments(stream) if version >= 10 else []
    thoughts, written = _parts(stream, 0) if version >= 12 else ([], [])
    role = _ROLES.get(name)
    if role is None:
        return None
    text = "\n\n".join(filter(None, (*written, value, *(f"[File: {one}]" for one in names))))
    return ChatMessage(role, text, "\n\n".join(thoughts), model if role is Role.ASSISTANT else "")


def _skip_sources(stream: _Stream, version: int) -> None:
    if version >= 8:
        for _ in range(stream.count()):
            for _text in range(7):
                stream.text()
            stream.skip(12)
    elif version >= 3:
        stream.text()
        stream.texts()


def _attachments(stream: _Stream) -> list[str]:
    names = []
    for _ in range(stream.count()):
        name = _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), stream.data().rpartition(b"/")[2])
        names.append(name.decode("utf-8", "replace"))
        stream.skip_data()
    return names


def _parts(stream: _Stream, depth: int) -> tuple[list[str], list[str]]:
    """What a model thought on its way to an answer, and what it wrote before it; calls of tools are left out."""
    if depth > _DEEPEST:
        raise _Damaged
    thoughts: list[str] = []
    written: list[str] = []
    for _ in range(stream.count()):
        name, value = stream.text(), stream.text()
        if name == "ToolCall: ":
            _skip_call(stream)
        elif name == "Think: ":
            stream.skip(4)
            thoughts.append(value.removeprefix("<think>").removesuffix("</think>").strip())
        elif name in ("Text: ", "Response: "):
            written.append(value.strip())
        elif name != "ToolResponse: ":
            raise _Damaged
        inner = _parts(stream, depth + 1)
        thoughts += inner[0]
        written += inner[1]
    return list(filter(None, thoughts)), list(filter(None, written))


def _skip_call(stream: _Stream) -> None:
    stream.text()
    for _ in range(stream.count()):
        stream.text()
        stream.skip(4)
        kind = stream.number("I")
        stream.skip(1)
        if kind == _TEXT_VALUE:
            stream.text()
        elif kind in _VALUE_BYTES:
            stream.skip(_VALUE_BYTES[kind])
        else:
            raise _Damaged
    stream.text()
    stream.skip(4)
    stream.text()
