"""The real models on this machine, for tests and benches that need them."""

from pathlib import Path

import pytest

from app.core.models.model import Catalogue, Model, parse_catalogue
from app.storage.places import find_places

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED_DATA = REPOSITORY.parent / "shared" / "data"
TINY_CHAT = "smollm2-135m-instruct-q4"
SMALL_CHAT = "qwen2.5-coder-0.5b-instruct-q4_k_m"
LARGER_CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SPEECH = "faster-whisper-base"
SPEAKERS = "speakers-segmentation-3.0-campplus"
EMBEDDING = "all-minilm-l6-v2-int8"


def catalogue() -> Catalogue:
    """The catalogue that ships with Alcove."""
    return parse_catalogue((REPOSITORY / "resources/models/catalog.toml").read_text(encoding="utf-8"))


def model(model_id: str) -> Model:
    """One model of the catalogue."""
    return next(model for model in catalogue().models if model.id == model_id)


def model_folder(model_id: str) -> Path:
    """The folder of an installed model; skips the test where it was not fetched."""
    folder = find_places(None).models / model_id
    if not all((folder / file.path).is_file() for file in model(model_id).files):
        pytest.skip(f"the model {model_id} is not on this machine; fetch it with: alcove models fetch {model_id}")
    return folder


def model_sha256(model_id: str) -> dict[str, str]:
    """File name to sha256."""
    return {file.path: file.sha256 for file in model(model_id).files}


def embedder_files() -> tuple[Path, dict[str, str]]:
    """Folder and hashes of the embedder that ships with Alcove."""
    return REPOSITORY / "resources/models/embedding", model_sha256(EMBEDDING)


def shared_data(name: str) -> Path:
    """A file or folder of the shared material; skips the test where it is absent."""
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"the shared material {name} is not on this machine")
    return path
