"""What SQLite's errors mean for the user."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import UserError, VaultLocked

_FULL_BYTES = 256 * 1024


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in a sentence what goes wrong in the block with the database at this path.

    Raises:
        VaultLocked: the key is not this database's.
        UserError: it is damaged, held, cannot be written, or the disk is full.
    """
    try:
        yield
    except sqlcipher.Error as error:
        raise _explain(error, path) from error
    except MemoryError as error:
        # SQLCipher answers "out of memory" for a page whose authentication fails.
        raise UserError(f"The vault {path} is damaged, or memory ran out; restart, then run: alcove doctor") from error


def _explain(error: sqlcipher.Error, path: Path) -> Exception:
    """What an SQLite error means for the user; a mistake of ours (wrong SQL, broken rule) is handed on as it is."""
    primary_code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if primary_code == sqlcipher.SQLITE_IOERR and _is_full(path.parent):
        primary_code = sqlcipher.SQLITE_FULL
    match primary_code:
        case sqlcipher.SQLITE_NOTADB:
            return VaultLocked(
                f"The key does not open the vault {path}; it belongs to another vault, or its first page is damaged."
            )
        case sqlcipher.SQLITE_FULL:
            return UserError(
                f"The disk with {path.parent} is full; nothing was changed: free some space and try again."
            )
        case sqlcipher.SQLITE_READONLY | sqlcipher.SQLITE_PERM:
            return UserError(
                f"The vault {path} cannot be written; nothing was changed: correct the folder's permissions."
            )
        case sqlcipher.SQLITE_CANTOPEN:
            return UserError(f"The vault {path} cannot be opened; check that its folder is there and yours to write.")
        case sqlcipher.SQLITE_CORRUPT:
            return UserError(f"The vault {path} is damaged; restore it from a backup.")
        case sqlcipher.SQLITE_IOERR:
            return UserError(
                f"The disk refused to read or write {path}; nothing was changed: check the disk and its free space."
            )
        case sqlcipher.SQLITE_BUSY | sqlcipher.SQLITE_LOCKED:
            return UserError(f"Another program holds the vault {path}; close it and try again.")
        case _:
            return error


def _is_full(folder: Path) -> bool:
    # Without room for the 32 KiB of its shared memory, SQLite speaks of an I/O error.
    return folder.exists() and shutil.disk_usage(folder).free < _FULL_BYTES
