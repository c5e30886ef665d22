"""The pieces that the backups in one folder share, so that the next backup costs only what changed since the last.

What a backup holds is cut into pieces at fixed places, and each is kept once, in a file called by its keyed hash
(HMAC-SHA256, RFC 2104) and sealed with AES-256-GCM, bound to that name. Both keys come from the vault's data key: backups of
another vault share nothing with these, and a name tells nothing about content.
"""

import hmac
import os
import secrets
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.administration.backups import DATABASE_MEMBER
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.storage.backups.backup_members import Listing, Member, blocks
from app.storage.blobs import DamagedSealedFile
from app.storage.file_lock import locked
from app.storage.files import is_folder, sync_folder
from app.storage.keys import Purpose, derive

_SUFFIX = ".piece"
_LOCK = "lock"
_NONCE_BYTES = 12
_SEALED_MORE_BYTES = _NONCE_BYTES + 16
# A change in a database touches pages far apart; sealed files never change within.
_PIECE_BYTES = 4 * 1024 * 1024
_DATABASE_PIECE_BYTES = 256 * 1024


class DamagedPiece(DamagedSealedFile):
    """A piece is not what was sealed in the file at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"A piece of it in {path.parent.parent} is damaged.")
        self.path = path


class Pieces:
    """The pieces of one vault's backups in a folder, which is made by `adding` where it is missing."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self.folder = folder
        self._names_key = derive(data_key, Purpose.PIECE_NAMES)
        self._cipher = AESGCM(derive(data_key, Purpose.PIECES))
        self._sizes: dict[bytes, int] = {}
        self._new: list[Path] = []

    @contextmanager
    def adding(self) -> Iterator[None]:
        """While this lasts nobody else adds or removes pieces. What was added goes again if an exception leaves.

        Raises:
            UserError: somebody else does, or the folder cannot be written.
        """
        is_new = not is_folder(self.folder)
        with _explained(self.folder):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            lock = (self.folder / _LOCK).open("ab")
        with lock:
            if not locked(lock):
                raise UserError(f"Another backup is being written to {self.folder.parent}; try again once it is done.")
            with _explained(self.folder):
                self._sizes = {name: path.stat().st_size - _SEALED_MORE_BYTES for name, path in self._found()}
            try:
                yield
            except BaseException:
                self._take_back(is_new)
                raise
            finally:
                self._new.clear()

    def keep(
        self, member: Member, earlier: Mapping[str, Listing], cancel: CancelToken
    ) -> Generator[int, None, Listing]:
        """Keep those pieces of a file that are not here yet; yields the bytes of it since it last did.

        What is as an `earlier` backup lists it, by name, size and time, is not read again, but for the database: two copies
        of that may be of one size, and of one time where a file system counts in seconds.

        Raises:
            UserError: the folder is away, full or cannot be written.
            Cancelled: on cancel.
        """
        is_database = member.name == DATABASE_MEMBER
        known = member.listing or (None if is_database else earlier.get(member.name))
        unchanged = known and (known.size_bytes, known.modified_ns) == (member.size_bytes, member.modified_ns)
        if known and unchanged and self._sizes.keys() >= set(known.names):
            yield member.size_bytes
            return known
        piece_bytes = _DATABASE_PIECE_BYTES if is_database else _PIECE_BYTES
        names = []
        for block in blocks(member, piece_bytes, cancel):
            names.append(self._put(block))
            yield len(block)
        return Listing(member.size_bytes, member.modified_ns, tuple(names))

    def settle(self) -> None:
        """Everything that was added is on disk, whatever happens afterwards. Raises UserError if it cannot be."""
        with _explained(self.folder):
            for path in self._new:
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
            for folder in {path.parent for path in self._new} | {self.folder, self.folder.parent}:
                sync_folder(folder)

    def content(self, listing: Listing) -> Iterator[bytes]:
        """What a file holds, piece by piece.

        Raises:
            DamagedPiece: a piece is damaged.
            DamagedSealedFile: a piece is missing.
            UserError: one cannot be read.
        """
        for name in listing.names:
            path = self._path(name)
            try:
                sealed = path.read_bytes()
                yield self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name)
            except FileNotFoundError:
                raise DamagedSealedFile(f"A piece of it is missing in {self.folder}.") from None
            except (InvalidTag, ValueError):
                raise DamagedPiece(path) from None
            except OSError as error:
                raise _not_reached(self.folder, error) from None

    def keep_only(self, wanted: Collection[bytes]) -> None:
        """Remove all other pieces, and what was left half written. Raises UserError if that cannot be."""
        with _explained(self.folder):
            for path in self.folder.glob("*/*"):
                if _name_of(path) not in wanted:
                    path.unlink(missing_ok=True)

    def _put(self, block: bytes) -> bytes:
        name = hmac.digest(self._names_key, block, "sha256")
        if self._sizes.get(name) == len(block):
            return name
        path, nonce = self._path(name), secrets.token_bytes(_NONCE_BYTES)
        part = path.with_suffix(".part")
        self._new += (part, path)
        with _explained(self.folder):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            part.write_bytes(nonce + self._cipher.encrypt(nonce, block, name))
            part.replace(path)
        self._new.remove(part)
        self._sizes[name] = len(block)
        return name

    def _take_back(self, is_new: bool) -> None:
        """Remove what was added and what became empty, and where nothing was there before, the folder as well."""
        files = [*self._new, *([self.folder / _LOCK] if is_new else [])]
        for path in files:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for folder in (*{path.parent for path in self._new}, self.folder):
            with suppress(OSError):
                folder.rmdir()

    def _found(self) -> Iterator[tuple[bytes, Path]]:
        for path in self.folder.glob(f"*/*{_SUFFIX}"):
            if name := _name_of(path):
                yield name, path

    def _path(self, name: bytes) -> Path:
        return self.folder / name[:1].hex() / f"{name.hex()}{_SUFFIX}"


def pieces_folder(data_key: bytes) -> str:
    """What the folder of a vault's pieces is called: two vaults may be backed up to one place."""
    return f"alcove-{hmac.digest(derive(data_key, Purpose.PIECE_NAMES), b'', 'sha256')[:5].hex()}.pieces"


def _name_of(path: Path) -> bytes:
    """The name of the piece in a file; nothing where it is none."""
    try:
        return bytes.fromhex(path.stem) if path.suffix == _SUFFIX else b""
    except ValueError:
        return b""


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _not_reached(folder, error) from error


def _not_reached(folder: Path, error: OSError) -> UserError:
    return UserError(
        f"The folder for backups {folder.parent} cannot be read or written any more ({error.strerror}); check that its drive "
        "is connected and has room."
    )
