"""Signing: with a key in a file, with a key that a command holds, and with a test key where there is neither."""

import shlex
import sys
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.events import Failed
from app.services.administration.verification import verify_installation
from app.storage.signed_manifests import program_keys, read_key
from installers import sign

WITH_COMMAND = """
import sys
from cryptography.hazmat.primitives.serialization import load_pem_private_key
key = load_pem_private_key(open(sys.argv[1], "rb").read(), None)
sys.stdout.buffer.write(key.sign(sys.stdin.buffer.read()))
"""


@pytest.fixture(autouse=True)
def _without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEY", "PASSPHRASE", "COMMAND", "PUBLIC"):
        monkeypatch.delenv(f"ALCOVE_SIGNING_{name}", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "alcove"
    folder.mkdir()
    (folder / "alcove").write_bytes(b"program")
    return folder


def signs(by: sign.Signer, folder: Path) -> bool:
    sign.trust(by.public, folder)
    sign.sign_installation(folder, by)
    keys = program_keys(folder / "_internal" / "resources")
    assert keys == (by.public,)
    return not [it for it in verify_installation(folder, keys, CancelToken()) if isinstance(it, Failed)]


def test_without_a_key_a_test_key_is_made_once_and_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = sign.signer(tmp_path / "work")
    assert "signing with a test key" in capsys.readouterr().err
    assert sign.signer(tmp_path / "work").public == made.public
    assert signs(made, folder)


def test_the_key_that_is_named_signs_and_asks_for_its_passphrase(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALCOVE_SIGNING_PASSPHRASE", "correct horse")
    path = tmp_path / "key.pem"
    made = sign.new_key(path)
    assert b"ENCRYPTED" in path.read_bytes()
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("ALCOVE_SIGNING_KEY", str(path))
    assert sign.signer(tmp_path).public == made.public == read_key(sign.public_path(path))
    assert signs(sign.signer(tmp_path), folder)
    monkeypatch.setenv("ALCOVE_SIGNING_PASSPHRASE", "wrong")
    with pytest.raises(sign.SigningError, match="passphrase"):
        sign.signer(tmp_path)


def test_a_key_that_is_held_elsewhere_signs_through_a_command(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "token.pem"
    made = sign.new_key(path)
    monkeypatch.setenv("ALCOVE_SIGNING_COMMAND", shlex.join([sys.executable, "-c", WITH_COMMAND, str(path)]))
    with pytest.raises(sign.SigningError, match="ALCOVE_SIGNING_PUBLIC"):
        sign.signer(tmp_path)
    monkeypatch.setenv("ALCOVE_SIGNING_PUBLIC", str(sign.public_path(path)))
    by = sign.signer(tmp_path)
    assert by.public == made.public
    assert signs(by, folder)
    monkeypatch.setenv("ALCOVE_SIGNING_COMMAND", shlex.join([sys.executable, "-c", "raise SystemExit(1)"]))
    with pytest.raises(sign.SigningError, match="ALCOVE_SIGNING_COMMAND"):
        sign.sign_installation(folder, sign.signer(tmp_path))


def test_a_key_is_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign.new_key(tmp_path / "key.pem")
    monkeypatch.setattr(sys, "argv", ["sign", "new-key", str(tmp_path / "key.pem")])
    assert sign.main() == 1


def test_signing_again_replaces_the_list(folder: Path, tmp_path: Path) -> None:
    by = sign.new_key(tmp_path / "key.pem")
    assert signs(by, folder)
    (folder / "more").touch()
    assert signs(by, folder)
