"""GGUF files made for tests: real ones with something changed, and small ones from nothing. Format: docs/gguf.md of ggml."""

import hashlib
import io
import shutil
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

from app.workers.gguf_header import BLOCKS

UINT16, UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 2, 4, 5, 6, 7, 8, 9
_FORMS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_ALIGNMENT = 32

Entry = tuple[int, Any]
"""The type of a value and the value; an array is (ARRAY, (type, items))."""


@dataclass(frozen=True)
class TensorInfo:
    name: str
    kind: int
    shape: tuple[int, ...]

    @property
    def size_bytes(self) -> int:
        elements, block_bytes = BLOCKS[self.kind]
        return _aligned(prod(self.shape) // elements * block_bytes)


def header_bytes(entries: Mapping[str, Entry], tensors: Sequence[TensorInfo], version: int = 3) -> bytes:
    """A whole header, as far as the tensors' data."""
    parts = [struct.pack("<4sIQQ", b"GGUF", version, len(tensors), len(entries))]
    parts += [_string(key) + struct.pack("<I", kind) + _value(kind, value) for key, (kind, value) in entries.items()]
    offset = 0
    for tensor in tensors:
        shape = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
        parts.append(_string(tensor.name) + shape + struct.pack("<IQ", tensor.kind, offset))
        offset += tensor.size_bytes
    whole = b"".join(parts)
    return whole.ljust(_aligned(len(whole)), b"\0")


def read_header(path: Path) -> tuple[dict[str, Entry], list[TensorInfo]]:
    """Everything in the header of a good file."""
    with path.open("rb") as file:
        _, _, tensors, pairs = struct.unpack("<4sIQQ", file.read(24))
        entries = {}
        for _ in range(pairs):
            key = _read_string(file)
            (kind,) = struct.unpack("<I", file.read(4))
            entries[key] = (kind, _read_value(file, kind))
        return entries, [_read_tensor(file) for _ in range(tensors)]


def with_text(source: Path, target: Path, key: str, value: str | None) -> Path:
    """A copy in which one text of the header has another value, or is missing."""
    entries, tensors = read_header(source)
    before = len(header_bytes(entries, tensors))
    entries.pop(key, None)
    if value is not None:
        entries[key] = (STRING, value)
    with source.open("rb") as file, target.open("wb") as copy:
        copy.write(header_bytes(entries, tensors))
        file.seek(before)
        shutil.copyfileobj(file, copy, 1 << 20)
    return target


def split_into(source: Path, folder: Path, stem: str, parts: int) -> list[Path]:
    """A model in several files, as gguf-split writes them: the first has the header's entries, each some of the tensors."""
    entries, tensors = read_header(source)
    content = source.read_bytes()
    at, places = len(header_bytes(entries, tensors)), []
    for tensor in tensors:
        places.append((tensor, content[at : at + tensor.size_bytes]))
        at += tensor.size_bytes
    each, paths = -(-len(places) // parts), []
    for number in range(parts):
        own = places[number * each : (number + 1) * each]
        marks: dict[str, Entry] = {
            "split.no": (UINT16, number),
            "split.count": (UINT16, parts),
            "split.tensors.count": (INT32, len(tensors)),
        }
        path = folder / f"{stem}-{number + 1:05}-of-{parts:05}.gguf"
        header = header_bytes({**(entries if number == 0 else {}), **marks}, [tensor for tensor, _ in own])
        path.write_bytes(header + b"".join(data for _, data in own))
        paths.append(path)
    return paths


def small_header(path: Path, tokens: int) -> tuple[bytes, int]:
    """The header of a real file with only so many tokens, and how many bytes of data it announces."""
    entries, tensors = read_header(path)
    (_, (_, vocabulary)) = entries["tokenizer.ggml.tokens"]
    for key, (kind, value) in entries.items():
        if kind == ARRAY:
            entries[key] = (ARRAY, (value[0], value[1][:tokens]))
        elif key.endswith("_token_id"):
            entries[key] = (kind, min(value, tokens - 1))
    cut = [
        TensorInfo(one.name, one.kind, tuple(tokens if width == len(vocabulary) else width for width in one.shape))
        for one in tensors
    ]
    return header_bytes(entries, cut), sum(tensor.size_bytes for tensor in cut)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_value(file: BinaryIO, kind: int) -> Any:
    if kind == STRING:
        return _read_string(file)
    if kind != ARRAY:
        return struct.unpack(f"<{_FORMS[kind]}", file.read(struct.calcsize(_FORMS[kind])))[0]
    element, count = struct.unpack("<IQ", file.read(12))
    if element == STRING:
        return element, [_read_string(file) for _ in range(count)]
    form = f"<{count}{_FORMS[element]}"
    return element, list(struct.unpack(form, file.read(struct.calcsize(form))))


def _value(kind: int, value: Any) -> bytes:
    if kind == STRING:
        return _string(value)
    if kind != ARRAY:
        return struct.pack(f"<{_FORMS[kind]}", value)
    element, items = value
    head = struct.pack("<IQ", element, len(items))
    if element == STRING:
        return head + b"".join(map(_string, items))
    return head + struct.pack(f"<{len(items)}{_FORMS[element]}", *items)


def _read_tensor(file: BinaryIO) -> TensorInfo:
    name = _read_string(file)
    (dimensions,) = struct.unpack("<I", file.read(4))
    shape = struct.unpack(f"<{dimensions}Q", file.read(8 * dimensions))
    (kind,) = struct.unpack("<I", file.read(4))
    file.seek(8, io.SEEK_CUR)
    return TensorInfo(name, kind, shape)


def _read_string(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    return file.read(length).decode("utf-8", "surrogateescape")


def _string(text: str) -> bytes:
    encoded = text.encode("utf-8", "surrogateescape")
    return struct.pack("<Q", len(encoded)) + encoded


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
