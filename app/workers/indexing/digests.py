"""What the files of a finished generation are: hnswlib reads them as they come, and dies of a damaged one, or lies."""

import hashlib
import json
from pathlib import Path

from app.workers.indexing.terms import Untrusted

_DIGESTS = "digests.json"
_CHECKED = (".bin", ".pickle")
"""The graph's files. The database beside them changes when it is opened; SQLite itself and the canaries check that."""


def write_digests(folder: Path) -> None:
    """Note the sha256 of each file of the graph."""
    (folder / _DIGESTS).write_text(json.dumps(_digests(folder)), encoding="utf-8")


def verify_digests(folder: Path) -> None:
    """Compare the files with what was noted.

    Raises:
        Untrusted: one is missing, changed or new, or nothing was noted.
    """
    try:
        noted = json.loads((folder / _DIGESTS).read_text(encoding="utf-8"))
        if noted != _digests(folder):
            raise Untrusted("its files are not those that were built")
    except (OSError, ValueError) as error:
        raise Untrusted(f"its files cannot be checked ({error})") from error


def _digests(folder: Path) -> dict[str, str]:
    digests = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in _CHECKED and path.parent != folder:
            with path.open("rb") as file:
                digests[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests
