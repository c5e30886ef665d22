"""The backups in a folder, and the pieces they share: what the last of them lists, and what none of them needs any more."""

from collections.abc import Iterator
from pathlib import Path

from app.core.administration.backups import BACKUP_SUFFIX
from app.storage.backups.backup_files import NoBackup, listed_in
from app.storage.backups.backup_members import Listing
from app.storage.backups.backup_pieces import Pieces, pieces_folder
from app.storage.blobs import DamagedSealedFile


def last_listed(folder: Path, data_key: bytes) -> dict[str, Listing]:
    """The files of the last backup of this vault in a folder that is in pieces, by name; none where there is none.

    Raises:
        UnreadableFile: a backup there cannot be read.
    """
    # Without the pieces those before rest on, nothing is shared: all is written anew.
    return next(_listed(folder, data_key), {}) if (folder / pieces_folder(data_key)).is_dir() else {}


def remove_unused(folder: Path, data_key: bytes) -> None:
    """Remove the pieces of this vault that no backup in the folder lists, as one does that was deleted or never finished.

    Raises:
        UserError: another backup is being written there, or a backup cannot be read: its pieces stay.
    """
    pieces = Pieces(folder / pieces_folder(data_key), data_key)
    if pieces.folder.is_dir():
        with pieces.adding():
            wanted = {name for files in _listed(folder, data_key) for it in files.values() for name in it.names}
            pieces.keep_only(wanted)


def _listed(folder: Path, data_key: bytes) -> Iterator[dict[str, Listing]]:
    """The files of each backup in pieces, the newest first. Those of other vaults share nothing with these."""
    own = pieces_folder(data_key)
    for path in sorted(folder.glob(f"*{BACKUP_SUFFIX}"), reverse=True):
        try:
            pieces, files = listed_in(path, data_key)
        except (DamagedSealedFile, NoBackup):
            continue
        if pieces == own:
            yield files
