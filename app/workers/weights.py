"""The check that stands before every load: a file whose hash is wrong is never opened by an engine."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from app.core.errors import ModelError
from app.workers.serve import CancelFlag

_BLOCK_BYTES = 1 << 20


def verify_files(folder: Path, sha256: Mapping[str, str], flag: CancelFlag) -> None:
    """Compare every named file in a folder with its sha256 in hexadecimal.

    Raises:
        ModelError: a file is missing or is not the one named.
        Cancelled: the request was cancelled.
    """
    for name, expected in sha256.items():
        verify_file(folder / name, expected, flag)


def verify_file(path: Path, expected: str, flag: CancelFlag) -> None:
    """Compare one file with its sha256 in hexadecimal; raises as `verify_files` does."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                flag.raise_if_set()
                digest.update(block)
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read ({error.strerror}); fetch the model again.") from None
    if digest.hexdigest() != expected:
        raise ModelError(
            f"The model file {path} is not the one the catalogue names (its hash differs) and was not loaded; "
            "remove it, and fetch or link the model again."
        )
