"""The file of a backup: the wrapped key as it is, then everything of a profile, or where it lies, sealed as one stream.

It begins with a line, the length of the key file and the key file, which is useless without the passphrase, the keyring or
the recovery key. A sealed stream (`app.storage.blobs`) follows, under a key derived from the data key and this key file, so
that no other one can stand before it: a tar archive of what the backup says of itself, the database and the sealed files, in
the order in which they are needed. A backup that shares pieces with others (`app.storage.backups.backup_pieces`) has lists of these
in the files' place.
"""

import hmac
import struct
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, Protocol

import msgspec

from app.core.administration.backups import DATABASE_MEMBER, MODELS, SEALED_FILES, BackupFacts
from app.core.administration.packs import END, header, padding
from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile, UserError
from app.storage.backups.backup_members import Content, Listing, Member, blocks, decoded
from app.storage.backups.backup_pieces import Pieces
from app.storage.blobs import DamagedSealedFile, SealedReader, SealedWriter, unseal_from
from app.storage.files import durable_file
from app.storage.keys import Purpose, derive

_MAGIC = b"ALCOVE backup 1\n"
_LENGTH = struct.Struct("<I")
_MOST_KEY_BYTES = 64 * 1024
_FACTS = "backup.json"
_BLOCK_BYTES = 1 << 20
_FOLDERS = (SEALED_FILES, MODELS)


class NoBackup(UnreadableFile):
    """A file is no backup at all."""


def write_backup(
    path: Path,
    data_key: bytes,
    key_file: bytes,
    facts: BackupFacts,
    members: Iterable[Member],
    cancel: CancelToken,
    earlier: Mapping[str, Listing] = MappingProxyType({}),
) -> Iterator[int]:
    """Write a backup; it appears under `path` when all of it is on disk, and not at all if anything goes wrong.

    Where its facts name a folder of pieces, the content goes there, and what is as an `earlier` backup lists it is not read.
    Yields the bytes that it has read since it last did.

    Raises:
        Cancelled: on cancel.
        UserError: the disk is full or cannot be written, or a file became shorter meanwhile.
    """
    pieces = Pieces(path.parent / facts.pieces, data_key) if facts.pieces else None
    with pieces.adding() if pieces else nullcontext(), durable_file(path) as file:
        file.write(_MAGIC + _LENGTH.pack(len(key_file)) + key_file)
        sealed = SealedWriter(file, _key(data_key, key_file))
        _add(sealed, _FACTS, msgspec.json.encode(facts))
        for member in members:
            if pieces:
                listing = yield from pieces.keep(member, earlier, cancel)
                _add(sealed, member.name, listing.encoded())
            else:
                sealed.write(header(member.name, member.size_bytes))
                yield from _copied(member, sealed, cancel)
                sealed.write(padding(member.size_bytes))
        sealed.write(END)
        sealed.finish()
        if pieces:
            pieces.settle()


def _add(sealed: SealedWriter, name: str, content: bytes) -> None:
    sealed.write(header(name, len(content)) + content + padding(len(content)))


def key_file_of(path: Path) -> bytes:
    """The key file that a backup begins with.

    Raises:
        UnreadableFile: this is no backup, or it cannot be read.
    """
    with _opened(path) as (_file, key_file):
        return key_file


@contextmanager
def opened_backup(path: Path, data_key: bytes) -> Iterator[tuple[BackupFacts, Iterator[Member]]]:
    """What a backup says of itself, and its members, to be read one after the other.

    Only a backup whose members were all read is known to be whole.

    Raises:
        UnreadableFile: this is no backup, or it cannot be read.
        DamagedSealedFile: it is damaged, cut off, or another vault's.
    """
    with _opened(path) as (file, key_file):
        pieces = unseal_from(file, _key(data_key, key_file), path)
        with _understood(path), _tape(pieces) as tape:
            first = tape.next()
            if first is None or not first.isreg() or first.name != _FACTS:
                raise tarfile.ReadError("it does not begin as a backup does")
            facts = msgspec.json.decode(_content(tape, first).read(_MOST_KEY_BYTES), type=BackupFacts)
            if facts.pieces != PurePosixPath(facts.pieces).name:
                raise tarfile.ReadError("its pieces lie somewhere else")
            shared = Pieces(path.parent / facts.pieces, data_key) if facts.pieces else None
            if shared and not shared.folder.is_dir():
                raise UnreadableFile(f"The backup {path.name} needs the folder {shared.folder}; bring that, too.")
            yield facts, _members(tape, pieces, shared)


