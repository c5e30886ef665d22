"""Conversations of other programs, as these write them."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QDataStream, QFile, QIODevice, QUrl

GPT4ALL_NEWEST = 13


def gpt4all_chat(
    path: Path,
    messages: list[tuple[str, str]],
    version: int = GPT4ALL_NEWEST,
    name: str = "Pumps",
    identity: str = "b5a1",
    attached: str = "",
    thought: str = "",
    with_cache: bool = False,
) -> Path:
    """A chat as GPT4All's own `serialize` writes it, by Qt's own stream; the last response was thought about."""
    file = QFile(str(path))
    assert file.open(QIODevice.OpenModeFlag.WriteOnly)
    out = QDataStream(file)
    out.writeUInt32(0xF5D553CC)
    out.writeInt32(version)
    out.setVersion(QDataStream.Version.Qt_6_2)
    out.writeInt64(1_700_000_000)
    for text in (identity, name, "", "Llama 3 8B"):
        out.writeQString(text)
    if version >= 3:
        out.writeUInt32(1)
        out.writeQString("Manuals")
    if version < 11:
        _write_state(out, version, with_cache)
    out.writeInt32(len(messages))
    for number, (speaker, text) in enumerate(messages):
        last = number == len(messages) - 1
        _write_item(out, version, speaker, text, attached if number == 0 else "", thought if last else "")
    file.close()
    return path


def _write_state(out: QDataStream, version: int, with_cache: bool) -> None:
    if version >= 6:
        out.writeBool(with_cache)
    if version >= 2:
        out.writeInt32(2)
        out.writeInt32(0)
    out.writeQString("the last response")
    out.writeQString("Pumps")
    out.writeUInt32(7)
    if version >= 6 and not with_cache:
        return
    if version < 4:
        out.writeInt32(0)
    out.writeInt32(3)
    if version >= 7:
        out.writeInt32(2048)
    for size in (2, 3) if version < 9 else (3,):
        out.writeUInt64(size)
        out.writeRawData(b"\0" * 4 * size)
    out << QByteArray(b"cache")


def _write_item(out: QDataStream, version: int, speaker: str, text: str, attached: str, thought: str) -> None:
    if version < 12:
        out.writeInt32(0)
    out.writeQString(f"{speaker}: ")
    out.writeQString(text)
    if version < 10:
        out.writeQString("")
    out.writeQString("")
    for _ in range(4):
        out.writeBool(False)
    if version >= 11 and speaker == "Response":
        out.writeBool(False)
    _write_sources(out, version)
    if version >= 10:
        out.writeInt64(1 if attached else 0)
        if attached:
            out << QUrl.fromLocalFile(attached)
            out << QByteArray(b"sheet")
    if version >= 12:
        _write_parts(out, thought)


def _write_sources(out: QDataStream, version: int) -> None:
    if version >= 8:
        out.writeInt64(1)
        for field in ("Manuals", "/m/pump.pdf", "pump.pdf", "Pump", "", "", "The pump needs oil."):
            out.writeQString(field)
        for number in (4, -1, -1):
            out.writeInt32(number)
    elif version >= 3:
        out.writeQString("1. pump.pdf")
        out.writeUInt32(1)
        out.writeQString("The pump needs oil.")


def _write_parts(out: QDataStream, thought: str) -> None:
    out.writeInt64(2 if thought else 0)
    if not thought:
        return
    out.writeQString("Response: ")
    out.writeQString("")
    out.writeInt64(2)
    out.writeQString("Think: ")
    out.writeQString(f"<think>{thought}</think>")
    out.writeInt32(900)
    out.writeInt64(0)
    out.writeQString("ToolCall: ")
    out.writeQString("<tool_call>2+2</tool_call>")
    out.writeQString("javascript_interpret")
    out.writeInt64(2)
    for name, value in (("code", "2+2"), ("timeout", 5)):
        out.writeQString(name)
        out.writeInt32(0)
        out.writeQVariant(value)
    out.writeQString("4")
    out.writeInt32(0)
    out.writeQString("")
    out.writeInt64(0)
    out.writeQString("ToolResponse: ")
    out.writeQString("4")
    out.writeInt64(0)


def chatgpt_conversation(identity: str, title: str, *said: tuple[str, Any], **also: Any) -> dict[str, Any]:
    """A conversation of ChatGPT's export: (role, content) one after the other, the last one shown."""
    mapping: dict[str, Any] = {"root": {"id": "root", "message": None, "parent": None, "children": []}}
    parent = "root"
    for number, (role, content) in enumerate(said):
        name = f"n{number}"
        body = content if isinstance(content, dict) else {"content_type": "text", "parts": [content]}
        metadata = body.pop("metadata", {})
        recipient = body.pop("recipient", "all")
        message = {"author": {"role": role}, "content": body, "metadata": metadata, "recipient": recipient}
        mapping[name] = {"id": name, "message": {**message, "create_time": 1.7e9 + number}, "parent": parent}
        parent = name
    times = {"create_time": 1_700_000_000.5, "update_time": 1_700_000_900.0}
    return {"id": identity, "title": title, **times, "mapping": mapping, "current_node": parent, **also}


def open_webui_chat(identity: str, title: str, *said: tuple[str, str]) -> dict[str, Any]:
    """A chat of Open WebUI's export."""
    messages = {
        f"m{number}": {
            "id": f"m{number}",
            "parentId": f"m{number - 1}" if number else None,
            "role": role,
            "content": text,
            "model": "llama3:8b",
        }
        for number, (role, text) in enumerate(said)
    }
    history = {"messages": messages, "currentId": f"m{len(said) - 1}"}
    chat = {"title": title, "history": history, "messages": list(messages.values())}
    return {"id": identity, "title": title, "chat": chat, "created_at": 1_700_000_000, "updated_at": 1_700_000_900}


def jan_thread(folder: Path, title: str, *said: tuple[str, str]) -> Path:
    """A thread of Jan's, in a folder of its own."""
    folder.mkdir(parents=True)
    model = {"id": "llama3.2-3b"}
    thread = {"id": folder.name, "title": title, "assistants": [{"model": model}], "created": 1_700_000_000_000}
    (folder / "thread.json").write_text(json.dumps(thread), encoding="utf-8")
    lines = [
        {
            "id": str(number),
            "role": role,
            "created_at": 1_700_000_000_000 + number,
            "content": [{"type": "text", "text": {"value": text, "annotations": []}}],
        }
        for number, (role, text) in enumerate(said)
    ]
    (folder / "messages.jsonl").write_text("\n".join(map(json.dumps, reversed(lines))), encoding="utf-8")
    return folder
