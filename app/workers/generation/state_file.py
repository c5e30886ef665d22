"""The state of a KV cache as one stretch of bytes: which engine and model wrote it, the tokens, and the cache itself.

It comes back only from a sealed file, whose every byte is authenticated: the engine reads what the engine wrote.
"""

import struct

import llama_cpp
import msgspec

_LENGTH = struct.Struct("<I")


class _Header(msgspec.Struct, frozen=True):
    engine: str
    model: str
    tokens: list[int]


def header(model: str, tokens: list[int]) -> bytes:
    """What stands before the cache's own bytes; `model` is the sha256 of its file."""
    content = msgspec.msgpack.encode(_Header(_engine(), model, tokens))
    return _LENGTH.pack(len(content)) + content


def parted(model: str, state: bytearray) -> tuple[list[int], memoryview]:
    """The tokens and the cache's bytes, where they stand; neither, where another model or another engine wrote them."""
    try:
        (length,) = _LENGTH.unpack_from(state)
        found = msgspec.msgpack.decode(memoryview(state)[_LENGTH.size : _LENGTH.size + length], type=_Header)
    except (struct.error, msgspec.MsgspecError):
        return [], memoryview(bytearray())
    if (found.engine, found.model) != (_engine(), model):
        return [], memoryview(bytearray())
    return found.tokens, memoryview(state)[_LENGTH.size + length :]


def _engine() -> str:
    return f"llama_cpp_python {llama_cpp.__version__}"
