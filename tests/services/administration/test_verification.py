"""An installation is the one that was signed: whatever is changed, removed or added is named; models are checked by hash."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.administration.manifests import INSTALLATION_MANIFEST
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.events import Event, Failed, Notice
from app.services.administration.verification import verify_installation, verify_models
from app.storage.places import Places
from installers.sign import Signer, new_key, sign_installation
from tests.installed import REPOSITORY, TINY_CHAT, model


@pytest.fixture
def by(tmp_path: Path) -> Signer:
    return new_key(tmp_path / "key.pem")


@pytest.fixture
def installation(tmp_path: Path, by: Signer) -> Path:
    """An application of some files, one of them empty and one a link, that was signed."""
    folder = tmp_path / "alcove"
    (folder / "_internal" / "resources").mkdir(parents=True)
    for name in ("alcove", "_internal/library.so.1", "_internal/resources/catalog.toml"):
        (folder / name).write_bytes(os.urandom(300))
    (folder / "_internal" / "empty").touch()
    (folder / "_internal" / "library.so").symlink_to("library.so.1")
    sign_installation(folder, by)
    return folder


def failures(events: Iterator[Event]) -> dict[str, str]:
    return {event.path: event.reason for event in events if isinstance(event, Failed)}


def verified(folder: Path, by: Signer) -> dict[str, str]:
    return failures(verify_installation(folder, [by.public], CancelToken()))


def test_an_installation_as_it_was_signed_is_intact(installation: Path, by: Signer) -> None:
    assert verified(installation, by) == {}


@pytest.mark.fault(49)
def test_every_file_that_is_changed_is_named_and_it_alone(installation: Path, by: Signer) -> None:
    files = [path for path in installation.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) == 5
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else b"\0")
        assert list(verified(installation, by)) == [str(path)]
        path.write_bytes(content)
    assert verified(installation, by) == {}


@pytest.mark.fault(49)
def test_every_file_that_is_missing_is_named(installation: Path, by: Signer) -> None:
    for path in [path for path in installation.rglob("*") if not path.is_dir()]:
        away = installation.parent / "away"
        path.rename(away)
        assert str(path) in verified(installation, by)
        away.rename(path)


@pytest.mark.fault(49)
def test_a_file_that_was_added_is_named(installation: Path, by: Signer) -> None:
    added = installation / "_internal" / "sitecustomize.py"
    added.write_text("import os")
    (reason,) = verified(installation, by).values()
    assert "was added" in reason


def test_a_link_that_leads_elsewhere_is_named(installation: Path, by: Signer) -> None:
    link = installation / "_internal" / "library.so"
    link.unlink()
    link.symlink_to("/tmp/library.so.1")
    assert list(verified(installation, by)) == [str(link)]
    link.unlink()
    shutil.copy(installation / "_internal" / "library.so.1", link)
    assert list(verified(installation, by)) == [str(link)]


def test_in_a_bundle_of_macos_the_list_leaves_out_what_the_bundles_own_signature_is_written_into(
    tmp_path: Path, by: Signer
) -> None:
    bundle = tmp_path / "Alcove.app" / "Contents"
    program, worker, library = (bundle / name for name in ("MacOS/alcove", "MacOS/alcove-worker", "Frameworks/a.dylib"))
    for path in (program, worker, library, bundle / "Resources" / "LICENSE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(300))
    signed = sign_installation(bundle, by)
    assert signed.parent == bundle / "Resources"
    program.write_bytes(program.read_bytes() + b"signature")
    (bundle / "_CodeSignature").mkdir()
    (bundle / "_CodeSignature" / "CodeResources").write_bytes(b"hashes")
    assert verified(bundle, by) == {}
    added = bundle / "_CodeSignature" / "added"
    added.touch()
    for path in (worker, library):
        path.write_bytes(b"changed")
    assert set(verified(bundle, by)) == {str(worker), str(library), str(added)}


@pytest.mark.fault(49)
def test_a_list_that_was_signed_anew_with_another_key_is_refused(
    installation: Path, by: Signer, tmp_path: Path
) -> None:
    (installation / "alcove").write_bytes(b"another program")
    sign_installation(installation, new_key(tmp_path / "other.pem"))
    (reason,) = verified(installation, by).values()
    assert "not signed with a key that this Alcove trusts" in reason


def test_every_byte_of_the_list_counts(installation: Path, by: Signer) -> None:
    path = installation / INSTALLATION_MANIFEST
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert list(verified(installation, by)) == [str(path)], at


def test_source_code_is_said_to_have_no_list() -> None:
    (notice,) = verify_installation(None, [], CancelToken())
    assert isinstance(notice, Notice)
    assert "runs from its source code" in notice.text


def test_it_can_be_stopped(installation: Path, by: Signer) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(verify_installation(installation, [by.public], cancel))


@pytest.mark.fault(29, 30)
def test_a_model_that_is_cut_off_or_changed_is_named_and_one_that_is_absent_is_not(tmp_path: Path) -> None:
    places = Places(tmp_path / "profile", tmp_path / "models", REPOSITORY / "resources")
    assert failures(verify_models(places, (), CancelToken())) == {}
    file = model(TINY_CHAT).files[0]
    path = places.models / TINY_CHAT / file.path
    path.parent.mkdir(parents=True)
    for size_bytes in (file.size_bytes, 10):
        path.touch()
        os.truncate(path, size_bytes)
        assert list(failures(verify_models(places, (), CancelToken()))) == [str(path)]


def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    resources = tmp_path / "resources"
    (resources / "models").mkdir(parents=True)
    (resources / "models" / "catalog.toml").write_text("[[model]\n")
    places = Places(tmp_path / "profile", tmp_path / "models", resources)
    assert list(failures(verify_models(places, (), CancelToken()))) == [str(resources / "models")]


@pytest.mark.skipif(sys.platform == "win32", reason="files that nobody may read are made otherwise there")
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_named(installation: Path, by: Signer) -> None:
    (installation / "alcove").chmod(0)
    (reason,) = verified(installation, by).values()
    assert "cannot be read" in reason
