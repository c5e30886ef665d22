"""What is forgotten goes from the backups too: those within reach are rewritten without it, the others are named."""

import logging
import shutil
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.core.administration.backups import DATABASE_MEMBER, SEALED_FILES, BackupFacts, Fate, KeptBackup
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Event, Progress
from app.services.administration.erasure import Forgotten, erase_from_copy, left_in_copy, marked_meeting
from app.services.administration.vault import Vault
from app.services.models.model_files import Meter
from app.storage.backups.backup_files import copied_out, key_file_of, opened_backup, write_backup
from app.storage.backups.backup_members import Member, on_disk
from app.storage.backups.backups import KeptBackups, inventory_of
from app.storage.backups.earlier_vaults import earlier_backups
from app.storage.backups.shared_pieces import remove_unused
from app.storage.database import Database
from app.storage.files import sync_folder, working_folder
from app.storage.keys import Purpose, derive
from app.storage.meetings.recordings import is_sound_of_another, recording_ids

_log = logging.getLogger(__name__)
_READ_OVER = 3
"""How often a backup is gone through at most: for what is in it, to rewrite it, and to look again."""


class BackupErasure:
    """Erases from every backup that was made of the open vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._kept = KeptBackups(vault.database)

    def may_hold(self) -> bool:
        """Whether there are backups in which something may be that is in the vault no more."""
        return bool(self._kept.all())

    def left_meeting(self, transcript_id: int) -> Forgotten | None:
        """A meeting that was forgotten and is still in a backup, None where there is none."""
        return marked_meeting((mark for backup in self._kept.all() for mark in backup.left_in), transcript_id)

    def forget(
        self, what: Forgotten, in_vault: bool, cancel: CancelToken
    ) -> Generator[Event, None, tuple[dict[str, Fate], dict[str, int]]]:
        """Erase it; what became of each backup, by path, and where something of it is still found afterwards. Progress.

        A rewritten backup is opened and searched anew. Where it was in the vault, or in one of them, copies from before an
        upgrade and a backup that waits to be restored are erased whole, and one that is out of reach, or left alone on
        cancel, is marked in the list until it is forgotten there too.
        """
        fates: dict[str, Fate] = {}
        left: dict[str, int] = {}
        still_in: set[str] = set()
        with self._vault.backing_up:
            kept = self._kept.all()
            for number, backup in enumerate(kept, start=1):
                activity = f"Erasing it from backup {number} of {len(kept)}"
                yield Progress(activity, 0, 0, "bytes", detail=Path(backup.path).name)
                try:
                    meter = Meter(activity, _READ_OVER * backup.size_bytes)
                    fates[backup.path], found = yield from self._forget(backup, what, meter, cancel)
                    still_in |= {backup.path} if found else set()
                    left |= {f"backup {Path(backup.path).name}: {place}": count for place, count in found.items()}
                except Cancelled:
                    fates[backup.path] = Fate.LEFT
                except (UserError, OSError) as error:
                    _log.warning("a backup could not be looked through for what was forgotten: %s", error)
                    fates[backup.path] = Fate.OUT_OF_REACH
            self._remove_pieces(fates)
            was_somewhere = in_vault or Fate.REWRITTEN in fates.values()
            still_in |= {path for path, fate in fates.items() if fate in (Fate.OUT_OF_REACH, Fate.LEFT)}
            for path in fates:
                if was_somewhere or path not in still_in:
                    self._kept.mark(path, what.mark, left_in=path in still_in)
            if was_somewhere:
                fates |= self._erase_whole()
        return fates, left

    def _remove_pieces(self, fates: dict[str, Fate]) -> None:
        """Where the backups of a folder share pieces, those with what was erased go; else these backups hold it still."""
        for folder in {Path(path).parent for path in fates}:
            try:
                remove_unused(folder, self._vault.key)
            except UserError as error:
                _log.warning("pieces with what was forgotten are still there: %s", error)
                inside = [path for path, fate in fates.items() if Path(path).parent == folder]
                fates |= {path: Fate.OUT_OF_REACH for path in inside if fates[path] is not Fate.LEFT}

    def _erase_whole(self) -> dict[str, Fate]:
        earlier, restored = earlier_backups(self._vault.places), self._vault.places.restored
        for path in earlier:
            path.unlink(missing_ok=True)
        waits = [restored] if restored.exists() else []
        shutil.rmtree(restored, ignore_errors=True)
        return {str(path): Fate.ERASED for path in (*earlier, *waits)}

    def _forget(
        self, backup: KeptBackup, what: Forgotten, meter: Meter, cancel: CancelToken
    ) -> Generator[Event, None, tuple[Fate, dict[str, int]]]:
        path, key = Path(backup.path), self._vault.key
        part = path.with_name(f"{path.name}.rewritten")
        with working_folder(self._vault.places.unfinished) as folder:
            copy = folder / DATABASE_MEMBER
            facts = yield from self._copied(path, copy, meter, cancel)
            with self._database(copy) as database:
                if not erase_from_copy(database, what):
                    return Fate.WITHOUT, left_in_copy(database, what)
                recordings, facts = recording_ids(database), replace(facts, inventory=inventory_of(database))
            try:
                with opened_backup(path, key) as (_before, members):
                    kept = _without(members, copy, recordings)
                    for size_bytes in write_backup(part, key, key_file_of(path), facts, kept, cancel):
                        yield from meter.count(size_bytes, path.name)
                part.replace(path)
                # Before the pieces go that only the former one lists.
                sync_folder(path.parent)
            finally:
                part.unlink(missing_ok=True)
            if not facts.pieces:
                self._kept.keep(replace(backup, size_bytes=path.stat().st_size))
            copy.unlink()
            yield from self._copied(path, copy, meter, CancelToken())
            with self._database(copy) as database:
                return Fate.REWRITTEN, left_in_copy(database, what)

    def _copied(self, path: Path, copy: Path, meter: Meter, cancel: CancelToken) -> Generator[Event, None, BackupFacts]:
        """Take the database out of a backup."""
        with opened_backup(path, self._vault.key) as (facts, members):
            for member in members:
                if member.name == DATABASE_MEMBER:
                    for size_bytes in copied_out(member, copy, cancel):
                        yield from meter.count(size_bytes, path.name)
                    break
        return facts

    def _database(self, copy: Path) -> "closing[Database]":
        return closing(Database(copy, derive(self._vault.key, Purpose.DATABASE)))


def _without(members: Iterator[Member], database: Path, recordings: frozenset[int]) -> Iterator[Member]:
    """The members of a backup with another database, and without the sound of recordings that are not in it."""
    for member in members:
        folder, _, name = member.name.partition("/")
        if member.name == DATABASE_MEMBER:
            yield from on_disk(DATABASE_MEMBER, database)
        elif folder != SEALED_FILES or not is_sound_of_another(name, recordings):
            yield member
