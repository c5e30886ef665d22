"""The vault's door: make it, unlock it, change how it is locked, close it."""

import logging
import shutil
import threading
from pathlib import Path
from typing import Literal

from app.core.errors import UserError, VaultLocked
from app.services.permissions import Permissions
from app.storage import keys
from app.storage.backups.earlier_vaults import keep_earlier
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database
from app.storage.keys import Purpose
from app.storage.places import Places
from app.storage.system_keyring import SystemKeyring, find_system_keyring

_log = logging.getLogger(__name__)

VaultState = Literal["new", "locked", "open"]


class Vault:
    """One profile's vault. `keyring` stands in for the operating system's own where that is not wanted."""

    def __init__(self, places: Places, permissions: Permissions, keyring: SystemKeyring | None = None) -> None:
        self.places = places
        self._keyring = keyring
        self._permissions = permissions
        self._data_key = bytearray()
        self._database: Database | None = None
        self._by_recovery_key = False
        self.upgrade_share: float | None = None
        """How far the copy is that is made before a vault is brought to a newer layout; None while none is made."""
        self.backing_up = threading.Lock()
        """Held while a backup is made, laid down or rewritten: what is forgotten meanwhile would be in it and in no list."""

    def state(self) -> VaultState:
        """Whether there is a vault, and whether it is open. Raises UserError if its key file is damaged."""
        if self.is_open:
            return "open"
        return "new" if keys.key_state(self.places) == "none" else "locked"

    @property
    def is_open(self) -> bool:
        """Whether it is open; where its key file is damaged, too."""
        return self._database is not None

    def needs_passphrase(self) -> bool:
        """Whether `unlock` wants a passphrase; False where the keyring holds the key, and before there is a vault."""
        return keys.key_state(self.places) == "passphrase"

    def keyring_available(self) -> bool:
        """Whether this machine has a keyring of its own that can keep the key."""
        return self._find_keyring() is not None

    def passphrase_rules(self) -> tuple[bool, int]:
        """Whether a passphrase is required, and the fewest characters it may have, by the administrator's policy."""
        return self._permissions.requires_passphrase(), self._permissions.shortest_passphrase

    @property
    def database(self) -> Database:
        """The open database. Raises VaultLocked if it is not open."""
        if self._database is None:
            raise VaultLocked("The vault is locked; unlock it first.")
        return self._database

    @property
    def key(self) -> bytes:
        """The data key, from which `keys.derive` makes those for other files. Raises VaultLocked if it is not open."""
        if self._database is None:
            raise VaultLocked("The vault is locked; unlock it first.")
        return bytes(self._data_key)

    def create(self, passphrase: str | None) -> str:
        """Make a new vault and open it, under a passphrase or (None) the keyring; returns the recovery key for paper.

        Raises:
            VaultLocked: there is neither a passphrase nor a keyring.
            RefusedByPolicy: the passphrase, or the lack of one, is not allowed.
            UserError: there is a vault already, or its folder cannot be written.
        """
        self._refuse_if_there()
        self._permissions.require_passphrase(passphrase)
        self._permissions.require_lock()
        self.places.prepare()
        keyring = self._find_keyring() if passphrase is None else None
        data_key = keys.new_data_key()
        # The key file comes last but one: a crash before it leaves nothing anyone could miss, one after it is
        # finished by the next `unlock`.
        unfinished = self.places.unfinished_database
        for suffix in ("", "-wal", "-shm"):
            Path(f"{unfinished}{suffix}").unlink(missing_ok=True)
        Database(unfinished, keys.derive(data_key, Purpose.DATABASE)).close()
        recovery_key = keys.keep(self.places, data_key, passphrase, keyring)
        self._open(data_key)
        return recovery_key

    def unlock(self, passphrase: str | None = None) -> None:
        """Open the vault. Takes up to a second with a passphrase: not for the window's thread.

        Raises:
            VaultLocked: the passphrase is missing or wrong, or the keyring does not give the key.
            RefusedByPolicy: the offline lock does not hold as the policy wants it.
            UserError: the vault is damaged, incomplete, or from a newer version.
        """
        if self._database is None:
            self._open(self.key_of(self.places, passphrase))

    def unlock_with_recovery_key(self, recovery_key: str) -> None:
        """Open the vault with the key kept on paper. Raises as `unlock` does; set a new passphrase afterwards."""
        if self._database is None:
            self._open(self.key_of(self.places, None, recovery_key))
            self._by_recovery_key = True

    def key_of(self, places: Places, passphrase: str | None, recovery_key: str | None = None) -> bytes:
        """The data key that another profile's key file holds, by what opens it, or by this machine's keyring.

        Raises:
            VaultLocked: what was given does not open it.
            UserError: the key file is damaged.
        """
        if recovery_key is not None:
            return keys.unwrap_with_recovery_key(places, recovery_key)
        wants_keyring = keys.key_state(places) == "keyring"
        return keys.unwrap(places, passphrase, self._find_keyring() if wants_keyring else None)

    def asks_for_present(self) -> bool:
        """Whether who changes the passphrase has one to prove: not where the recovery key opened the vault, or the keyring."""
        return self.needs_passphrase() and not self._by_recovery_key

    def change_passphrase(self, passphrase: str | None, present: str | None = None) -> None:
        """Lock the open vault by another passphrase, or (None) by the keyring; nothing in it is written anew.

        Where the `present` one is given, nothing is changed unless that is right.

        Raises:
            VaultLocked: the vault is not open, the present passphrase is wrong, or there is no keyring.
            RefusedByPolicy: the passphrase, or the lack of one, is not allowed.
        """
        self._permissions.require_passphrase(passphrase)
        if present is not None:
            self._require_present(present)
        keys.rewrap(self.places, self.key, passphrase, self._find_keyring())
        self._by_recovery_key = False

    def _require_present(self, passphrase: str) -> None:
        try:
            self.key_of(self.places, passphrase)
        except VaultLocked:
            raise VaultLocked("The present passphrase is wrong; nothing was changed.") from None

    def renew_recovery_key(self) -> str:
        """A new recovery key for paper; the old one no longer works. Raises VaultLocked if the vault is not open."""
        return keys.renew_recovery_key(self.places, self.key)

    def close(self) -> None:
        """Close the database and overwrite the data key in memory. The vault can be unlocked again."""
        if self._database is not None:
            self._database.close()
            self._database = None
        self._data_key[:] = bytes(len(self._data_key))
        self._data_key = bytearray()

    def _open(self, data_key: bytes) -> None:
        self._permissions.require_lock()
        places = self.places
        if not places.database.exists() and places.unfinished_database.exists():
            places.unfinished_database.replace(places.database)
        if not places.database.exists():
            raise UserError(f"The vault's database {places.database} is missing; restore it from a backup.")
        shutil.rmtree(places.unfinished, ignore_errors=True)
        try:
            database = Database(
                places.database,
                keys.derive(data_key, Purpose.DATABASE),
                lambda connection: keep_earlier(places, connection, data_key, self._tell_upgrade),
            )
        finally:
            self.upgrade_share = None
        try:
            Conversations(database).purge()
        except UserError as error:
            # On a full disk everything can still be read, and space can be made.
            _log.warning("deleted conversations could not be erased yet: %s", error)
        self._data_key = bytearray(data_key)
        self._database = database
        shutil.rmtree(places.replaced, ignore_errors=True)

    def _tell_upgrade(self, done: int, total: int) -> None:
        self.upgrade_share = done / max(1, total)

    def _refuse_if_there(self) -> None:
        if self.places.key_file.exists():
            raise UserError(f"There is a vault in {self.places.profile} already; unlock it instead.")
        if self.places.database.exists():
            raise UserError(
                f"There is a vault in {self.places.profile}, but its key file key.json is missing; "
                "restore that file from a backup, or choose another folder with --profile."
            )

    def _find_keyring(self) -> SystemKeyring | None:
        if self.places.portable:
            return None
        # Looked for each time: behind the offline lock's second stage it can no longer be reached.
        return self._keyring or find_system_keyring()
