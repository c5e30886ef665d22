"""Generations of the nearest-neighbour index: open on memory-backed storage, and sealed on disk to be opened again."""

import hashlib
import logging
import os
import shutil
import sys
import tempfile
from array import array
from collections.abc import Sequence
from pathlib import Path

import msgspec

from app.core.clock import utc_now
from app.core.errors import UserError
from app.storage.blobs import DamagedSealedFile, seal_folder, unseal_folder
from app.storage.keys import Purpose, derive
from app.storage.places import Places

_log = logging.getLogger(__name__)
_MEMORY = Path("/dev/shm")  # noqa: S108  memory-backed, and where the index worker may write
_SNAPSHOT = "current.sealed"
_HEADER = "header.json"
_IDS = "ids.bin"


class GenerationHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a generation was made of. `ids_sha256` is over the ids as little-endian 64-bit numbers, ascending."""

    model_id: str
    count: int
    ids_sha256: str
    created_at: str


class Generations:
    """The generations of one profile; `data_key` is the vault's. Only the process that owns the profile may make one.

    Folders are private to the user and hold plain vectors, so they are made in memory only: where the system has no
    memory-backed storage there are none, and an index lives inside its worker.
    """

    def __init__(self, places: Places, data_key: bytes, memory: Path = _MEMORY) -> None:
        self._snapshot = places.generations / _SNAPSHOT
        self._key = derive(data_key, Purpose.GENERATIONS)
        self._prefix = f"alcove-{hashlib.sha256(os.fsencode(places.profile)).hexdigest()[:16]}-"
        self._memory = memory if sys.platform == "linux" and memory.is_dir() else None
        self._root: Path | None = None
        self._remove_leftovers()

    def new_folder(self, size_bytes: int) -> Path | None:
        """An empty private folder in memory, None where there is no room for twice `size_bytes`."""
        if self._memory is None or shutil.disk_usage(self._memory).free < 2 * size_bytes:
            return None
        if self._root is None:
            self._root = Path(tempfile.mkdtemp(prefix=self._prefix, dir=self._memory))
        return Path(tempfile.mkdtemp(dir=self._root))

    def seal(self, folder: Path, model_id: str, ids: Sequence[int]) -> None:
        """Keep the closed generation in this folder as the current one, in place of the one before, atomically.

        Raises:
            UserError: the disk is full or cannot be written; the one before is still there.
        """
        content = _ids_content(ids)
        header = GenerationHeader(model_id, len(ids), hashlib.sha256(content).hexdigest(), utc_now())
        (folder / _IDS).write_bytes(content)
        (folder / _HEADER).write_bytes(msgspec.json.encode(header))
        self._snapshot.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        seal_folder(self._snapshot, self._key, folder)

    def restore(self, model_id: str) -> tuple[Path, tuple[int, ...]] | None:
        """The current generation of this model in a new folder, with its passage ids; None if there is none to be had.

        A snapshot that is damaged or of another model is removed.
        """
        if not self._snapshot.is_file():
            return None
        folder = self.new_folder(self._snapshot.stat().st_size)
        if folder is None:
            return None
        try:
            folder.rmdir()
            unseal_folder(self._snapshot, self._key, folder)
            return folder, _checked_ids(folder, model_id)
        except (DamagedSealedFile, msgspec.MsgspecError, ValueError):
            self.discard()
        except (UserError, OSError) as error:  # no room, or a disk that cannot be read now: the snapshot may be good
            _log.warning("the snapshot of the index cannot be opened now and is kept: %s", error)
        self.remove(folder)
        return None

    def discard(self) -> None:
        """Remove the snapshot, for what it holds is to be forgotten or not to be trusted."""
        self._snapshot.unlink(missing_ok=True)

    def remove(self, folder: Path) -> None:
        """Remove a folder made here, with all that is in it."""
        shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Remove every folder made here; the snapshot stays."""
        if self._root is not None:
            self.remove(self._root)
            self._root = None

    def _remove_leftovers(self) -> None:
        """A process that was killed could not tidy up; this profile is ours now, so its folders are nobody's."""
        if self._memory is None:
            return
        for left in self._memory.glob(f"{self._prefix}*"):
            if left.lstat().st_uid == os.getuid() and not left.is_symlink():
                self.remove(left)


def _checked_ids(folder: Path, model_id: str) -> tuple[int, ...]:
    header = msgspec.json.decode((folder / _HEADER).read_bytes(), type=GenerationHeader)
    content = (folder / _IDS).read_bytes()
    if header.model_id != model_id or hashlib.sha256(content).hexdigest() != header.ids_sha256:
        raise ValueError("a generation of another model, or of other ids")
    ids = array("q")
    ids.frombytes(content)
    if sys.byteorder == "big":
        ids.byteswap()
    return tuple(ids)


def _ids_content(ids: Sequence[int]) -> bytes:
    ordered = array("q", sorted(ids))
    if sys.byteorder == "big":
        ordered.byteswap()
    return ordered.tobytes()
