"""Signatures beside packages that anybody checks with minisign (https://jedisct1.github.io/minisign/).

The key is the one that signs the list of an installation's files: one key, one public half to hand out.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from installers.sign import Signer

_HASHED, _KEY = b"ED", b"Ed"
_BLOCK_BYTES = 1 << 20


def sign(path: Path, by: Signer, time_s: int) -> Path:
    """Write the signature of a file beside it; returns where it is.

    What is signed is the file's BLAKE2b hash of 64 bytes, so that a key in a token signs files of any size.
    """
    hashed = hashlib.blake2b()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            hashed.update(block)
    signature = by.sign(hashed.digest())
    trusted = f"timestamp:{time_s}\tfile:{path.name}\thashed"
    lines = (
        f"untrusted comment: signature of Alcove by key {_shown(by.public)}",
        _base64(_HASHED + _key_id(by.public) + signature),
        f"trusted comment: {trusted}",
        _base64(by.sign(signature + trusted.encode())),
    )
    target = path.with_name(f"{path.name}.minisig")
    target.write_text("\n".join(lines) + "\n", "ascii")
    return target


def public_key(public: bytes) -> str:
    """A public key as minisign reads it from a file."""
    words = f"untrusted comment: minisign public key {_shown(public)}"
    return f"{words}\n{_base64(_KEY + _key_id(public) + public)}\n"


def _key_id(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:8]


def _shown(public: bytes) -> str:
    return _key_id(public)[::-1].hex().upper()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
