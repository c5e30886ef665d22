import io
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.asking.conversations import Role
from app.core.chats.chat import Chat
from app.core.chats.gpt4all import MAGIC, chat_of
from app.core.errors import UnreadableFile
from tests.chats import GPT4ALL_NEWEST, gpt4all_chat

SAID = [("Prompt", "Which oil? Öl?"), ("Response", "ISO VG 68.")]


def read(path: Path) -> Chat:
    with path.open("rb") as file:
        return chat_of(file, path.stat().st_size)


@pytest.mark.parametrize("with_cache", [True, False])
@pytest.mark.parametrize("version", range(1, GPT4ALL_NEWEST + 1))
def test_a_chat_of_every_version_is_read(tmp_path: Path, version: int, with_cache: bool) -> None:
    path = gpt4all_chat(tmp_path / "a.chat", SAID, version, with_cache=with_cache)
    chat = read(path)
    assert (chat.id, chat.title, chat.created_at[:10]) == ("b5a1", "Pumps", "2023-11-14")
    assert [(one.role, one.text) for one in chat.messages] == [
        (Role.USER, "Which oil? Öl?"),
        (Role.ASSISTANT, "ISO VG 68."),
    ]
    assert chat.messages[1].model == "Llama 3 8B"


def test_attached_files_are_named_and_thoughts_kept_apart(tmp_path: Path) -> None:
    path = gpt4all_chat(tmp_path / "a.chat", SAID, attached="/tmp/oil prices.xlsx", thought="Viscosity matters.")
    asked, answered = read(path).messages
    assert asked.text == "Which oil? Öl?\n\n[File: oil prices.xlsx]"
    assert (answered.text, answered.thought) == ("ISO VG 68.", "Viscosity matters.")


def test_a_chat_cut_off_anywhere_is_refused_in_one_sentence(tmp_path: Path) -> None:
    content = gpt4all_chat(tmp_path / "a.chat", SAID, attached="/tmp/a.txt", thought="So.").read_bytes()
    for length in range(len(content)):
        with pytest.raises(UnreadableFile, match="damaged"):
            chat_of(io.BytesIO(content[:length]), length)


@given(st.binary(max_size=200), st.integers(1, GPT4ALL_NEWEST))
def test_whatever_follows_the_beginning_only_unreadable_is_raised(rest: bytes, version: int) -> None:
    content = MAGIC + struct.pack(">i", version) + rest
    with suppress(UnreadableFile):
        chat_of(io.BytesIO(content), len(content))


def test_a_newer_version_is_named(tmp_path: Path) -> None:
    path = gpt4all_chat(tmp_path / "a.chat", SAID, 99)
    with pytest.raises(UnreadableFile, match="version 99"):
        read(path)