def listed_in(path: Path, data_key: bytes) -> tuple[str, dict[str, Listing]]:
    """The folder of pieces that a backup rests on, and its files by name; "" and none where it holds them itself.

    Raises as `opened_backup` does.
    """
    with opened_backup(path, data_key) as (facts, members):
        if not facts.pieces:
            return "", {}
        return facts.pieces, {it.name: it.listing for it in members if it.listing is not None}


def _key(data_key: bytes, key_file: bytes) -> bytes:
    return hmac.digest(derive(data_key, Purpose.BACKUPS), key_file, "sha256")


def _tape(pieces: Iterator[bytes]) -> tarfile.TarFile:
    return tarfile.open(fileobj=SealedReader(pieces), mode="r|", bufsize=_BLOCK_BYTES)  # type: ignore[call-overload,no-any-return]


def _members(tape: tarfile.TarFile, pieces: Iterator[bytes], shared: Pieces | None) -> Iterator[Member]:
    while (entry := tape.next()) is not None:
        if not entry.isreg() or entry.issparse() or not _is_member(entry.name):
            raise tarfile.ReadError(f"{entry.name!r:.80} has no place in it")
        content = _content(tape, entry)
        if shared is None:
            yield Member(entry.name, entry.size, content)
            continue
        try:
            listing = decoded(content.read(entry.size))
        except ValueError as error:
            raise tarfile.ReadError(str(error)) from None
        whole = SealedReader(shared.content(listing))
        yield Member(entry.name, listing.size_bytes, whole, listing.modified_ns, listing)
    for _ in pieces:
        continue


def _is_member(name: str) -> bool:
    parts = PurePosixPath(name).parts
    inside = len(parts) > 1 and parts[0] in _FOLDERS and ".." not in parts
    return name == DATABASE_MEMBER or (inside and not set(name) & set("\\:\0"))


def _content(tape: tarfile.TarFile, entry: tarfile.TarInfo) -> Content:
    content = tape.extractfile(entry)
    assert content is not None
    return content


def copied_out(member: Member, target: Path, cancel: CancelToken) -> Iterator[int]:
    """Write a member to a file of its own, readable by this user alone; yields the bytes since it last did.

    Raises:
        UserError: it cannot be written.
        Cancelled: on cancel; there is no new file.
    """
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {target.parent} cannot be made ({error.strerror}).") from None
    with durable_file(target) as file:
        yield from _copied(member, file, cancel)


def passed_over(member: Member, cancel: CancelToken) -> Iterator[int]:
    """Read a member, so that it is known to be what was sealed, and keep nothing. Yields and raises as `copied_out`."""
    yield from _copied(member, None, cancel)


class _Writable(Protocol):
    def write(self, content: bytes, /) -> int: ...


def _copied(member: Member, target: _Writable | None, cancel: CancelToken) -> Iterator[int]:
    for block in blocks(member, _BLOCK_BYTES, cancel):
        if target is not None:
            target.write(block)
        yield len(block)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, bytes]]:
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC) + _LENGTH.size)
            length = _LENGTH.unpack(start[len(_MAGIC) :])[0] if len(start) == len(_MAGIC) + _LENGTH.size else 0
            key_file = file.read(length) if start.startswith(_MAGIC) and 0 < length <= _MOST_KEY_BYTES else b""
            if not key_file or len(key_file) != length:
                raise NoBackup(f"{path} is no backup that this version of Alcove understands; choose another file.")
            yield file, key_file
    except OSError as error:
        raise UnreadableFile(f"The backup {path} cannot be read ({error.strerror}); check the disk.") from None


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    try:
        yield
    except DamagedSealedFile as error:
        raise DamagedSealedFile(
            f"The backup {path} is damaged, cut off, or another vault's; nothing in it can be relied on: take another one."
        ) from error
    except (tarfile.TarError, msgspec.MsgspecError) as error:
        raise UnreadableFile(
            f"The backup {path} holds something that this version of Alcove does not understand ({error}); update Alcove."
        ) from None
