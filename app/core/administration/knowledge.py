"""Knowledge packs: documents that somebody else has read and embedded, for many to search, and what such a pack says of itself."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from app.core.administration.manifests import Manifest, ManifestError
from app.core.library.bags import DocumentWords
from app.core.library.documents import Chunk, Document, ReadDocument
from app.core.models.model import Model

FORMAT = 1
"""Raised when passages are cut, or their words kept, in another way: packs of a newer format are refused."""
MEMBERS = "documents"
"""The folder of a pack's members, one for each document."""
_SCHEME = "knowledge:"


@dataclass(frozen=True, slots=True)
class About:
    """What a pack says of itself, in its signed manifest.

    `title` names its collection. `expires` is the last day of its use, "" without one. `base` is the sha256 of the
    manifest of the pack that a delta builds on, else "". `embedder` is that of its vectors, as `embedder_identity` has
    it. The key of its members comes from its password and `salt`, and is the right one where it gives `check`; both are
    in hexadecimal.
    """

    title: str
    publisher: str
    embedder: str
    salt: str
    check: str
    expires: str = ""
    base: str = ""
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class KnowledgePack:
    """A pack whose documents are in the library. `manifest_sha256` tells one build of it from another.

    `key` is the public key that signed it. `by_machine` says that it came from the folder for all users of the machine.
    """

    name: str
    version: str
    title: str
    publisher: str
    expires: str
    manifest_sha256: str
    key: bytes
    by_machine: bool
    added_at: str
    documents: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """One document as a pack carries it: read, cut, embedded, and its file. `path` is relative, with "/".

    `float16` are the vectors of its passages, rows of little-endian float16, joined.
    """

    path: str
    content_hash: str
    modified_ns: int
    document: ReadDocument
    chunks: tuple[Chunk, ...]
    words: DocumentWords
    float16: bytes
    content: bytes


def path_of(name: str, path: str, version: str = "") -> str:
    """What stands in the place of a packed document's path; with a `version` while that is still being taken in."""
    return f"{_SCHEME}{name}@{version}/{path}" if version else f"{_SCHEME}{name}/{path}"


def is_packed(document: Document) -> bool:
    """Whether it came in a knowledge pack: then there is no file of its own that could change or be gone."""
    return document.path.startswith(_SCHEME)


def pack_of(path: str) -> str:
    """The name of the pack that a document's path belongs to; "" for any other path."""
    return path.removeprefix(_SCHEME).partition("/")[0] if path.startswith(_SCHEME) else ""


def shown_path(path: str) -> str:
    """A packed document's path as it lay with whoever made the pack; any other path as it is."""
    return path.partition("/")[2] if path.startswith(_SCHEME) else path


def embedder_identity(model: Model) -> str:
    """What tells one embedder's vectors from another's: its id and its weights."""
    return " ".join([model.id, *sorted(file.sha256 for file in model.files)])


def encode_about(about: About) -> str:
    """As it stands in the manifest."""
    return json.dumps(asdict(about), sort_keys=True)


def about_of(manifest: Manifest) -> About:
    """What the pack of this manifest says of itself.

    Raises:
        ManifestError: it is of a newer format, or says it in a way that is not understood; the sentence begins with "it".
    """
    try:
        untrusted = json.loads(manifest.catalogue)
        if untrusted["format"] > FORMAT:
            raise ManifestError("it is made for a newer version of Alcove; update Alcove")
        about = About(**untrusted)
        if about.expires:
            date.fromisoformat(about.expires)
        _require_types(about)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ManifestError("it is described in a way that this version of Alcove does not understand") from None
    return about


def is_over(expires: str, today: date) -> bool:
    """Whether the last day of a pack's use is over."""
    return bool(expires) and date.fromisoformat(expires) < today


def _require_types(about: About) -> None:
    """A dataclass takes whatever it is given. Raises ValueError where that is not what it says."""
    expected = About("", "", "", "", "")
    for name, value in asdict(about).items():
        if type(value) is not type(getattr(expected, name)):
            raise ValueError(name)
    if not about.title.strip() or len(bytes.fromhex(about.salt)) < _SALT_BYTES:
        raise ValueError("title or salt")


_SALT_BYTES = 16
