"""Signed manifests: two lines with the format and the Ed25519 signature (RFC 8032), then the manifest that was signed."""

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.core.administration.manifests import (
    INSTALLATION_MANIFEST,
    MOST_BYTES,
    Kind,
    Manifest,
    ManifestError,
    ManifestFile,
    decode,
    encode,
)
from app.core.errors import UserError

_FORMAT = b"alcove-manifest 1\n"
_KEY_BYTES = 32
_SEAL = {"_CodeSignature/CodeResources", "MacOS/alcove"}
"""What macOS writes the signature of a bundle into, which is made after the manifest, and covers that too."""
_CALLED = {
    Kind.INSTALLATION: "the list of an installation's files",
    Kind.PACK: "a pack of models, which is imported with them",
    Kind.KNOWLEDGE: "a pack of knowledge, which is added to the library",
}


def sealed(manifest: Manifest, sign: Callable[[bytes], bytes]) -> bytes:
    """The file of a manifest. `sign` gives the 64 bytes of a signature."""
    body = encode(manifest)
    return _FORMAT + base64.b64encode(sign(_FORMAT + body)) + b"\n" + body


def opened(untrusted_content: bytes, keys: Sequence[bytes], kind: Kind) -> Manifest:
    """The manifest of a file, once it is clear that one of these public keys signed it.

    Raises:
        ManifestError: none did, or it is a manifest of something else; the sentence begins with "it".
    """
    _, body = _signed(untrusted_content, keys)
    manifest = decode(body)
    if manifest.kind is not kind:
        raise ManifestError(f"it is {_CALLED[manifest.kind]}")
    return manifest


def signing_key(untrusted_content: bytes, keys: Sequence[bytes]) -> bytes:
    """Which of these public keys signed the file of a manifest. Raises as `opened` does."""
    return _signed(untrusted_content, keys)[0]


def read_manifest(path: Path, keys: Sequence[bytes], kind: Kind) -> Manifest:
    """The manifest in this file. Raises as `opened` does, also if it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ManifestError(f"it cannot be read ({error.strerror})") from None
    return opened(content, keys, kind)


def _signed(untrusted_content: bytes, keys: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The key that signed, and what it signed."""
    form, _, rest = untrusted_content.partition(b"\n")
    signature, _, body = rest.partition(b"\n")
    if form + b"\n" != _FORMAT:
        raise ManifestError("it is not a manifest that this version of Alcove understands")
    key = next((key for key in keys if _is_signed(body, signature, key)), None)
    if key is None:
        raise ManifestError("it is not signed with a key that this Alcove trusts")
    return key, body


def _is_signed(body: bytes, signature: bytes, key: bytes) -> bool:
    try:
        # A signature has one form only: what else decodes to the same bytes is refused.
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(raw, _FORMAT + body)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return base64.b64encode(raw) == signature


def program_keys(resources: Path) -> tuple[bytes, ...]:
    """The public keys that come with the program; none where it runs from its source code. Raises as `read_key` does."""
    return tuple(read_key(path) for path in sorted((resources / "keys").glob("*.pub")))


def read_key(path: Path) -> bytes:
    """The public key in a file. Raises UserError if there is none."""
    try:
        return parse_key(path.read_text("ascii"), str(path))
    except (OSError, UnicodeDecodeError):
        raise UserError(f"{path} cannot be read as a public key; check the file.") from None


def parse_key(untrusted_text: str, source: str) -> bytes:
    """A public key as it is written down: 32 bytes in base64. Raises UserError if it is none; `source` says whose."""
    try:
        key = base64.b64decode(untrusted_text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise UserError(f"{source} has no public key of 32 bytes in base64; take the file that ends with .pub.")
    return key


def written_key(key: bytes) -> str:
    """A public key as `parse_key` reads it."""
    return base64.b64encode(key).decode("ascii")


def manifest_of(folder: Path) -> Path:
    """Where the signed list of an installation's files lies: in a bundle of macOS among what is no code."""
    return folder / ("Resources" if _is_bundle(folder) else "") / INSTALLATION_MANIFEST


def _is_bundle(folder: Path) -> bool:
    return folder.name == "Contents" and folder.parent.suffix == ".app"


def listed(folder: Path) -> Iterator[ManifestFile]:
    """Every file and link below an installation's folder but its manifest, hashed, in the order of their paths."""
    for name in sorted(names_below(folder)):
        yield described(folder / name, name)


def names_below(folder: Path) -> set[str]:
    """The paths, with "/", of all files and links below an installation's folder, but its manifest's. Raises OSError.

    Of a bundle of macOS, what is signed last is left out.
    """
    left_out = {manifest_of(folder).relative_to(folder).as_posix(), *(_SEAL if _is_bundle(folder) else ())}
    return {path.relative_to(folder).as_posix() for path in _below(folder)} - left_out


def _below(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        else:
            yield Path(entry.path)


def described(path: Path, name: str) -> ManifestFile:
    """The entry for a file or a link, by what it is now. Raises OSError."""
    if path.is_symlink():
        return ManifestFile(name, 0, "", link=str(path.readlink()))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ManifestFile(name, path.stat().st_size, digest)
