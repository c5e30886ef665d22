import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from app.core.errors import VaultLocked
from app.storage import system_keyring
from app.storage.system_keyring import SystemKeyring, find_system_keyring
from tests.installed import REPOSITORY


class Refusing(null.Keyring):
    """A keyring whose owner dismissed the prompt."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username}")


class Silent(null.Keyring):
    """A keyring whose daemon never answers."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.released.wait()
        return f"{service} {username}"


@pytest.mark.parametrize(
    "named",
    [
        "keyring.backends.fail.Keyring",
        "keyring.backends.null.Keyring",
        "keyring.backends.chainer.ChainerBackend",
        "keyrings.alt.file.PlaintextKeyring",
        "keyrings.alt.file.EncryptedKeyring",
        "no.such.Backend",
    ],
)
def test_only_the_systems_own_keyrings_are_accepted(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", named)
    assert find_system_keyring() is None


@pytest.mark.fault(41)
def test_without_a_session_bus_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux reaches its keyring over a bus")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert find_system_keyring() is None


def test_a_backend_that_forgets_is_not_trusted_with_a_key() -> None:
    with pytest.raises(VaultLocked, match="did not keep"):
        SystemKeyring(null.Keyring()).put("entry", b"secret")


def test_a_backend_that_fails_is_a_locked_vault() -> None:
    with pytest.raises(VaultLocked, match="locked or cannot be used"):
        SystemKeyring(fail.Keyring()).get("entry")


def test_a_dismissed_prompt_is_a_locked_vault() -> None:
    with pytest.raises(VaultLocked, match="locked or cannot be used"):
        SystemKeyring(Refusing()).get("entry")


def test_a_silent_daemon_does_not_hang_alcove(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_keyring, "_USER_SECONDS", 0.05)
    silent = Silent()
    with pytest.raises(VaultLocked, match="does not answer"):
        SystemKeyring(silent).get("entry")
    silent.released.set()


class TestSecretService:
    """The real thing: GNOME's keyring on a session bus of its own, behind the lock's first stage."""

    @staticmethod
    def run(tmp_path: Path, start_daemon: str, script: str) -> str:
        if not all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon"))):
            pytest.skip("dbus-run-session and gnome-keyring-daemon are not installed")
        (tmp_path / "run").mkdir(mode=0o700)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
        environment |= {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path / "run"), "PYTHON": sys.executable}
        environment |= {"XDG_DATA_HOME": str(tmp_path / "data"), "SCRIPT": _IN_SESSION + script}
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", f'{start_daemon} >/dev/null 2>&1; exec "$PYTHON" -c "$SCRIPT"'],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def test_an_open_keyring_keeps_the_key(self, tmp_path: Path) -> None:
        script = (
            "vault.create(None); vault.close(); again = Vault(places, free); again.unlock(); again.change_passphrase(None)\n"
            "again.close(); last = Vault(places, free); last.unlock(); print(last.state(), last.needs_passphrase())"
        )
        start = "printf 'login\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize"
        assert self.run(tmp_path, start, script) == "open False"

    @pytest.mark.fault(41)
    def test_a_locked_keyring_that_cannot_ask_for_its_password_is_a_sentence(self, tmp_path: Path) -> None:
        script = "try:\n    vault.create(None)\nexcept VaultLocked as error:\n    print(vault.state(), error)\n"
        start = "gnome-keyring-daemon --start --components=secrets --daemonize"
        assert "new The system's keyring is locked" in self.run(tmp_path, start, script)


_IN_SESSION = """
from pathlib import Path
from app.core.errors import VaultLocked
from app.lockdown.lock import Stage, install
install(Stage.LOCAL)
from app.core.administration.policy import Policy
from app.services.permissions import Permissions
from app.services.administration.vault import Vault
from app.storage.places import Places
folder = Path.home()
places = Places(folder / "profile", folder, folder)
free = Permissions(Policy())
vault = Vault(places, free)
"""


def test_looking_for_one_needs_no_network() -> None:
    script = (
        "from app.lockdown.lock import Stage, install; install(Stage.SEALED)\n"
        "from app.storage.system_keyring import find_system_keyring; print(find_system_keyring())"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.strip()) == (0, "None"), done.stderr
