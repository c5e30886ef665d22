"""Packs of models: taken in whole and signed, or not at all; every byte of one counts."""

import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from app.core.administration.manifests import ManifestError
from app.core.administration.packs import models_of
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, ModelError, RefusedByPolicy, UserError
from app.core.events import Failed, Notice, Progress
from app.core.models.model import Model, ModelFile
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.services.administration.verification import verify_models
from app.services.models import model_files
from app.services.models.catalogue import ModelCatalogue
from app.services.models.installed_models import model_folder
from app.services.models.pack_imports import PackImports
from app.services.models.packed_models import PackedModels, trusted_keys
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.places import Places
from app.storage.settings import Settings
from app.storage.signed_manifests import written_key
from installers import pack
from installers.sign import Signer, new_key
from tests.gguf_files import with_text
from tests.installed import REPOSITORY, TINY_CHAT, model
from tests.services.opened_catalogue import HEADERS, run, state, tiny_weights

FIELD = "field-model"
Files = Mapping[str, bytes]
FIRST: Files = {"weights.gguf": b"weights" * 100, "tokenizer.json": b"{}", "empty": b""}
SECOND: Files = {"weights.gguf": b"weights" * 100, "tokenizer.json": b"{ }", "empty": b""}


@dataclass(frozen=True)
class Maker:
    """Makes packs in a folder, signed with one key."""

    folder: Path
    by: Signer

    def __call__(
        self, version: str, files: Files = FIRST, model_id: str = FIELD, onto: Path | None = None, name: str = "kit"
    ) -> Path:
        made = folder_of(self.folder / version / model_id, files)
        models = (described(model_id, files),)
        output = self.folder / f"{name}-{version}.alcovepack"
        manifest = pack.manifest_of(name, version, models, pack.earlier_files(onto, self.by))
        pack.write(manifest, made.parent.joinpath, self.by, output)
        return output


def folder_of(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def described(model_id: str, files: Files) -> Model:
    entries = tuple(ModelFile(name, len(it), sha256(it).hexdigest(), ()) for name, it in files.items())
    return replace(model(TINY_CHAT), id=model_id, name="Field model", files=entries)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "models").mkdir()
    resources, machine = REPOSITORY / "resources", tmp_path / "machine"
    return Places(tmp_path / "profile", tmp_path / "models", resources, machine_models=machine)


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    return Maker(tmp_path / "packs", new_key(tmp_path / "key.pem"))


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "vault.db", os.urandom(32))
    yield database
    database.close()


@dataclass(frozen=True)
class Opener:
    """Opens the catalogue under a policy that trusts the packs' key, and what else it says."""

    places: Places
    database: Database
    process: WorkerProcess
    key: bytes

    def __call__(self, **rules: object) -> ModelCatalogue:
        values = {"models.pack_keys": (written_key(self.key),)} | {f"models.{name}": it for name, it in rules.items()}
        policy = Policy({name: it for name, it in values.items() if it}, "policy.json")  # type: ignore[misc]
        inspector = Inspector(HEADERS, self.process)
        return ModelCatalogue(
            self.places,
            Settings(self.database),
            self.process,
            inspector,
            Audit(self.database),
            permissions=Permissions(policy),
        )


@pytest.fixture
def opened(places: Places, database: Database, process: WorkerProcess, make: Maker) -> Opener:
    return Opener(places, database, process, make.by.public)


@pytest.fixture
def catalogue(opened: Opener) -> ModelCatalogue:
    return opened()


def take_in(catalogue: ModelCatalogue, path: Path) -> list[str]:
    """What was said besides progress."""
    return [event.text for event in run(catalogue.import_file(path, CancelToken())) if isinstance(event, Notice)]


