"""A pack: a tar archive whose every byte follows from its signed manifest, which comes first, and from the files it brings.

It is read without taking anything from its headers: they have to be the ones that the manifest gives. Unpacked by any
tar a pack of models has the layout of a models' folder, its manifest included.
"""

import tarfile
from dataclasses import replace

from app.core.administration.manifests import MOST_BYTES, PACK_MANIFESTS, Manifest, ManifestError, ManifestFile
from app.core.errors import ModelError
from app.core.models.model import Model, parse_catalogue

BLOCK_BYTES = 512
END = bytes(2 * BLOCK_BYTES)


def manifest_path(name: str) -> str:
    """Where the manifest of a pack is in it, and in a models' folder."""
    return f"{PACK_MANIFESTS}/{name}.manifest"


def header(path: str, size_bytes: int) -> bytes:
    """What stands before a file: everybody may read it, and nothing says who made it or when."""
    entry = tarfile.TarInfo(path)
    entry.size = size_bytes
    return entry.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def padding(size_bytes: int) -> bytes:
    """What stands behind a file of this size."""
    return bytes(-size_bytes % BLOCK_BYTES)


def manifest_bytes(untrusted_block: bytes) -> int:
    """The size of the manifest, by the block that a pack begins with. Raises ManifestError if it begins otherwise."""
    try:
        size_bytes = tarfile.TarInfo.frombuf(untrusted_block, "utf-8", "strict").size
    except (tarfile.HeaderError, ValueError):
        size_bytes = -1
    if not 0 < size_bytes <= MOST_BYTES:
        raise ManifestError("it does not begin as a pack does")
    return size_bytes


def models_of(manifest: Manifest) -> tuple[Model, ...]:
    """The models of a pack. Raises ManifestError if its files are not theirs."""
    try:
        models = parse_catalogue(manifest.catalogue).models
    except ModelError:
        raise ManifestError(
            "its models are described in a way that this version of Alcove does not understand"
        ) from None
    if {replace(file, carried=True) for file in manifest.files} != set(files_of(models)):
        raise ManifestError("its files are not those of its models")
    return tuple(replace(model, pack=manifest.name, shipped_in="", linked_in="") for model in models)


def files_of(models: tuple[Model, ...]) -> tuple[ManifestFile, ...]:
    """The files of models as a manifest lists them."""
    files = (ManifestFile(f"{it.id}/{file.path}", file.size_bytes, file.sha256) for it in models for file in it.files)
    return tuple(sorted(files, key=lambda file: file.path))
