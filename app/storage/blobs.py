"""Sealed files: streams of any length, encrypted in pieces, whose order, end and every byte are authenticated.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizar, "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance", CRYPTO 2015), as in age: a key of its own for each file (HKDF over a random salt), AES-256-GCM, and a
nonce of an 11-byte counter and one byte that is 1 for the last piece only. The header is authenticated with each piece.
"""

import re
import secrets
import shutil
import struct
import tarfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import UserError
from app.storage.files import durable_file
from app.storage.keys import Purpose, derive

_MAGIC = b"ALCOVE\x00\x01"
_SALT_BYTES = 16
_HEADER = struct.Struct(f"<8s{_SALT_BYTES}sI")
_TAG_BYTES = 16
_PIECE_BYTES = 256 * 1024
_MAXIMUM_PIECE_BYTES = 1024 * 1024
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}", re.ASCII)
_SUFFIX = ".sealed"


class DamagedSealedFile(UserError):
    """A sealed file is not what was sealed: flipped, cut, reordered, or sealed with another key."""


class SealedWriter:
    """Encrypts what is written to it. `finish` writes the last piece, without which the file counts as cut off."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        salt = secrets.token_bytes(_SALT_BYTES)
        self._file = file
        self._header = _HEADER.pack(_MAGIC, salt, _PIECE_BYTES)
        self._cipher = _cipher(key, salt)
        self._waiting = bytearray()
        self._pieces = 0
        file.write(self._header)

    def write(self, content: bytes) -> int:
        """Take more content, of any length; returns that length."""
        self._waiting += content
        # The last piece is only known at the end, so a whole one is held back until there is more.
        while len(self._waiting) > _PIECE_BYTES:
            self._write_piece(bytes(self._waiting[:_PIECE_BYTES]), last=False)
            del self._waiting[:_PIECE_BYTES]
        return len(content)

    def finish(self) -> None:
        """Write what is left, marked as the end."""
        self._write_piece(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _write_piece(self, piece: bytes, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._pieces, last), piece, self._header))
        self._pieces += 1


class SealedReader:
    """What `tarfile` reads a sealed stream through: `pieces` are those of `unseal`."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._waiting = bytearray()

    def read(self, size: int) -> bytes:
        """The next bytes, fewer only at the end."""
        while len(self._waiting) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._waiting += piece
        content = bytes(self._waiting[:size])
        del self._waiting[:size]
        return content


@contextmanager
def sealed_file(path: Path, key: bytes) -> Iterator[SealedWriter]:
    """A sealed file to write; it appears under `path` when everything is on disk, and not at all if an exception leaves.

    Raises:
        UserError: the disk is full or the folder cannot be written.
    """
    with durable_file(path) as file:
        writer = SealedWriter(file, key)
        yield writer
        writer.finish()


def seal(path: Path, key: bytes, chunks: Iterable[bytes]) -> None:
    """Write `chunks`, joined, as a sealed file under a 32-byte key. Raises as `sealed_file` does."""
    with sealed_file(path, key) as writer:
        for chunk in chunks:
            writer.write(chunk)


def unseal(path: Path, key: bytes) -> Iterator[bytes]:
    """The content of a sealed file, piece by piece; each is authentic and in its place when it is yielded.

    That the file is complete is known only at the end of the iteration: act on the whole, not on a beginning.

    Raises:
        DamagedSealedFile: the file is not what was sealed with this key.
        UserError: it is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from unseal_from(file, key, path)
    except OSError as error:
        raise UserError(f"The sealed file {path.name} cannot be read ({error.strerror}).") from error


def seal_folder(path: Path, key: bytes, folder: Path) -> None:
    """Seal a folder with all its files as one file. Raises as `sealed_file` does."""
    with sealed_file(path, key) as writer, tarfile.open(fileobj=writer, mode="w|", format=tarfile.PAX_FORMAT) as tape:  # type: ignore[call-overload]
        for entry in sorted(folder.rglob("*")):
            tape.add(entry, entry.relative_to(folder).as_posix(), recursive=False)


def unseal_folder(path: Path, key: bytes, folder: Path) -> None:
    """Put a sealed folder's files into `folder`, which is made and must not exist; if anything is wrong, it is removed.

    Raises:
        DamagedSealedFile: the file is not what was sealed with this key.
        UserError: it is missing, or the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise UserError(f"The folder {folder} cannot be made ({error.strerror}).") from error
    try:
        pieces = unseal(path, key)
        with tarfile.open(fileobj=SealedReader(pieces), mode="r|") as tape:  # type: ignore[call-overload]
            tape.extractall(folder, filter="data")
        for _ in pieces:
            continue
    except (tarfile.TarError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UserError(f"{path.name} could not be unpacked to {folder} ({error}).") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


class Blobs:
    """Sealed files in a folder of the profile, by name; `data_key` is the vault's."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self._folder = folder
        self._key = derive(data_key, Purpose.BLOBS)

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Seal `chunks` under this name, in place of what was there. Raises as `seal` does."""
        path = self._path(name)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seal(path, self._key, chunks)

    def read(self, name: str) -> Iterator[bytes]:
        """What was sealed under this name. Raises as `unseal` does."""
        return unseal(self._path(name), self._key)

    def keep_only(self, names: Collection[str]) -> None:
        """Remove whatever else is in the folder, also what was left half written."""
        kept = {self._path(name) for name in names}
        for path in list(self._folder.glob("*")):
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a name for a sealed file")
        return self._folder / f"{name}{_SUFFIX}"


def unseal_from(file: BinaryIO, key: bytes, path: Path) -> Iterator[bytes]:
    """What is sealed in an open file from where it stands to its end. Raises as `unseal` does, and OSError."""
    header = file.read(_HEADER.size)
    if len(header) != _HEADER.size:
        raise _damaged(path)
    magic, salt, piece_bytes = _HEADER.unpack(header)
    if magic != _MAGIC or not 0 < piece_bytes <= _MAXIMUM_PIECE_BYTES:
        raise _damaged(path)
    cipher = _cipher(key, salt)
    sealed = file.read(piece_bytes + _TAG_BYTES)
    number = 0
    while True:
        following = file.read(piece_bytes + _TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), sealed, header)
        except (InvalidTag, ValueError):
            raise _damaged(path) from None
        if not following:
            return
        sealed = following
        number += 1


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"alcove sealed file 1").derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _damaged(path: Path) -> DamagedSealedFile:
    return DamagedSealedFile(
        f"The sealed file {path.name} is damaged, or belongs to another vault; restore it from a backup."
    )
