"""Reading a pack from its beginning to its end: everything is compared with the signed manifest on the way."""

import hashlib
import os
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import BinaryIO

from app.core.administration.manifests import Kind, Manifest, ManifestError, ManifestFile
from app.core.administration.packs import BLOCK_BYTES, END, header, manifest_bytes, manifest_path, padding
from app.core.cancel import CancelToken
from app.core.events import Event
from app.services.models.model_files import Meter
from app.storage.signed_manifests import opened

_READ_BYTES = 1 << 20
_KNOWLEDGE = f'"kind":"{Kind.KNOWLEDGE}"'.encode()
"""What stands in the manifest of a knowledge pack, and nowhere in another: inside a text, quotation marks are escaped."""


def read_pack_manifest(source: BinaryIO, keys: Sequence[bytes], kind: Kind) -> tuple[bytes, Manifest]:
    """The manifest that a pack begins with, as it is written and as it is understood; its files follow.

    Raises:
        ManifestError: it is no pack of this kind, or none of these keys signed it; the sentence begins with "it".
    """
    first = source.read(BLOCK_BYTES)
    size_bytes = manifest_bytes(first)
    content = source.read(size_bytes)
    manifest = opened(content, keys, kind)
    if first != header(manifest_path(manifest.name), size_bytes):
        raise ManifestError("it does not begin as a pack does")
    _require(source, padding(size_bytes))
    return content, manifest


def holds_knowledge(path: Path) -> bool:
    """Whether a file says that it is a knowledge pack; nothing of it is trusted yet."""
    try:
        with path.open("rb") as source:
            return _KNOWLEDGE in source.read(manifest_bytes(source.read(BLOCK_BYTES)))
    except (OSError, ManifestError):
        return False


def unpacked(
    source: BinaryIO, file: ManifestFile, target: Path, meter: Meter, cancel: CancelToken
) -> Generator[Event, None, None]:
    """Write the file that comes next in a pack to `target`; yields Progress.

    Raises:
        ManifestError: it is not what the manifest says of it; the sentence begins with "it".
        Cancelled: stopped.
    """
    _require(source, header(file.path, file.size_bytes))
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), file.size_bytes
    with target.open("wb") as writing:
        while block := source.read(min(_READ_BYTES, left)):
            cancel.checkpoint()
            digest.update(block)
            writing.write(block)
            left -= len(block)
            yield from meter.count(len(block), file.path)
    if digest.hexdigest() != file.sha256:
        raise _changed(file)
    _require(source, padding(file.size_bytes))


def read_file_of_pack(source: BinaryIO, keys: Sequence[bytes], kind: Kind, name: str) -> bytes | None:
    """One file of a pack that is not read whole; None where the pack does not bring it.

    Raises:
        ManifestError: it is no pack of this kind that one of these keys signed, or the file was changed.
    """
    _, manifest = read_pack_manifest(source, keys, kind)
    for file in manifest.files:
        if not file.carried:
            continue
        if file.path != name:
            source.seek(BLOCK_BYTES + file.size_bytes + len(padding(file.size_bytes)), os.SEEK_CUR)
            continue
        _require(source, header(file.path, file.size_bytes))
        content = source.read(file.size_bytes)
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise _changed(file)
        return content
    return None


def require_end(source: BinaryIO) -> None:
    """Make sure that the pack ends here. Raises ManifestError if it does not."""
    _require(source, END)
    if source.read(1):
        raise ManifestError("something was added behind its end")


def _require(source: BinaryIO, expected: bytes) -> None:
    if source.read(len(expected)) != expected:
        raise ManifestError("it was changed or is damaged between its files")


def _changed(file: ManifestFile) -> ManifestError:
    return ManifestError(f"its file {file.path} was changed or is damaged")
