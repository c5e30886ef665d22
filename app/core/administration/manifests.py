"""A manifest: every file of an installation or of a pack by its size and hash, in the one form that is signed."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from app.core.errors import UserError

INSTALLATION_MANIFEST = "alcove.manifest"
"""The one file of an installation that its manifest does not name."""
PACK_SUFFIX = ".alcovepack"
PACK_MANIFESTS = ".packs"
"""The folder, beside the models, of the manifests of packs."""
MOST_BYTES = 16_000_000


class ManifestError(UserError):
    """A manifest, or a file that a signed manifest names, is not what it should be."""


class Kind(StrEnum):
    """What a manifest lists the files of."""

    INSTALLATION = "installation"
    PACK = "pack"
    KNOWLEDGE = "knowledge"


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """One file. `path` is relative, with "/". Where it is a link, `link` is what it says, and size and hash are empty.

    `carried` says whether a pack brings it, or expects it to be in its place.
    """

    path: str
    size_bytes: int
    sha256: str
    link: str = ""
    carried: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files, in the order of their paths. `catalogue` has the models of a pack, in the format of `catalog.toml`,
    or what a knowledge pack says of itself, as `app.core.administration.knowledge` writes it.
    """

    kind: Kind
    name: str
    version: str
    files: tuple[ManifestFile, ...]
    catalogue: str = ""


def encode(manifest: Manifest) -> bytes:
    """The only form in which this manifest is signed: JSON without blanks, names in their order, ASCII."""
    text = json.dumps({"schema": 1, **asdict(manifest)}, sort_keys=True, separators=(",", ":"))
    return text.encode("ascii") + b"\n"


def decode(untrusted_content: bytes) -> Manifest:
    """The manifest in these bytes.

    Raises:
        ManifestError: they are none, or the same in another form; the sentence begins with "it".
    """
    try:
        manifest = _manifest(json.loads(untrusted_content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ManifestError("it is not a manifest that this version of Alcove understands") from None
    paths = [file.path for file in manifest.files]
    if paths != sorted(set(paths)) or encode(manifest) != untrusted_content:
        raise ManifestError("it is not written in the one form that is signed")
    return manifest


def version_order(version: str) -> tuple[int, ...]:
    """By this, versions such as "1.10" are put in order."""
    return tuple(int(number) for number in version.split("."))


def _manifest(untrusted: Mapping[str, Any]) -> Manifest:
    kind = Kind(untrusted["kind"])
    name, version = untrusted["name"], untrusted["version"]
    if kind is not Kind.INSTALLATION and not (
        re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", name) and _is_ordered(version)
    ):
        raise ValueError
    return Manifest(
        kind, name, version, tuple(_file(file, kind) for file in untrusted["files"]), untrusted["catalogue"]
    )


def _is_ordered(version: str) -> bool:
    return re.fullmatch(r"\d{1,6}(\.\d{1,6}){0,3}", version, re.ASCII) is not None


def _file(untrusted: Mapping[str, Any], kind: Kind) -> ManifestFile:
    file = ManifestFile(**untrusted)
    path = PurePosixPath(file.path)
    if (
        not path.parts
        or path.is_absolute()
        or ".." in path.parts
        or str(path) != file.path
        or set(file.path) & set("\\:\0")
    ):
        raise ValueError
    if file.link:
        if kind is not Kind.INSTALLATION or file.size_bytes or file.sha256:
            raise ValueError
    elif not re.fullmatch(r"[0-9a-f]{64}", file.sha256) or file.size_bytes < 0:
        raise ValueError
    return file
