"""The members of a knowledge pack: each a sealed file with one document, its words, its vectors and its file."""

import dataclasses
import hashlib
import hmac
import json
import zlib
from pathlib import Path
from typing import BinaryIO

import msgspec

from app.core.administration.knowledge import FORMAT, MEMBERS, PackedDocument
from app.core.administration.manifests import ManifestError
from app.storage.blobs import DamagedSealedFile, seal, unseal_from
from app.storage.keys import Argon2Cost, from_passphrase

_LENGTH_BYTES = 8
_NAME_DIGITS = 32
_COMPRESSION = 6


def content_key(password: str, salt: bytes) -> bytes:
    """The 32-byte key of a pack's members. Takes 0.1 to 1 s."""
    return from_passphrase(password, salt, Argon2Cost())


def key_check(key: bytes) -> str:
    """What tells in a pack's manifest that a key is the right one, and nothing else of it."""
    return hmac.digest(key, b"alcove knowledge check 1", "sha256").hex()


def member_path(key: bytes, path: str, content_hash: str, embedder: str) -> str:
    """Where a document stands in a pack: the same for the same file at the same place, read and embedded alike.

    Whoever has not the key learns nothing of any of it.
    """
    identity = json.dumps([FORMAT, embedder, path, content_hash]).encode()
    return f"{MEMBERS}/{hmac.digest(key, identity, 'sha256').hex()[:_NAME_DIGITS]}"


def write_member(path: Path, key: bytes, packed: PackedDocument) -> None:
    """Seal a document. Raises UserError if it cannot be written."""
    told = zlib.compress(msgspec.msgpack.encode(dataclasses.replace(packed, content=b"")), _COMPRESSION)
    seal(path, key, (len(told).to_bytes(_LENGTH_BYTES), told, packed.content))


def read_member(sealed: BinaryIO, key: bytes, path: Path) -> PackedDocument:
    """The document in a member. Raises ManifestError if it is none of this key; the sentence begins with "it"."""
    try:
        content = b"".join(unseal_from(sealed, key, path))
        end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES])
        packed = msgspec.msgpack.decode(zlib.decompress(content[_LENGTH_BYTES:end]), type=PackedDocument)
    except (DamagedSealedFile, msgspec.MsgspecError, zlib.error):
        raise ManifestError("it holds a document that cannot be opened with its key") from None
    packed = dataclasses.replace(packed, content=content[end:])
    if hashlib.sha256(packed.content).hexdigest() != packed.content_hash:
        raise ManifestError("it holds a document whose file is another one")
    return packed
