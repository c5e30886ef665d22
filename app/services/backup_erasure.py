"""What is forgotten goes from the backups too: those within reach are rewritten without it, the others are named."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.core.backups import DATABASE_MEMBER, SEALED_FILES, BackupFacts, Fate, KeptBackup
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.services.erasure import Forgotten, erase_from_copy, left_in_copy
from app.services.vault import Vault
from app.storage.backup_files import Member, copied_out, key_file_of, on_disk, opened_backup, write_backup
from app.storage.backups import KeptBackups
from app.storage.database import Database
from app.storage.earlier_vaults import earlier_backups
from app.storage.files import working_folder
from app.storage.keys import Purpose, derive
from app.storage.recordings import is_sound_of_another, recording_ids

_log = logging.getLogger(__name__)


class BackupErasure:
    """Erases from every backup that was made of the open vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._kept = KeptBackups(vault.database)

    def may_hold(self) -> bool:
        """Whether there are backups in which something may be that is in the vault no more."""
        return bool(self._kept.all())

    def forget(self, what: Forgotten, in_vault: bool) -> tuple[dict[str, Fate], dict[str, int]]:
        """Erase it; what became of each backup, by path, and where something of it is still found afterwards.

        A rewritten backup is opened and searched anew. Where it was in the vault, or in one of them, copies from before an
        upgrade are erased whole, and a backup out of reach is marked as outdated in the list.
        """
        fates: dict[str, Fate] = {}
        left: dict[str, int] = {}
        for backup in self._kept.all():
            try:
                fates[backup.path], found = self._forget(backup, what)
                left |= {f"backup {Path(backup.path).name}: {place}": count for place, count in found.items()}
            except (UserError, OSError) as error:
                _log.warning("a backup could not be looked through for what was forgotten: %s", error)
                fates[backup.path] = Fate.OUT_OF_REACH
        if in_vault or Fate.REWRITTEN in fates.values():
            self._outdate([path for path, fate in fates.items() if fate is Fate.OUT_OF_REACH])
            fates |= self._erase_earlier()
        return fates, left

    def _outdate(self, paths: Sequence[str]) -> None:
        for path in paths:
            self._kept.mark_outdated(path)

    def _erase_earlier(self) -> dict[str, Fate]:
        earlier = earlier_backups(self._vault.places)
        for path in earlier:
            path.unlink(missing_ok=True)
        return {str(path): Fate.ERASED for path in earlier}

    def _forget(self, backup: KeptBackup, what: Forgotten) -> tuple[Fate, dict[str, int]]:
        path = Path(backup.path)
        part = path.with_name(f"{path.name}.rewritten")
        try:
            with self._database_of(path) as (facts, database):
                if not erase_from_copy(database, what):
                    return Fate.WITHOUT, left_in_copy(database, what)
                recordings = recording_ids(database)
                database.close()
                with opened_backup(path, self._vault.key) as (_facts, members):
                    kept = _without(members, database.path, recordings)
                    key_file = key_file_of(path)
                    for _bytes in write_backup(part, self._vault.key, key_file, facts, kept, CancelToken()):
                        continue
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        self._kept.keep(replace(backup, size_bytes=path.stat().st_size))
        with self._database_of(path) as (_facts, database):
            return Fate.REWRITTEN, left_in_copy(database, what)

    @contextmanager
    def _database_of(self, path: Path) -> Iterator[tuple[BackupFacts, Database]]:
        with working_folder(self._vault.places.unfinished) as folder:
            copy = folder / DATABASE_MEMBER
            with opened_backup(path, self._vault.key) as (facts, members):
                for member in members:
                    if member.name == DATABASE_MEMBER:
                        for _bytes in copied_out(member, copy, CancelToken()):
                            continue
                        break
            database = Database(copy, derive(self._vault.key, Purpose.DATABASE))
            try:
                yield facts, database
            finally:
                database.close()


def _without(members: Iterator[Member], database: Path, recordings: frozenset[int]) -> Iterator[Member]:
    """The members of a backup with another database, and without the sound of recordings that are not in it."""
    for member in members:
        folder, _, name = member.name.partition("/")
        if member.name == DATABASE_MEMBER:
            yield from on_disk(DATABASE_MEMBER, database)
        elif folder != SEALED_FILES or not is_sound_of_another(name, recordings):
            yield member
