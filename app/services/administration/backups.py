"""Backups of everything in a profile: made while Alcove runs, verified, listed, and made by themselves where that is wanted."""

import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import __version__
from app.core.administration.backups import (
    BACKUP_SUFFIX,
    DATABASE_MEMBER,
    MODELS,
    SEALED_FILES,
    BackupFacts,
    Inventory,
    KeptBackup,
    backup_name,
)
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.errors import UnreadableFile, UserError
from app.core.events import Event, Failed, Progress, Written
from app.services.administration.vault import Vault
from app.services.models.model_files import Meter
from app.storage.audit import Audit
from app.storage.backups.backup_files import copied_out, opened_backup, passed_over, write_backup
from app.storage.backups.backup_members import on_disk
from app.storage.backups.backup_pieces import DamagedPiece, pieces_folder
from app.storage.backups.backups import KeptBackups, inventory_of
from app.storage.backups.shared_pieces import last_listed, remove_unused
from app.storage.blobs import DamagedSealedFile
from app.storage.database import Database
from app.storage.files import is_folder, require_room, working_folder
from app.storage.keys import Purpose, derive
from app.storage.places import Places
from app.storage.settings import Settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackupState:
    """A backup that was made, and whether it is within reach now."""

    backup: KeptBackup
    within_reach: bool


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """The folder that backups are written to by themselves, "" where none is named; whether it is there, and its room."""

    path: str
    there: bool = False
    free_bytes: int = 0


class Backups:
    """Makes and verifies backups of the open vault's profile, and remembers where they are."""

    def __init__(self, vault: Vault, settings: Settings, audit: Audit) -> None:
        self._vault = vault
        self._settings = settings
        self._audit = audit
        self._kept = KeptBackups(vault.database)

    def all(self) -> list[BackupState]:
        """Every backup that was made, the newest first."""
        return [BackupState(it, Path(it.path).is_file()) for it in self._kept.all()]

    def make(self, target: Path, with_models: bool, cancel: CancelToken, scheduled: bool = False) -> Iterator[Event]:
        """Write everything of the profile into a backup; others go on working meanwhile. Progress, then Written.

        What is called *.alcovebackup is a file, and such a backup holds everything itself. Anything else is a folder, made
        where it is not there yet: the backup is called by the time, and shares what did not change with the others there.

        Raises:
            UserError: there is no room, it cannot be written, or it would lie inside the profile itself.
            Cancelled: on cancel; there is no new file, and one that was there is still there.
        """
        places, made_at = self._vault.places, utc_now()
        shares = target.suffix.lower() != BACKUP_SUFFIX or is_folder(target)
        path = Path(os.path.realpath(target / backup_name(made_at) if shares else target))
        _require_elsewhere(path, places)
        with (
            _folder_for(path, makes_it=shares),
            self._vault.backing_up,
            working_folder(places.unfinished) as folder,
        ):
            copy = folder / DATABASE_MEMBER
            require_room(folder, places.database.stat().st_size, "A copy of the vault")
            yield Progress("Copying the vault", 0, 0, "bytes")
            self._vault.database.copy_to(copy, lambda _done, _total: cancel.checkpoint())
            files = [(DATABASE_MEMBER, copy), *_files_of(places, with_models)]
            facts = BackupFacts(
                made_at,
                __version__,
                with_models,
                content_bytes=sum(_size_bytes(file) for _, file in files),
                inventory=inventory_of(self._vault.database),
                pieces=pieces_folder(self._vault.key) if shares else "",
            )
            if shares:
                # What a killed backup left, on a drive that was pulled out perhaps, may be other than its name says.
                self._remove_unused(path.parent)
            yield from self._write(path, facts, files, cancel)
            size_bytes = facts.content_bytes if shares else path.stat().st_size
            self._kept.keep(KeptBackup(str(path), made_at, size_bytes, scheduled))
            if scheduled:
                self._drop_old()
            if shares:
                self._remove_unused(path.parent)
        self._audit.record("backup made", scheduled=scheduled, with_models=with_models)
        yield Written(str(path))

    def _write(
        self, path: Path, facts: BackupFacts, files: Sequence[tuple[str, Path]], cancel: CancelToken
    ) -> Iterator[Event]:
        key, key_file = self._vault.key, self._vault.places.key_file.read_bytes()
        earlier = last_listed(path.parent, key) if facts.pieces else {}
        known = {name: it.size_bytes for name, it in earlier.items()}
        # Of a vault that is in an earlier backup most is there already; how much, only reading it tells.
        new = [file for name, file in files if known.get(name) != _size_bytes(file)]
        room = sum(_size_bytes(file) for file in new if file.name != DATABASE_MEMBER or not known)
        require_room(path.parent, room, "The backup")
        meter = Meter("Writing the backup", facts.content_bytes)
        members = (member for name, file in files for member in on_disk(name, file))
        for size_bytes in write_backup(path, key, key_file, facts, members, cancel, earlier):
            yield from meter.count(size_bytes, path.name)

    def _drop_old(self) -> None:
        """Of those made by themselves only as many stay as are to be kept."""
        now = utc_now()
        made = sorted((it for it in self._kept.all() if it.scheduled), key=lambda it: it.made_at > now)
        for old in made[int(self._settings.get("backup.kept")) :]:
            # One out of reach stays on the list: what is forgotten may be in it.
            if is_folder(Path(old.path).parent):
                try:
                    Path(old.path).unlink(missing_ok=True)
                    self._kept.drop(old.path)
                except OSError as error:
                    _log.warning("an old backup could not be removed (%s); it is tried again", error.strerror)

    def _remove_unused(self, folder: Path) -> None:
        try:
            remove_unused(folder, self._vault.key)
        except UserError as error:
            _log.warning("pieces of backups that are not needed any more are still there: %s", error)

    def folder(self) -> BackupFolder:
        """The folder for backups as it is now."""
        named = str(self._settings.get("backup.folder"))
        folder = Path(named).expanduser()
        if not named or not is_folder(folder):
            return BackupFolder(named)
        try:
            return BackupFolder(named, True, shutil.disk_usage(folder).free)
        except OSError:
            return BackupFolder(named)

    def inventory(self) -> Inventory:
        """How much is in the vault now."""
        return inventory_of(self._vault.database)

    def drop(self, path: Path) -> None:
        """Take a backup out of the list: it is gone, or somebody else's to look after."""
        self._kept.drop(str(path))

    def verify(self, path: Path, cancel: CancelToken) -> Iterator[Event]:
        """Read a backup whole, and look at every page of the vault in it: Progress, and Failed if it is not as it was made.

        A damaged piece that it shares with others is removed, so that the next backup writes it anew.

        Raises:
            UserError: there is no room for the vault in it.
            Cancelled: on cancel.
        """
        try:
            yield from self._verified(path, cancel)
        except (DamagedSealedFile, UnreadableFile) as error:
            if isinstance(error.__cause__, DamagedPiece):
                with suppress(OSError):
                    error.__cause__.path.unlink(missing_ok=True)
            yield Failed(str(path), str(error))

    def _verified(self, path: Path, cancel: CancelToken) -> Iterator[Event]:
        key = self._vault.key
        with working_folder(self._vault.places.unfinished) as folder, opened_backup(path, key) as (facts, members):
            meter = Meter("Verifying the backup", facts.content_bytes or path.stat().st_size)
            for member in members:
                if member.name == DATABASE_MEMBER:
                    require_room(folder, member.size_bytes, "The vault in the backup")
                    reading = copied_out(member, folder / DATABASE_MEMBER, cancel)
                else:
                    reading = passed_over(member, cancel)
                for size_bytes in reading:
                    yield from meter.count(size_bytes, member.name)
            require_whole(folder / DATABASE_MEMBER, key, path)

    def is_due(self, now: datetime | None = None) -> bool:
        """Whether a backup is to be made by itself now: where a folder is set, so many days after the last."""
        days = int(self._settings.get("backup.every_days"))
        if not self._settings.get("backup.folder") or not days:
            return False
        ages = [
            (now or datetime.now(UTC)) - datetime.fromisoformat(it.made_at) for it in self._kept.all() if it.scheduled
        ]
        # One of a day to come was made before the clock was set right.
        return not any(timedelta(0) <= age < timedelta(days=days) for age in ages)

    def make_due(self, cancel: CancelToken) -> Iterator[Event]:
        """Make the backup that is due, if one is; of those made by themselves before, only as many stay as are to be kept."""
        if not self.is_due():
            return
        folder = Path(str(self._settings.get("backup.folder"))).expanduser()
        if not is_folder(folder):
            raise UserError(f"The folder for backups {folder} is not there; no backup was made: connect or make it.")
        yield from self.make(folder, with_models=False, cancel=cancel, scheduled=True)


