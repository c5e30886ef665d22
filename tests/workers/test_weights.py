"""What is loaded is what was verified."""

import hashlib
import os
from pathlib import Path

import pytest

from app.core.errors import ModelError
from app.workers.serve import CancelFlag
from app.workers.weights import FileState, require_unchanged, verify_file

CONTENT = b"weights" * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "model.gguf").write_bytes(CONTENT)
    return tmp_path / "model.gguf"


def verified(path: Path) -> FileState:
    return verify_file(path, hashlib.sha256(CONTENT).hexdigest(), CancelFlag())


def test_a_file_that_nobody_touched_is_loaded(path: Path) -> None:
    require_unchanged(path, verified(path))


def test_a_file_that_is_put_in_its_place_is_not(path: Path) -> None:
    state, before = verified(path), path.stat()
    other = path.with_suffix(".other")
    other.write_bytes(CONTENT)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    with pytest.raises(ModelError, match=r"model\.gguf was changed while it was loaded"):
        require_unchanged(path, state)


def test_nor_is_one_that_was_written_to_or_is_gone(path: Path) -> None:
    state = verified(path)
    with path.open("r+b") as file:
        file.write(b"W")
    os.utime(path, ns=(1, 1))
    with pytest.raises(ModelError):
        require_unchanged(path, state)
    path.unlink()
    with pytest.raises(ModelError):
        require_unchanged(path, state)


def test_another_content_is_no_model_of_ours(path: Path) -> None:
    with pytest.raises(ModelError, match="its hash differs"):
        verify_file(path, "0" * 64, CancelFlag())
