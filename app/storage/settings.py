"""The user's settings as the vault keeps them; what may be set is declared in `app.core.settings`."""

from collections.abc import Callable
from typing import cast

import msgspec

from app.core.administration.policy import Policy
from app.core.errors import RefusedByPolicy, UserError
from app.core.setting import Value
from app.core.settings import SETTINGS, setting
from app.storage.database import Database


class Settings:
    """Values by name. A setting never set, or whose kept value is no longer allowed, has its default.

    What `policy` fixes has its value whatever is kept, and cannot be set.
    """

    def __init__(self, database: Database, policy: Policy | None = None) -> None:
        self._database = database
        self._policy = policy or Policy()
        self._acts: dict[str, Callable[[], None]] = {}

    def on_change(self, name: str, act: Callable[[], None]) -> None:
        """Let `act` be called after each change of this setting."""
        self._acts[setting(name).name] = act

    def get(self, name: str) -> Value:
        """The value in force. Raises UserError if there is no such setting."""
        declared = setting(name)
        if (fixed := self._policy.fixed(name)) is not None:
            return cast("Value", fixed)
        row = self._database.row("SELECT value FROM settings WHERE name = ?", (name,))
        if row is None:
            return declared.default
        try:
            return declared.checked(msgspec.json.decode(row[0]))
        except UserError:
            return declared.default

    def set(self, name: str, value: Value) -> None:
        """Keep a value.

        Raises:
            RefusedByPolicy: the policy fixes it.
            UserError: there is no such setting, or it may not have this value; nothing was changed.
        """
        self._require_free(name)
        encoded = msgspec.json.encode(setting(name).checked(value)).decode()
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                (name, encoded),
            )
        self._tell(name)

    def reset(self, name: str) -> None:
        """Go back to the default. Raises RefusedByPolicy where the policy fixes it."""
        setting(name)
        self._require_free(name)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM settings WHERE name = ?", (name,))
        self._tell(name)

    def all(self) -> dict[str, Value]:
        """Every setting and its value in force."""
        return {declared.name: self.get(declared.name) for declared in SETTINGS}

    def fixed(self) -> dict[str, str]:
        """The settings that the policy fixes, and the sentence that says so."""
        return {declared.name: reason for declared in SETTINGS if (reason := self._policy.reason(declared.name))}

    def _require_free(self, name: str) -> None:
        if self._policy.fixed(name) is not None:
            raise RefusedByPolicy(f"The setting {name} cannot be changed: {self._policy.reason(name)}")

    def _tell(self, name: str) -> None:
        if name in self._acts:
            self._acts[name]()
