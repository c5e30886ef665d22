"""Large files read block by block: compared with a hash, or copied and hashed on the way, with progress."""

import hashlib
import shutil
import stat
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile, UserError
from app.core.events import Progress
from app.core.models.model import ModelFile
from app.core.models.model_parts import part_names

_BLOCK_BYTES = 1 << 20
_PROGRESS_BYTES = 16 << 20
_SPARE_BYTES = 200_000_000
_IMPORT_PREFIX = ".import-"
_STALE_SECONDS = 24 * 3600


class Meter:
    """Counts bytes over all files of a job, and tells now and then how far it is."""

    def __init__(self, activity: str, total_bytes: int) -> None:
        self._activity = activity
        self._total = total_bytes
        self._done = 0
        self._told = 0
        self._started = time.monotonic()

    def count(self, size_bytes: int, detail: str) -> Iterator[Progress]:
        """Add bytes; yields a `Progress` for every 16 MiB, and when everything is done."""
        self._done += size_bytes
        if self._done - self._told < _PROGRESS_BYTES and self._done < self._total:
            return
        self._told = self._done
        elapsed = time.monotonic() - self._started
        left = elapsed * (self._total - self._done) / self._done if self._done else None
        yield Progress(self._activity, self._done, self._total, "bytes", left, detail)


def verify(path: Path, file: ModelFile, meter: Meter, cancel: CancelToken) -> Generator[Progress, None, str]:
    """Compare a file with its hash; returns what is wrong with it in a sentence, or "".

    Raises:
        Cancelled: stopped.
    """
    try:
        digest = yield from digest_of(path, meter, cancel)
    except FileNotFoundError:
        return "The file is not here; get the model again."
    except OSError as error:
        return f"The file cannot be read ({error.strerror}); check the disk, or get the model again."
    if digest != file.sha256:
        return "The file is not the one its hash names; remove the model and get it again."
    return ""


def digest_of(path: Path, meter: Meter, cancel: CancelToken) -> Generator[Progress, None, str]:
    """The sha256 of a file in hexadecimal.

    Raises:
        OSError: it cannot be read.
        Cancelled: stopped.
    """
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(_BLOCK_BYTES):
            cancel.checkpoint()
            digest.update(block)
            yield from meter.count(len(block), path.name)
    return digest.hexdigest()


def copy(source: Path, target: Path, meter: Meter, cancel: CancelToken) -> Generator[Progress, None, str]:
    """Copy a file; returns its sha256 in hexadecimal.

    It is a copy even where a link could be made: what the user does to the original must not change the model.

    Raises:
        UserError: it could not be read or written.
        Cancelled: stopped; the target is left incomplete.
    """
    digest = hashlib.sha256()
    try:
        with source.open("rb") as reading, target.open("wb") as writing:
            while block := reading.read(_BLOCK_BYTES):
                cancel.checkpoint()
                digest.update(block)
                writing.write(block)
                yield from meter.count(len(block), source.name)
    except OSError as error:
        raise UserError(f"{source} could not be copied to the models ({error.strerror}); try again.") from None
    return digest.hexdigest()


@contextmanager
def import_folder(models: Path) -> Iterator[Path]:
    """A folder beside the models for a file on its way in; gone afterwards, with those of imports that were killed.

    Raises:
        UserError: it cannot be made.
    """
    try:
        for folder in models.glob(f"{_IMPORT_PREFIX}*"):
            if time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder)
        made = tempfile.TemporaryDirectory(prefix=_IMPORT_PREFIX, dir=models)
    except OSError as error:
        raise UserError(f"Nothing can be written to {models} ({error.strerror}); correct its permissions.") from None
    with made as name:
        yield Path(name)


def size_to_import(path: Path) -> int:
    """The size of a file in bytes, once it is clear that it is one and can be read.

    Raises:
        UnreadableFile: else, with what to do.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"{path} cannot be read as a file; choose a model file, such as a GGUF.")
        with path.open("rb"):
            return status.st_size
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read ({error.strerror}); choose a model file, such as a GGUF."
        ) from None


def parts_of(path: Path) -> tuple[Path, ...]:
    """All files of the model that a file belongs to, in their order.

    Raises:
        UnreadableFile: some of them are missing.
    """
    paths = tuple(path.with_name(name) for name in part_names(path.name))
    missing = [part.name for part in paths if len(paths) > 1 and not part.is_file()]
    if missing:
        raise UnreadableFile(
            f"{path.name} is one of {len(paths)} parts of a model, and beside it {', '.join(missing[:3])} "
            f"{'is' if len(missing) == 1 else 'are'} missing; put all parts into one folder."
        )
    return paths


def require_room(path: Path, size_bytes: int, models: Path) -> None:
    """Make sure that there is room for a copy of a file.

    Raises:
        UserError: there is none, or nothing can be written there.
    """
    try:
        models.mkdir(parents=True, exist_ok=True)
        free_bytes = shutil.disk_usage(models).free
    except OSError as error:
        raise UserError(f"Nothing can be written to {models} ({error.strerror}); correct its permissions.") from None
    if size_bytes + _SPARE_BYTES > free_bytes:
        raise UserError(
            f"{path.name} takes {size_bytes / 1e9:.1f} GB and {free_bytes / 1e9:.1f} GB are free in {models}; "
            "make room and try again."
        )