def require_whole(database: Path, data_key: bytes, backup: Path) -> None:
    """Open the database that came out of a backup and look at every page; it has this version's layout afterwards.

    Raises:
        DamagedSealedFile: it is missing or damaged.
        UserError: a newer version of Alcove wrote it.
    """
    damage = None
    if database.exists():
        opened = Database(database, derive(data_key, Purpose.DATABASE))
        damage = opened.damage()
        opened.close()
    if damage or not database.exists():
        raise DamagedSealedFile(f"The vault in the backup {backup} is damaged; take another backup.")


def _files_of(places: Places, with_models: bool) -> list[tuple[str, Path]]:
    """What goes into a backup beside the database, by its name there. Snapshots of the index are made anew from that."""
    folders = [(SEALED_FILES, places.blobs), *([(MODELS, places.models)] if with_models else [])]
    return [
        (f"{name}/{file.relative_to(folder).as_posix()}", file)
        for name, folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(".part")
    ]


def _size_bytes(path: Path) -> int:
    """The size of a file, 0 where it was removed meanwhile."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _require_elsewhere(path: Path, places: Places) -> None:
    if path.is_relative_to(os.path.realpath(places.profile)):
        raise UserError(f"{path} lies in the data folder itself and would be lost with it; choose another folder.")


@contextmanager
def _folder_for(path: Path, *, makes_it: bool) -> Iterator[None]:
    """With `makes_it` only the folder itself is made: one above it that is missing may be a drive that is not connected.

    One that was made goes again if an exception leaves.
    """
    folder = path.parent
    if is_folder(folder):
        yield
        return
    if not makes_it or not is_folder(folder.parent):
        missing = folder.parent if makes_it else folder
        raise UserError(f"There is no folder {missing} for the backup; make it, or choose another.")
    try:
        folder.mkdir()
    except FileExistsError:
        raise UserError(
            f"{folder} is a file: name a folder for the backup, or a new file whose name ends in {BACKUP_SUFFIX}."
        ) from None
    except OSError as error:
        raise UserError(f"The folder {folder} could not be made ({error.strerror}); choose another.") from None
    try:
        yield
    except BaseException:
        with suppress(OSError):
            folder.rmdir()
        raise
