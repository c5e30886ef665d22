"""Packages for Linux that are signed: the system's own tools take them, and refuse them once a byte is another."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from installers import minisign, package
from installers.build import Build, PackagingError
from installers.linux import archive, deb, openpgp, rpm
from installers.sign import SigningError
from tests.installers.linux_build import stand_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages for Linux are built on Linux")


def with_tools(*names: str) -> pytest.MarkDecorator:
    missing = [name for name in names if not shutil.which(name)]
    return pytest.mark.skipif(bool(missing), reason=f"not on this machine: {', '.join(missing)}")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return stand_in(tmp_path_factory.mktemp("build"))


@pytest.fixture(autouse=True)
def _without_a_key_of_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALCOVE_OPENPGP_KEY", raising=False)


def refuses_every_change(path: Path, accepts: Callable[[], bool]) -> bool:
    """Whether it takes the file as it is, and in no case with another byte at its start, its middle or its end."""
    content = path.read_bytes()
    taken = accepts()
    for place in (200, len(content) // 2, len(content) - 100):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        taken &= not accepts()
    path.write_bytes(content)
    return taken and accepts()


def ended_well(*command: str | Path) -> bool:
    return subprocess.run([*map(str, command)], capture_output=True, check=False).returncode == 0


@with_tools("zstd", "minisign")
def test_an_archive_is_checked_with_minisign(build: Build) -> None:
    packed = archive.build(build)
    signature, public = package.sign_packages(build, [packed])
    assert signature.name == f"{packed.name}.minisig"
    check = ("minisign", "-V", "-p", public, "-m", packed)
    assert refuses_every_change(packed, lambda: ended_well(*check))
    told = subprocess.run([*map(str, check)], capture_output=True, text=True, check=True).stdout
    assert f"timestamp:{build.time_s}\tfile:{packed.name}" in told


@with_tools("minisign")
def test_a_signature_is_refused_under_another_key_and_under_a_comment_that_was_changed(
    build: Build, tmp_path: Path
) -> None:
    (file := tmp_path / "file").write_bytes(b"content")
    signature = minisign.sign(file, build.signer, build.time_s)
    (public := tmp_path / "key.pub").write_text(minisign.public_key(build.signer.public))
    assert ended_well("minisign", "-V", "-p", public, "-m", file)
    (other := tmp_path / "other.pub").write_text(minisign.public_key(bytes(32)))
    assert not ended_well("minisign", "-V", "-p", other, "-m", file)
    signature.write_text(signature.read_text().replace("file:file", "file:else"))
    assert not ended_well("minisign", "-V", "-p", public, "-m", file)


@with_tools("dpkg-deb", "ar", "debsig-verify", "gpg")
def test_a_package_for_debian_is_checked_with_debsig_verify(build: Build, tmp_path: Path) -> None:
    packed = deb.build(build)
    public, selection = openpgp.sign(build, [packed])
    found = re.search(r'Origin Name="Alcove" id="([0-9A-F]{16})"', selection.read_text())
    assert found
    policies, keyrings = tmp_path / "policies" / found[1], tmp_path / "keyrings" / found[1]
    policies.mkdir(parents=True)
    keyrings.mkdir(parents=True)
    shutil.copy(selection, policies)
    dearmored = keyrings / "debsig.gpg"
    assert ended_well("gpg", "--batch", "--output", dearmored, "--dearmor", public)
    check = ("debsig-verify", "--policies-dir", policies.parent, "--keyrings-dir", keyrings.parent, packed)
    assert refuses_every_change(packed, lambda: ended_well(*check))
    assert ended_well("dpkg-deb", "--info", packed)
    unsigned = tmp_path / "unsigned.deb"
    shutil.copy(packed, unsigned)
    assert ended_well("ar", "d", unsigned, "_gpgorigin")
    assert not ended_well(*check[:-1], unsigned)


@with_tools("rpmbuild", "rpmsign", "rpmkeys", "gpg")
def test_a_package_for_fedora_is_checked_with_rpm(build: Build, tmp_path: Path) -> None:
    packed = rpm.build(build)
    known = ("rpmkeys", "--define", f"_dbpath {tmp_path}", "--define", "_pkgverify_level all")
    assert not ended_well(*known, "--checksig", packed)
    (public,) = openpgp.sign(build, [packed])
    assert not ended_well(*known, "--checksig", packed)
    assert ended_well(*known, "--import", public)
    assert refuses_every_change(packed, lambda: ended_well(*known, "--checksig", packed))


@with_tools("gpg")
def test_the_test_key_is_made_once_and_readable_by_its_user_alone(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    with openpgp.key(build.work) as first:
        made = first.fingerprint
    with openpgp.key(build.work) as second:
        assert second.fingerprint == made
        assert not first.home or not Path(first.home).exists()
    assert (build.work / openpgp.TEST_KEY).stat().st_mode & 0o077 == 0
    assert "signing with a test key" in capsys.readouterr().err


@with_tools("gpg")
def test_a_key_that_is_nowhere_is_told(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCOVE_OPENPGP_KEY", "nobody@alcove.invalid")
    with pytest.raises(SigningError, match="GnuPG has no such key"):
        openpgp.sign(build, [build.output / "alcove.deb"])


@with_tools("gpg")
def test_a_key_in_gnupgs_own_keyring_signs(build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with openpgp.key(build.work) as own:
        monkeypatch.setenv("GNUPGHOME", own.home)
        monkeypatch.setenv("ALCOVE_OPENPGP_KEY", own.fingerprint)
        with openpgp.key(tmp_path) as by:
            assert by == openpgp.Key(own.fingerprint, "")
    assert not (tmp_path / openpgp.TEST_KEY).exists()


def test_what_carries_no_signature_within_needs_no_key(build: Build) -> None:
    assert openpgp.sign(build, [build.output / "alcove.tar.zst"]) == []


@with_tools("gpg")
def test_a_package_that_cannot_be_signed_is_told_with_what_the_tool_said(build: Build, tmp_path: Path) -> None:
    (broken := tmp_path / "alcove.rpm").write_text("no package")
    with pytest.raises(PackagingError, match="rpmsign"):
        openpgp.sign(build, [broken])
