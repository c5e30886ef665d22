"""An update from a file is signed, whole, newer and able to start, or nothing of it is there."""

import io
import os
import platform
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.administration.manifests import INSTALLATION_MANIFEST, Kind, Manifest
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, NothingFound, UserError
from app.core.events import Event, Notice
from app.services.administration import updating as updating_module
from app.services.administration.updating import Updating
from app.storage import program_folder
from app.storage.program_folder import previous_of, staging_of
from app.storage.signed_manifests import listed, sealed
from installers.sign import Signer, new_key

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system's own installer updates Alcove elsewhere")
HERE, NEWER = "0.2.0", "0.10.0"


@pytest.fixture
def by(tmp_path: Path) -> Signer:
    return new_key(tmp_path / "key.pem")


def made(folder: Path, version: str, by: Signer, said: str | None = None) -> Path:
    """A small program in the place of the real one, signed as it is."""
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "library.so").write_bytes(os.urandom(3000))
    program = folder / "alcove"
    program.write_text(f"#!/bin/sh\necho {said or f'Alcove {version}'}\n", "ascii")
    program.chmod(0o755)
    manifest = Manifest(Kind.INSTALLATION, "alcove", version, tuple(listed(folder)))
    (folder / INSTALLATION_MANIFEST).write_bytes(sealed(manifest, by.sign))
    return folder


@pytest.fixture
def folder(tmp_path: Path, by: Signer) -> Path:
    return made(tmp_path / "opt" / "alcove", HERE, by)


def archive(tmp_path: Path, version: str, by: Signer, said: str | None = None) -> Path:
    name = f"alcove-{version}-linux-{platform.machine()}"
    made(tmp_path / "built" / name, version, by, said)
    target = tmp_path / f"{name}.tar.zst"
    subprocess.run(["tar", "--zstd", "-cf", target, "-C", tmp_path / "built", name], check=True)
    return target


def updated(folder: Path, source: Path, by: Signer, older_too: bool = False) -> list[Event]:
    return list(Updating(folder, [by.public], Policy()).install(source, older_too, CancelToken()))


def said_in(folder: Path) -> str:
    return subprocess.run(
        [folder / "alcove", "--version"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()


def alone(folder: Path) -> bool:
    """Whether nothing lies beside it that an update might have left."""
    return not staging_of(folder).exists() and not previous_of(folder).exists()


def test_a_newer_version_takes_the_place_and_the_one_before_stays_until_it_has_started(
    tmp_path: Path, folder: Path, by: Signer
) -> None:
    events = updated(folder, archive(tmp_path, NEWER, by), by)
    assert isinstance(events[-1], Notice)
    assert (said_in(folder), said_in(previous_of(folder))) == (f"Alcove {NEWER}", f"Alcove {HERE}")
    Updating(folder, [by.public], Policy()).forget_previous()
    assert alone(folder)


def test_it_is_taken_from_a_folder_that_was_unpacked_too(tmp_path: Path, folder: Path, by: Signer) -> None:
    updated(folder, made(tmp_path / "unpacked", NEWER, by), by)
    assert said_in(folder) == f"Alcove {NEWER}"


def test_without_an_exchange_at_once_the_folders_are_renamed(
    tmp_path: Path, folder: Path, by: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_folder, "_exchanged_at_once", lambda _first, _second: False)
    updated(folder, archive(tmp_path, NEWER, by), by)
    assert (said_in(folder), said_in(previous_of(folder))) == (f"Alcove {NEWER}", f"Alcove {HERE}")


@pytest.mark.fault(49)
def test_an_older_one_is_refused_unless_that_is_said_and_the_same_one_always(
    tmp_path: Path, folder: Path, by: Signer
) -> None:
    older = archive(tmp_path, "0.1.9", by)
    with pytest.raises(UserError, match="--older"):
        updated(folder, older, by)
    assert alone(folder)
    updated(folder, older, by, older_too=True)
    assert said_in(folder) == "Alcove 0.1.9"
    with pytest.raises(UserError, match="here already"):
        updated(folder, older, by, older_too=True)


def _changed(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1] + b"?")


@pytest.mark.fault(31, 49)
@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda folder: _changed(folder / "_internal" / "library.so"), "was changed or is damaged"),
        (lambda folder: (folder / "_internal" / "library.so").unlink(), "is missing"),
        (lambda folder: (folder / "more").touch(), "does not belong"),
        (lambda folder: _changed(folder / INSTALLATION_MANIFEST), "cannot be relied on"),
        (lambda folder: (folder / INSTALLATION_MANIFEST).unlink(), "cannot be relied on"),
    ],
    ids=["changed", "missing", "added", "list changed", "no list"],
)
def test_what_is_not_as_it_was_signed_is_not_installed(
    tmp_path: Path, folder: Path, by: Signer, harm: Callable[[Path], None], sentence: str
) -> None:
    source = made(tmp_path / "unpacked", NEWER, by)
    harm(source)
    with pytest.raises(UserError, match=sentence):
        updated(folder, source, by)
    assert said_in(folder) == f"Alcove {HERE}"
    assert alone(folder)


@pytest.mark.fault(31, 49)
def test_what_another_key_signed_is_not_installed(tmp_path: Path, folder: Path, by: Signer) -> None:
    with pytest.raises(UserError, match="not signed with a key"):
        updated(folder, archive(tmp_path, NEWER, new_key(tmp_path / "other.pem")), by)
    assert alone(folder)


