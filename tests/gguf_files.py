"""GGUF files made from real ones, for tests of what is in a header. Format: ggml/docs/gguf.md of llama.cpp."""

import hashlib
import io
import shutil
import struct
from pathlib import Path
from typing import BinaryIO

_FIXED_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_STRING, _ARRAY = 8, 9
_ALIGNMENT = 32


def with_text(source: Path, target: Path, key: str, value: str | None) -> Path:
    """A copy in which one text of the header has another value, or is missing."""
    with source.open("rb") as file:
        magic, version, tensors, pairs = struct.unpack("<4sIQQ", file.read(24))
        assert magic == b"GGUF"
        kept = [pair for pair in (_pair(file) for _ in range(pairs)) if pair[0] != key]
        infos_start = file.tell()
        for _ in range(tensors):
            _skip_tensor(file)
        infos_end = file.tell()
        file.seek(infos_start)
        infos = file.read(infos_end - infos_start)
        file.seek(_aligned(infos_end))
        header = [raw for _, raw in kept]
        if value is not None:
            header.append(_string(key) + struct.pack("<I", _STRING) + _string(value))
        start = struct.pack("<4sIQQ", magic, version, tensors, len(header)) + b"".join(header) + infos
        with target.open("wb") as copy:
            copy.write(start.ljust(_aligned(len(start)), b"\0"))
            shutil.copyfileobj(file, copy, 1 << 20)
    return target


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pair(file: BinaryIO) -> tuple[str, bytes]:
    start = file.tell()
    key = _read_string(file)
    (kind,) = struct.unpack("<I", file.read(4))
    _skip_value(file, kind)
    end = file.tell()
    file.seek(start)
    return key, file.read(end - start)


def _skip_value(file: BinaryIO, kind: int) -> None:
    if kind == _STRING:
        _read_string(file)
    elif kind == _ARRAY:
        element, count = struct.unpack("<IQ", file.read(12))
        if element in _FIXED_SIZES:
            file.seek(count * _FIXED_SIZES[element], io.SEEK_CUR)
        else:
            for _ in range(count):
                _skip_value(file, element)
    else:
        file.seek(_FIXED_SIZES[kind], io.SEEK_CUR)


def _skip_tensor(file: BinaryIO) -> None:
    _read_string(file)
    (dimensions,) = struct.unpack("<I", file.read(4))
    file.seek(8 * dimensions + 4 + 8, io.SEEK_CUR)


def _read_string(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    return file.read(length).decode()


def _string(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
