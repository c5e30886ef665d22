"""Models that see: taken in with their projectors, copied or linked, and used only as they were."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError
from app.core.events import Notice
from app.services.models.catalogue import ModelCatalogue
from app.services.models.imported_models import ImportedModels
from app.services.models.other_programs import projector_of
from app.storage.places import Places
from tests.gguf_files import sha256_of
from tests.made_projectors import GEMMA_3, LLAVA, SMOL_VLM, made_projector, made_vision_model
from tests.services.opened_catalogue import run, state


@pytest.fixture
def brought(tmp_path: Path) -> tuple[Path, Path]:
    """A model and its projector in a folder of their own."""
    folder = tmp_path / "brought"
    folder.mkdir()
    return made_vision_model(folder, GEMMA_3)


def test_a_projector_beside_a_model_is_taken_in_with_it(
    catalogue: ModelCatalogue, places: Places, brought: tuple[Path, Path]
) -> None:
    run(catalogue.import_file(brought[0], CancelToken()))
    model = state(catalogue, "sees").model
    assert model.projector is not None
    assert [file.sha256 for file in model.files] == [sha256_of(one) for one in brought]
    assert [file.path for file in model.weights] == ["sees.gguf"]
    assert model.memory_need.fixed_bytes > model.size_bytes
    assert sha256_of(places.models / "sees" / model.projector.path) == sha256_of(brought[1])
    assert ImportedModels(places.models).all() == (model,)
    assert not [event for event in run(catalogue.verify(["sees"], CancelToken())) if "Failed" in type(event).__name__]
    (places.models / "sees" / model.projector.path).unlink()
    assert not state(catalogue, "sees").installed


def test_one_that_is_named_comes_to_a_model_that_is_here_already(
    catalogue: ModelCatalogue, tmp_path: Path, brought: tuple[Path, Path]
) -> None:
    projector = brought[1].rename(tmp_path / "eyes.gguf")
    run(catalogue.import_file(brought[0], CancelToken()))
    assert state(catalogue, "sees").model.projector is None
    run(catalogue.import_file(brought[0], CancelToken(), projector))
    assert state(catalogue, "sees").model.projector is not None
    assert state(catalogue, "sees").installed
    run(catalogue.import_file(brought[0], CancelToken()))
    assert state(catalogue, "sees").model.projector is not None


def test_a_wrong_one_is_refused_where_it_was_named_and_told_where_it_was_found(
    catalogue: ModelCatalogue, places: Places, brought: tuple[Path, Path]
) -> None:
    made_projector(brought[1], LLAVA, width=96)
    with pytest.raises(
        ModelError, match=r"^mmproj-sees\.gguf was not taken as a projector: .* belongs to another model"
    ):
        run(catalogue.import_file(brought[0], CancelToken(), brought[1]))
    assert list(places.models.iterdir()) == []
    told = [event.text for event in run(catalogue.import_file(brought[0], CancelToken())) if isinstance(event, Notice)]
    assert any("does not see pictures: mmproj-sees.gguf was not taken" in text for text in told)
    assert state(catalogue, "sees").model.projector is None


def test_a_projector_alone_says_that_it_belongs_to_a_model(
    catalogue: ModelCatalogue, brought: tuple[Path, Path]
) -> None:
    with pytest.raises(
        ModelError,
        match=r"the part of a model that sees pictures.*import the model, with this file beside.*also one that is here already",
    ):
        run(catalogue.import_file(brought[1], CancelToken()))


def test_a_linked_model_is_linked_with_its_projector_and_used_only_as_both_were(
    catalogue: ModelCatalogue, tmp_path: Path, brought: tuple[Path, Path]
) -> None:
    elsewhere = made_projector(tmp_path / "mmproj-elsewhere.gguf", GEMMA_3)
    with pytest.raises(UserError, match="has to lie beside"):
        run(catalogue.link_file(brought[0], CancelToken(), elsewhere))
    run(catalogue.link_file(brought[0], CancelToken()))
    found = state(catalogue, "sees")
    assert found.installed
    assert found.model.projector is not None
    assert found.path / found.model.projector.path == brought[1]
    os.utime(brought[1], ns=(1, 1))
    assert not state(catalogue, "sees").installed


def test_what_ollama_keeps_is_found_with_the_projector_its_manifest_names(tmp_path: Path) -> None:
    blobs = tmp_path / "blobs"
    blobs.mkdir()
    paths = []
    for content in (b"model", b"projector", b"another"):
        path = blobs / f"sha256-{sha256(content).hexdigest()}"
        path.write_bytes(content)
        paths.append(path)
    kinds = {"model": paths[0], "projector": paths[1]}
    layers = [
        {"mediaType": f"application/vnd.ollama.image.{kind}", "digest": path.name.replace("-", ":")}
        for kind, path in kinds.items()
    ]
    manifest = tmp_path / "manifests" / "registry.ollama.ai" / "library" / "llava" / "7b"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(json.dumps({"layers": layers}), "utf-8")
    assert projector_of(paths[0]) == paths[1]
    assert projector_of(paths[2]) is None


def test_a_smaller_family_is_taken_in_as_well(catalogue: ModelCatalogue, tmp_path: Path) -> None:
    model, projector = made_vision_model(tmp_path, SMOL_VLM, "SmolVLM-256M-Instruct-Q8_0")
    assert projector_of(model) == projector
    run(catalogue.link_file(model, CancelToken()))
    assert state(catalogue, "smolvlm-256m-instruct-q8_0").model.projector is not None