@pytest.mark.parametrize("harm", ["cut", "no archive", "leading out"])
def test_what_is_no_archive_of_it_is_refused(tmp_path: Path, folder: Path, by: Signer, harm: str) -> None:
    source = archive(tmp_path, NEWER, by)
    if harm == "cut":
        source.write_bytes(source.read_bytes()[:1000])
    elif harm == "no archive":
        source.write_bytes(b"%PDF-1.7")
    else:
        (tmp_path / "built" / "evil").write_bytes(b"evil")
        command = [
            "tar",
            "--zstd",
            "-P",
            "-cf",
            source,
            "-C",
            tmp_path / "built",
            "--transform",
            "s,evil,../../evil,",
            "evil",
        ]
        subprocess.run(command, check=True)
    with pytest.raises(UserError, match="no archive of Alcove"):
        updated(folder, source, by)
    assert said_in(folder) == f"Alcove {HERE}"
    assert alone(folder)
    assert not (tmp_path / "evil").exists()
    assert not (folder.parent / "evil").exists()


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.LNKTYPE], ids=["file", "hard link"])
def test_nothing_is_unpacked_through_a_link(tmp_path: Path, kind: bytes) -> None:
    """The filter of Python 3.11.7 lets links lead outside where their path grows too long to be looked at."""
    staging, packed = tmp_path / "staging", io.BytesIO()
    staging.mkdir()
    with tarfile.open(fileobj=packed, mode="w") as tape:
        for name, kind_of, leads_to in (("alcove/a", tarfile.SYMTYPE, "."), ("alcove/a/b", kind, "alcove/a")):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind_of, leads_to
            tape.addfile(entry)
    packed.seek(0)
    with pytest.raises(UserError, match="no place in it"):
        program_folder.unpack(packed, staging, CancelToken())


def test_who_made_a_folder_does_not_say_who_may_change_the_program(tmp_path: Path, folder: Path, by: Signer) -> None:
    """Signed is what is in the files: a folder of somebody else's must not bring a program that runs as its new owner."""
    source = made(tmp_path / "unpacked", NEWER, by)
    (source / "alcove").chmod(0o6777)
    (source / "_internal").chmod(0o777)
    updated(folder, source, by)
    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o7022 == 0, path


def test_a_version_that_does_not_start_here_is_not_installed(tmp_path: Path, folder: Path, by: Signer) -> None:
    with pytest.raises(UserError, match="does not start on this machine"):
        updated(folder, archive(tmp_path, NEWER, by, said="nothing"), by)
    assert said_in(folder) == f"Alcove {HERE}"
    assert alone(folder)


def test_the_one_before_comes_back_where_the_new_one_does_not_start_in_its_place(
    tmp_path: Path, folder: Path, by: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_by = updating_module.said_by

    def only_elsewhere(program: Path, arguments: list[str], longest_s: float) -> str:
        return "" if program.parent == folder else said_by(program, arguments, longest_s)

    monkeypatch.setattr(updating_module, "said_by", only_elsewhere)
    with pytest.raises(UserError, match="does not start"):
        updated(folder, archive(tmp_path, NEWER, by), by)
    assert said_in(folder) == f"Alcove {HERE}"
    assert alone(folder)


def test_nothing_is_updated_while_it_runs(tmp_path: Path, folder: Path, by: Signer) -> None:
    sleeping = folder / "_internal" / "sleeping"
    sleeping.write_bytes(Path("/bin/sleep").resolve().read_bytes())
    sleeping.chmod(0o755)
    with subprocess.Popen([sleeping, "60"]) as running:
        try:
            with pytest.raises(UserError, match=f"process {running.pid}"):
                updated(folder, archive(tmp_path, NEWER, by), by)
        finally:
            running.kill()
    assert alone(folder)


def test_a_cancel_leaves_what_is_there(tmp_path: Path, folder: Path, by: Signer) -> None:
    token = CancelToken()
    installing = Updating(folder, [by.public], Policy()).install(archive(tmp_path, NEWER, by), False, token)
    next(installing)
    token.cancel()
    with pytest.raises(Cancelled):
        list(installing)
    assert said_in(folder) == f"Alcove {HERE}"
    assert alone(folder)


def test_the_newest_in_the_organizations_folder_is_offered_when_it_is_asked_for(
    tmp_path: Path, folder: Path, by: Signer
) -> None:
    machine, share = platform.machine(), tmp_path / "share"
    updating = Updating(folder, [by.public], Policy({"updates.source": str(share)}, "test"))
    with pytest.raises(UserError, match="out of reach"):
        updating.offered()
    share.mkdir()
    for version in ("0.1.0", HERE):
        (share / f"alcove-{version}-linux-{machine}.tar.zst").touch()
    with pytest.raises(NothingFound):
        updating.offered()
    for name in ("0.9.0", NEWER, "0.4"):
        (share / f"alcove-{name}-linux-{machine}.tar.zst").touch()
    for other in (f"alcove-9.0-linux-not{machine}.tar.zst", "alcove-x.tar.zst", "notes.txt"):
        (share / other).touch()
    assert updating.offered().version == NEWER


def test_what_the_system_installed_and_what_runs_from_its_source_code_is_left_to_others(
    tmp_path: Path, by: Signer
) -> None:
    for folder, sentence in ((Path("/usr/lib/alcove"), "its own installer"), (None, "source code")):
        with pytest.raises(UserError, match=sentence):
            list(Updating(folder, [by.public], Policy()).install(tmp_path, False, CancelToken()))
