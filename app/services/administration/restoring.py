"""Restoring a profile from a backup: laid beside what is there, checked whole, and only then put into its place."""

import shutil
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from app.core.administration.backups import MODELS, SEALED_FILES, BackupFacts, ExaminedBackup, KeptBackup
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.errors import UserError, VaultLocked
from app.core.events import Event
from app.services.administration.backups import require_whole
from app.services.administration.vault import Vault
from app.services.models.model_files import Meter
from app.services.permissions import Permissions
from app.storage.backups.backup_files import copied_out, key_file_of, opened_backup, passed_over
from app.storage.backups.backups import KeptBackups
from app.storage.backups.restoring import begin_restoring, finish_restoring, keep_sealed_files, ready
from app.storage.blobs import DamagedSealedFile
from app.storage.database import Database
from app.storage.files import require_room, working_folder, write_durably
from app.storage.keys import Purpose, derive, key_state
from app.storage.places import Places


class Restoring:
    """Lays the profile of a backup down. The vault that is there may be open, locked, damaged or missing."""

    def __init__(self, vault: Vault, permissions: Permissions) -> None:
        self._vault = vault
        self._permissions = permissions

    @property
    def profile(self) -> Path:
        """The folder that is restored to."""
        return self._vault.places.profile

    def examine(self, path: Path, passphrase: str | None = None, recovery_key: str | None = None) -> ExaminedBackup:
        """What a backup says of itself; nothing where it opens only with its passphrase or recovery key, and neither is given.

        Raises:
            VaultLocked: what was given does not open it.
            UserError: it is no backup, cannot be read, or is damaged at its beginning.
        """
        self._vault.places.prepare()
        with working_folder(self._vault.places.unfinished) as folder:
            laid = replace(self._vault.places, profile=folder)
            write_durably(laid.key_file, key_file_of(path))
            by_passphrase = key_state(laid) == "passphrase"
            try:
                data_key = self._key_for(path, laid, passphrase, recovery_key)
            except VaultLocked:
                if passphrase is None and recovery_key is None:
                    return ExaminedBackup(str(path), by_passphrase, None)
                raise
        with opened_backup(path, data_key) as (facts, _members):
            return ExaminedBackup(str(path), by_passphrase, facts)

    def bring(
        self, path: Path, passphrase: str | None, recovery_key: str | None, cancel: CancelToken
    ) -> Iterator[Event]:
        """Restore a backup where no vault is open, and open it: Progress.

        A vault that is here, and that nobody may be able to open any more, stays as it is in a folder below the profile,
        called "kept-" and the time: a profile of its own.

        Raises:
            VaultLocked: what was given does not open it.
            UserError: the vault that is here is open; else as `lay_down`.
            Cancelled: on cancel; nothing was changed.
        """
        if self._vault.is_open:
            raise UserError("The vault here is open; restore the backup in its settings.")
        places = self._vault.places
        is_here = places.key_file.exists() or places.database.exists()
        stays_in = f"kept-{utc_now()[:19].replace(':', '')}" if is_here else ""
        yield from self.lay_down(path, passphrase, recovery_key, cancel, stays_in)
        self.finish()
        if recovery_key is not None:
            self._vault.unlock_with_recovery_key(recovery_key)
        else:
            self._vault.unlock(passphrase)

    def lay_down(
        self,
        path: Path,
        passphrase: str | None,
        recovery_key: str | None,
        cancel: CancelToken,
        stays_in: str = "",
    ) -> Iterator[Event]:
        """Take everything out of a backup and check it: Progress. It takes its place at the next start, or by `finish`.

        What is there goes once that was opened, unless it `stays_in` a folder of this name below the profile.

        The backup opens with the key of the vault that is open, else with its own passphrase, recovery key, or this
        machine's keyring. Models in it are put beside those that are here, where the policy lets models be brought along.

        Raises:
            VaultLocked: what was given does not open it.
            UserError: it is no backup, is damaged or from a newer version, or there is no room.
            Cancelled: on cancel; nothing was changed.
        """
        places = self._vault.places
        key_file = key_file_of(path)
        places.prepare()
        with self._vault.backing_up:
            folder = begin_restoring(places)
            try:
                laid = replace(places, profile=folder)
                write_durably(laid.key_file, key_file)
                data_key = self._key_for(path, laid, passphrase, recovery_key)
                without_models = bool(self._permissions.reason("models.import_allowed"))
                facts = yield from _taken_out(path, data_key, laid, without_models, cancel)
                require_whole(laid.database, data_key, path)
                itself = [KeptBackup(str(path.resolve()), facts.made_at, facts.content_bytes)]
                if facts.vault_only:  # a copy from before an upgrade, which goes with the vault that it gives way to
                    keep_sealed_files(places, folder)
                    itself = []
                self._remember_backups(laid, derive(data_key, Purpose.DATABASE), itself)
                cancel.checkpoint()
                ready(places, stays_in)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def finish(self) -> None:
        """Put what was laid down into its place, where the vault is closed. Raises UserError if it cannot be."""
        finish_restoring(self._vault.places)

    def waits(self) -> bool:
        """Whether something was laid down that takes its place at the next start."""
        return self._vault.places.restored.is_dir()

    def withdraw(self) -> None:
        """Go on with what is there: what was laid down, and has not taken its place yet, goes."""
        shutil.rmtree(self._vault.places.restored, ignore_errors=True)

    def _key_for(self, path: Path, laid: Places, passphrase: str | None, recovery_key: str | None) -> bytes:
        if passphrase is None and recovery_key is None and self._vault.is_open:
            try:
                with opened_backup(path, self._vault.key):
                    return self._vault.key
            except DamagedSealedFile:
                # Another vault's, perhaps, which its own key file opens.
                return self._vault.key_of(laid, None)
        return self._vault.key_of(laid, passphrase, recovery_key)

    def _remember_backups(self, laid: Places, database_key: bytes, itself: Sequence[KeptBackup]) -> None:
        """The restored vault knows of the backups that were made since it was: something may be forgotten later."""
        known = self._known_backups(database_key)
        restored = Database(laid.database, database_key)
        try:
            kept = KeptBackups(restored)
            there = {it.path for it in kept.all()}
            kept.keep(*(it for it in (*known, *itself) if it.path not in there))
        finally:
            restored.close()

    def _known_backups(self, database_key: bytes) -> list[KeptBackup]:
        """Those that the vault knows which is there now; none where it is another one, or cannot be opened."""
        if self._vault.is_open:
            is_this_one = derive(self._vault.key, Purpose.DATABASE) == database_key
            return KeptBackups(self._vault.database).all() if is_this_one else []
        if not self._vault.places.database.exists():
            return []
        try:
            present = Database(self._vault.places.database, database_key)
        except UserError:
            return []
        try:
            return KeptBackups(present).all()
        except UserError:
            return []
        finally:
            present.close()


def _taken_out(
    path: Path, data_key: bytes, laid: Places, without_models: bool, cancel: CancelToken
) -> Generator[Event, None, BackupFacts]:
    with opened_backup(path, data_key) as (facts, members):
        size_bytes = facts.content_bytes or path.stat().st_size
        require_room(laid.profile, size_bytes, "What is in the backup")
        meter = Meter("Restoring", size_bytes)
        for member in members:
            target = _target(member.name, laid)
            unwanted = target.exists() or (without_models and target.is_relative_to(laid.models))
            reading = passed_over(member, cancel) if unwanted else copied_out(member, target, cancel)
            for read_bytes in reading:
                yield from meter.count(read_bytes, member.name)
    return facts


def _target(name: str, laid: Places) -> Path:
    """Where a member belongs. A model that is here already stays as it is: its hash is looked at before it is used."""
    inside = PurePosixPath(name)
    folder = {SEALED_FILES: laid.blobs, MODELS: laid.models}.get(inside.parts[0], laid.profile)
    return folder.joinpath(*inside.parts[1:]) if len(inside.parts) > 1 else laid.database
