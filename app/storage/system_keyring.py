"""The operating system's own keyring, and no other: nothing that would keep a secret in a plain file is accepted."""

import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.core.errors import VaultLocked

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "Alcove"
_LOOK_SECONDS = 10.0
_USER_SECONDS = 120.0
"""The system may be asking the user for the keyring's own password meanwhile."""

# A fixed list instead of `keyring.get_keyring()`: that loads every plug-in it finds, and can be pointed by a file or
# by the environment at backends which write secrets in plain text (keyrings.alt) or forget them (null).
_TRUSTED = {
    "linux": (
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.libsecret.Keyring",
    ),
    "darwin": ("keyring.backends.macOS.Keyring",),
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
}

Result = TypeVar("Result")


class SystemKeyring:
    """Secrets kept by the operating system, by entry name.

    On Linux it is reached through an AF_UNIX socket: use it before the offline lock's second stage.
    """

    def __init__(self, backend: "KeyringBackend") -> None:
        self._backend = backend

    def get(self, entry: str) -> bytes | None:
        """The secret kept under this name, None if there is none. Raises VaultLocked if the keyring stays locked."""
        text = _within(_USER_SECONDS, lambda: self._backend.get_password(_SERVICE, entry))
        return bytes.fromhex(text) if text else None

    def put(self, entry: str, secret: bytes) -> None:
        """Keep a secret. Raises VaultLocked if the keyring stays locked, or does not give back what it was given."""
        _within(_USER_SECONDS, lambda: self._backend.set_password(_SERVICE, entry, secret.hex()))
        if self.get(entry) != secret:
            raise VaultLocked("The system's keyring did not keep the vault's key; use a passphrase instead.")

    def delete(self, entry: str) -> None:
        """Forget a secret, if it is there. Raises VaultLocked if the keyring stays locked."""
        if self.get(entry) is not None:
            _within(_USER_SECONDS, lambda: self._backend.delete_password(_SERVICE, entry))


def find_system_keyring() -> SystemKeyring | None:
    """This machine's keyring, None where there is none that works.

    PYTHON_KEYRING_BACKEND can choose among the system's keyrings, or switch them off by naming any other.
    """
    # Imported late: it costs 0.1 s that a vault under a passphrase need not spend at the start.
    from keyring.core import load_keyring

    for name in _candidates():
        try:
            return SystemKeyring(_within(_LOOK_SECONDS, lambda name=name: load_keyring(name)))  # type: ignore[misc]
        except VaultLocked:
            continue
    return None


def _candidates() -> tuple[str, ...]:
    trusted = _TRUSTED.get(sys.platform, ())
    wanted = os.environ.get("PYTHON_KEYRING_BACKEND")
    return tuple(name for name in trusted if not wanted or name == wanted)


def _within(seconds: float, call: Callable[[], Result]) -> Result:
    """The call's result; a keyring that fails, or says nothing for so long, is VaultLocked.

    The call runs on a thread of its own, for nothing can interrupt a wait for the keyring's daemon.
    """
    outcome: queue.SimpleQueue[tuple[Result] | Exception] = queue.SimpleQueue()

    def run() -> None:
        ended: tuple[Result] | Exception = RuntimeError("it ended without an answer")
        try:
            ended = (call(),)
        except _backend_errors() as error:
            ended = error
        finally:
            outcome.put(ended)

    threading.Thread(target=run, daemon=True, name="keyring").start()
    try:
        ended = outcome.get(timeout=seconds)
    except queue.Empty:
        raise VaultLocked(
            "The system's keyring does not answer; unlock it and try again, or use another key to the vault."
        ) from None
    if isinstance(ended, Exception):
        raise VaultLocked(
            "The system's keyring is locked or cannot be used; unlock it and try again, or use another key to the vault."
        ) from ended
    return ended[0]


def _backend_errors() -> tuple[type[Exception], ...]:
    """What a keyring that cannot be used raises: keyring's own errors, D-Bus ones, and a missing library."""
    from keyring.errors import KeyringError

    errors: list[type[Exception]] = [KeyringError, OSError, RuntimeError, ImportError, EOFError, ValueError]
    if sys.platform == "linux":
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]
        from secretstorage.exceptions import SecretStorageException

        errors += [DBusErrorResponse, SecretStorageException]
    return tuple(errors)
