"""Tracks of a recording on disk: sealed half-second pieces, each safe once it is written, whatever happens afterwards.

The construction is the one of `app.storage.blobs` (STREAM): a key for each file, AES-256-GCM, a nonce of a counter and a
byte that is 1 for the last piece only. All pieces but the last are of one length, so that any second is found at once.
A file without a last piece is a recording that was interrupted; what was being written then is simply not there.
"""

import os
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import UserError
from app.core.meetings.sounds import BYTES_PER_SECOND, SAMPLE_BYTES
from app.storage.blobs import DamagedSealedFile

_MAGIC = b"ALCOVE\x00\x02"
_SALT_BYTES = 16
_HEADER = struct.Struct(f"<8s{_SALT_BYTES}s")
_TAG_BYTES = 16
_PIECE_BYTES = BYTES_PER_SECOND // 2
_SEALED_BYTES = _PIECE_BYTES + _TAG_BYTES
_BINARY = getattr(os, "O_BINARY", 0)

SEALED_BYTES_PER_SECOND = BYTES_PER_SECOND / _PIECE_BYTES * _SEALED_BYTES
"""What a second of one track takes on disk."""


class TrackWriter:
    """Writes one track; every half second that is full is on disk when `write` returns.

    Raises:
        UserError: from each method, where the disk is full or cannot be written.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        salt = secrets.token_bytes(_SALT_BYTES)
        self._path = path
        self._header = _HEADER.pack(_MAGIC, salt)
        self._cipher = _cipher(key, salt)
        self._waiting = bytearray()
        self._pieces = 0
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb", buffering=0
            )
        except OSError as error:
            raise _not_written(path, error) from error
        self._append(self._header)

    def write(self, samples: bytes) -> None:
        """Take more samples."""
        self._waiting += samples
        if len(self._waiting) < _PIECE_BYTES:
            return
        sealed = bytearray()
        while len(self._waiting) >= _PIECE_BYTES:
            sealed += self._sealed(bytes(self._waiting[:_PIECE_BYTES]), last=False)
            del self._waiting[:_PIECE_BYTES]
        self._append(bytes(sealed))

    def finish(self) -> None:
        """Write what is left, marked as the end, and close the file; one that could not be written stays as it is."""
        if self._file.closed:
            return
        try:
            self._append(self._sealed(bytes(self._waiting), last=True))
        finally:
            self.close()

    def close(self) -> None:
        """Close the file as it is: what is not written counts as never heard."""
        self._file.close()

    def _sealed(self, piece: bytes, last: bool) -> bytes:
        sealed = self._cipher.encrypt(_nonce(self._pieces, last), piece, self._header)
        self._pieces += 1
        return sealed

    def _append(self, content: bytes) -> None:
        try:
            while content:
                content = content[self._file.write(content) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            # Nothing may follow a piece that is only half there.
            self.close()
            raise _not_written(self._path, error) from error


def read_track(path: Path, key: bytes, from_s: float = 0.0) -> Iterator[bytes]:
    """The samples of a track from a second on, half a second at a time, to its end or where it was interrupted.

    A track that is being written can be read too: the iteration ends with what is there.

    Raises:
        DamagedSealedFile: something within is not what was sealed with this key.
        UserError: the file is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from _pieces(file, key, path, max(0, int(from_s * BYTES_PER_SECOND)) // SAMPLE_BYTES * SAMPLE_BYTES)
    except OSError as error:
        raise UserError(f"The sound of this recording, {path.name}, cannot be read ({error.strerror}).") from error


def kept_seconds(path: Path) -> float:
    """How long a track is by its size on disk; 0 where there is no file. A cut-off tail may count up to half a second."""
    try:
        sealed_bytes = path.stat().st_size - _HEADER.size
    except OSError:
        return 0.0
    whole, rest = divmod(max(0, sealed_bytes), _SEALED_BYTES)
    return (whole * _PIECE_BYTES + max(0, rest - _TAG_BYTES)) / BYTES_PER_SECOND


def _pieces(file: BinaryIO, key: bytes, path: Path, from_byte: int) -> Iterator[bytes]:
    header = file.read(_HEADER.size)
    if not header:
        return
    if len(header) != _HEADER.size or not header.startswith(_MAGIC):
        raise _damaged(path)
    cipher = _cipher(key, header[len(_MAGIC) :])
    number, skipped = divmod(from_byte, _PIECE_BYTES)
    file.seek(_HEADER.size + number * _SEALED_BYTES)
    while sealed := file.read(_SEALED_BYTES):
        piece = _opened(cipher, header, sealed, number)
        if piece is None:
            # After a power failure the last piece may have its length and not its content.
            if file.read(1):
                raise _damaged(path)
            return
        if piece[skipped:]:
            yield piece[skipped:]
        skipped = 0
        number += 1


def _opened(cipher: AESGCM, header: bytes, sealed: bytes, number: int) -> bytes | None:
    """A piece, as one in the middle or as the last; None if it is neither, or only a part of one."""
    for last in (False, True) if len(sealed) == _SEALED_BYTES else (True,):
        try:
            return cipher.decrypt(_nonce(number, last), sealed, header)
        except (InvalidTag, ValueError):
            continue
    return None


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"alcove recorded track 1").derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _damaged(path: Path) -> DamagedSealedFile:
    return DamagedSealedFile(
        f"The sound of this recording, {path.name}, is damaged, or belongs to another vault; restore it from a backup."
    )


def _not_written(path: Path, error: OSError) -> UserError:
    return UserError(
        f"The recording cannot be written to {path.parent} ({error.strerror}); "
        "what was recorded until then is kept. Make space, then record again."
    )
