"""Sign what is handed out: the list of an installation's files, and packs of models.

    .venv/bin/python -m installers.sign new-key FILE            a key, and its public half in FILE.pub
    .venv/bin/python -m installers.sign installation FOLDER    list and sign every file of an application's folder

The key is the one that ALCOVE_SIGNING_KEY names: a file in PEM, under ALCOVE_SIGNING_PASSPHRASE where it has one. A key
that never leaves its token signs through ALCOVE_SIGNING_COMMAND, which is given the bytes on its standard input and
writes the 64 bytes of the Ed25519 signature on its standard output, as pkcs11-tool can; ALCOVE_SIGNING_PUBLIC then
names its public half. Without any of these, a test key is made, which nobody but this build trusts.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app import __version__
from app.core.administration.manifests import Kind, Manifest
from app.core.errors import UserError
from app.storage.signed_manifests import listed, manifest_of, read_key, sealed, written_key
from installers.contents import internal

TEST_KEY = "test-signing-key.pem"


class SigningError(Exception):
    """Why nothing can be signed, in a sentence."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key: its public half, and what signs bytes with the other."""

    public: bytes
    sign: Callable[[bytes], bytes]


def main() -> int:
    """Do what the arguments say and print what was made."""
    arguments = _parser().parse_args()
    try:
        if arguments.action == "new-key":
            new_key(arguments.path)
            print(arguments.path, public_path(arguments.path), sep="\n")
        else:
            print(sign_installation(arguments.path, signer(arguments.path.parent)))
    except (SigningError, UserError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sign", description="Sign what is handed out.")
    actions = parser.add_subparsers(dest="action", required=True)
    for name, text in (("new-key", "make a key"), ("installation", "list and sign the files of a folder")):
        actions.add_parser(name, help=text).add_argument("path", type=Path)
    return parser


def new_key(path: Path) -> Signer:
    """Make a key, readable by this user alone, and write its public half beside it. Raises SigningError if it exists."""
    key = Ed25519PrivateKey.generate()
    passphrase = os.environ.get("ALCOVE_SIGNING_PASSPHRASE", "")
    kept = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SigningError(f"{path} is there already; a key is never overwritten.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kept))
    made = _signer(key)
    public_path(path).write_text(written_key(made.public) + "\n", "ascii")
    return made


def public_path(path: Path) -> Path:
    """Where the public half of a key is written."""
    return path.with_name(f"{path.name}.pub")


def signer(work: Path) -> Signer:
    """The key that the environment names, else a test key that is kept in `work`. Raises SigningError or UserError."""
    if command := os.environ.get("ALCOVE_SIGNING_COMMAND"):
        return _commanded(command)
    if named := os.environ.get("ALCOVE_SIGNING_KEY"):
        return _loaded(Path(named))
    path = work / TEST_KEY
    print(f"ALCOVE_SIGNING_KEY names no key; signing with a test key: {path}", file=sys.stderr)
    work.mkdir(parents=True, exist_ok=True)
    return _loaded(path) if path.exists() else new_key(path)


def _commanded(command: str) -> Signer:
    public = os.environ.get("ALCOVE_SIGNING_PUBLIC")
    if not public:
        raise SigningError(
            "ALCOVE_SIGNING_COMMAND needs ALCOVE_SIGNING_PUBLIC, the file with the public half of its key."
        )

    def sign(content: bytes) -> bytes:
        words = shlex.split(command)
        try:
            return subprocess.run(words, input=content, stdout=subprocess.PIPE, check=True).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise SigningError(f"ALCOVE_SIGNING_COMMAND signs nothing: {error}") from None

    return Signer(read_key(Path(public)), sign)


def _loaded(path: Path) -> Signer:
    passphrase = os.environ.get("ALCOVE_SIGNING_PASSPHRASE", "").encode() or None
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase)
    except (OSError, ValueError, TypeError) as error:
        raise SigningError(f"{path} cannot be read as a key in PEM ({error}); check it and its passphrase.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningError(f"{path} is no Ed25519 key; make one with: sign new-key FILE")
    return _signer(key)


def _signer(key: Ed25519PrivateKey) -> Signer:
    return Signer(key.public_key().public_bytes_raw(), key.sign)


def trust(public: bytes, folder: Path) -> None:
    """Have the application in this folder trust a key, whatever it trusted before."""
    keys = internal(folder) / "resources" / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    for path in keys.glob("*.pub"):
        path.unlink()
    (keys / "alcove.pub").write_text(written_key(public) + "\n", "ascii")


def sign_installation(folder: Path, by: Signer) -> Path:
    """List every file of a complete application, sign the list and put it beside them; returns it."""
    manifest = Manifest(Kind.INSTALLATION, "alcove", __version__, tuple(listed(folder)))
    path = manifest_of(folder)
    path.unlink(missing_ok=True)
    path.write_bytes(sealed(manifest, by.sign))
    return path


if __name__ == "__main__":
    sys.exit(main())