def content_of(places: Places, model_id: str = FIELD) -> dict[str, bytes]:
    folder = places.models / model_id
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def test_a_pack_brings_its_models(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    path = make("1.0")
    events = run(catalogue.import_file(path, CancelToken()))
    assert any(isinstance(event, Progress) for event in events)
    assert isinstance(events[-1], Notice)
    assert events[-1].text == "The pack kit 1.0 is here, with field-model."
    assert content_of(places) == FIRST
    found = state(catalogue, FIELD)
    assert (found.installed, found.model.name, found.model.role) == (True, "Field model", "chat")
    assert [path.name for path in places.models.iterdir() if path.name.startswith(".import")] == []
    verified = verify_models(places, [make.by.public], CancelToken())
    assert [event for event in verified if isinstance(event, Failed)] == []


def test_a_pack_is_the_same_to_the_byte_each_time(make: Maker) -> None:
    assert make("1.0").read_bytes() == make("1.0").read_bytes()


def test_any_tar_unpacks_it_for_all_users_of_a_machine(
    opened: Opener, catalogue: ModelCatalogue, places: Places, make: Maker
) -> None:
    with tarfile.open(make("1.0")) as archive:
        archive.extractall(places.machine_models, filter="data")
    found = state(catalogue, FIELD)
    assert found.installed
    assert found.path == places.machine_models / FIELD == model_folder(places, found.model)
    with pytest.raises(ModelError, match="administrator"):
        catalogue.remove(FIELD)
    assert state(opened(signed_only=True), FIELD).allowed


@pytest.mark.fault(49)
def test_every_stretch_of_a_pack_counts(places: Places, database: Database, make: Maker) -> None:
    imports = PackImports(places.models, PackedModels(places, [make.by.public]), Audit(database))
    path = make("1.0", {"weights.gguf": b"weights", "empty": b""})
    whole = path.read_bytes()
    assert len(whole) < 8000
    for at in range(0, len(whole), 17):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(ManifestError, match=r"kit-1\.0\.alcovepack was not imported"):
            run(imports.imported(path, (), CancelToken()))
    assert list(places.models.iterdir()) == []


@pytest.mark.fault(30)
def test_a_pack_that_is_cut_off_or_goes_on_is_refused(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    path = make("1.0")
    whole = path.read_bytes()
    for changed in (*(whole[:length] for length in range(0, len(whole), 61)), whole + b"\0", whole + whole, b""):
        path.write_bytes(changed)
        with pytest.raises(ManifestError):
            take_in(catalogue, path)
    assert list(places.models.iterdir()) == []


def test_a_changed_file_is_named(catalogue: ModelCatalogue, make: Maker) -> None:
    path = make("1.0")
    path.write_bytes(path.read_bytes().replace(b"weightsweights", b"weightsWeights", 1))
    with pytest.raises(ManifestError, match=r"its file field-model/weights\.gguf was changed or is damaged"):
        take_in(catalogue, path)


@pytest.mark.fault(31)
def test_a_pack_that_somebody_else_signed_is_refused(catalogue: ModelCatalogue, make: Maker, tmp_path: Path) -> None:
    other = Maker(make.folder, new_key(tmp_path / "other.pem"))
    with pytest.raises(ManifestError, match="not signed with a key that this Alcove trusts"):
        take_in(catalogue, other("1.0"))


def test_files_that_are_not_those_of_the_models_are_refused() -> None:
    manifest = pack.manifest_of("kit", "1.0", (described(FIELD, FIRST),), frozenset())
    models_of(manifest)
    for files in (manifest.files[1:], (*manifest.files, replace(manifest.files[0], path="zzz/file"))):
        with pytest.raises(ManifestError, match="not those of its models"):
            models_of(replace(manifest, files=files))


def test_a_later_version_brings_only_what_changed(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    first = make("1.0")
    second = make("1.1", SECOND, onto=first)
    assert b"weightsweights" not in second.read_bytes()
    with pytest.raises(ModelError, match="builds on field-model/"):
        take_in(catalogue, second)
    take_in(catalogue, first)
    take_in(catalogue, second)
    assert content_of(places) == SECOND
    assert state(catalogue, FIELD).installed
    with pytest.raises(ModelError, match=r"the newer version 1\.1 is here"):
        take_in(catalogue, first)


def test_what_a_later_version_builds_on_is_compared_too(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    first = make("1.0")
    take_in(catalogue, first)
    (places.models / FIELD / "weights.gguf").write_bytes(b"Weights" * 100)
    with pytest.raises(ModelError, match=r"builds on field-model/weights\.gguf"):
        take_in(catalogue, make("1.1", SECOND, onto=first))
    assert content_of(places)["tokenizer.json"] == FIRST["tokenizer.json"]


def test_a_model_that_a_later_version_leaves_out_goes(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    take_in(catalogue, make("1.0"))
    said = take_in(catalogue, make("2.0", model_id="other-model"))
    assert said[0] == "Field model is no longer in the pack kit and was removed."
    assert content_of(places) == {}
    assert content_of(places, "other-model") == FIRST


def test_importing_it_again_puts_right_what_was_damaged(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    path = make("1.0")
    take_in(catalogue, path)
    damaged = places.models / FIELD / "weights.gguf"
    damaged.write_bytes(b"Weights" * 100)
    wrong = [it.path for it in run(catalogue.verify((), CancelToken())) if isinstance(it, Failed)]
    assert wrong == [str(damaged)]
    take_in(catalogue, path)
    assert [it for it in run(catalogue.verify((), CancelToken())) if isinstance(it, Failed)] == []


def test_a_model_does_not_go_by_the_name_of_another(catalogue: ModelCatalogue, make: Maker) -> None:
    with pytest.raises(ModelError, match="goes by the name of another"):
        take_in(catalogue, make("1.0", model_id=TINY_CHAT))
    take_in(catalogue, make("1.0"))
    with pytest.raises(ModelError, match="goes by the name of another"):
        take_in(catalogue, make("1.0", SECOND, name="other"))


def test_it_can_be_stopped_and_leaves_nothing(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        run(catalogue.import_file(make("1.0"), cancel))
    assert list(places.models.iterdir()) == []


def test_room_is_looked_for_before_anything_is_written(
    catalogue: ModelCatalogue, places: Places, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(places.models)
    monkeypatch.setattr(model_files.shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(UserError, match="make room"):
        take_in(catalogue, make("1.0"))
    assert list(places.models.iterdir()) == []


def test_a_removed_model_takes_its_pack_along(catalogue: ModelCatalogue, places: Places, make: Maker) -> None:
    take_in(catalogue, make("1.0"))
    catalogue.remove(FIELD)
    assert FIELD not in {it.model.id for it in catalogue.models()}
    assert [path for path in places.models.rglob("*") if path.is_file()] == []


def test_a_kept_manifest_that_was_changed_is_not_used_and_named(
    catalogue: ModelCatalogue, places: Places, make: Maker
) -> None:
    take_in(catalogue, make("1.0"))
    (kept,) = (places.models / ".packs").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"Field model", b"Yield model"))
    assert FIELD not in {it.model.id for it in catalogue.models()}
    wrong = [
        event.path for event in verify_models(places, [make.by.public], CancelToken()) if isinstance(event, Failed)
    ]
    assert wrong == [str(kept)]


class TestUnderAPolicy:
    def test_only_signed_models_are_used(self, opened: Opener, make: Maker, tmp_path: Path) -> None:
        free = opened()
        take_in(free, make("1.0"))
        own = with_text(tiny_weights(), tmp_path / "own.gguf", "general.name", "Own")
        run(free.import_file(own, CancelToken()))
        (brought,) = [it.model.id for it in free.models() if it.installed and it.model.id.startswith("own")]
        strict = opened(signed_only=True)
        assert state(strict, FIELD).allowed
        assert not state(strict, brought).allowed
        with pytest.raises(RefusedByPolicy, match=r"models\.signed_only"):
            strict.choose("chat", brought)
        strict.choose("chat", FIELD)

    def test_a_packed_model_is_allowed_by_its_id(self, opened: Opener, make: Maker) -> None:
        take_in(opened(), make("1.0"))
        assert state(opened(allowed=(FIELD,)), FIELD).allowed
        assert not state(opened(allowed=("another",)), FIELD).allowed

    def test_packs_are_refused_like_other_models(self, opened: Opener, make: Maker) -> None:
        policy = Policy({"models.import_allowed": False}, "policy.json")
        catalogue = opened()
        catalogue._permissions = Permissions(policy)
        with pytest.raises(RefusedByPolicy):
            take_in(catalogue, make("1.0"))

    def test_a_key_that_is_none_is_said_to_be_none(self, places: Places) -> None:
        with pytest.raises(UserError, match=r"models\.pack_keys has no public key"):
            trusted_keys(places, Policy({"models.pack_keys": ("abc",)}, "policy.json"))
