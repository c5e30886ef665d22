"""The folder that the packages for Windows lay down, and what they agree on."""

from __future__ import annotations

import os
import shutil
import uuid
from enum import StrEnum
from pathlib import Path

from installers.build import Build, PackagingError, below, settle
from installers.sign import sign_installation
from installers.windows import sign

FILES = Path(__file__).parent / "files"
MAKER = "Alcove"
PACK_CLASS = "Alcove.Pack"
"""What Windows calls the kind of a pack of models."""
WINDOW = "Alcove Window.exe"
COMMAND = "alcove.exe"
PROGRAMS = (WINDOW, COMMAND)
RULE = "Alcove stays offline ({})"
"""What the firewall calls the rule for one of the programs."""
MOST_BYTES = 2_000_000_000
"""A cabinet and a setup program both count their bytes with 31 bits."""
_NAMES = uuid.UUID("4c1a6a1e-6f0e-5d0e-9a53-4f4c434f5645")


class Scope(StrEnum):
    """For whom it is installed: for everybody by an administrator, or by users for themselves."""

    MACHINE = "machine"
    USER = "user"


def payload(build: Build) -> Path:
    """A copy of the application as it will be installed: every program in it signed, and the list of its files.

    Raises:
        PackagingError: it is not a build for Windows, or too big for one package.
        SigningError: something in it cannot be signed.
    """
    missing = [name for name in PROGRAMS if not (build.folder / name).is_file()]
    if missing:
        raise PackagingError(f"{build.folder} is no build for Windows, it has no {missing[0]}: freeze it on Windows.")
    size_bytes = sum(path.stat().st_size for path in below(build.folder) if path.is_file())
    if size_bytes > MOST_BYTES:
        raise PackagingError(
            f"{build.folder} has {size_bytes / 1e9:.1f} GB, and a package for Windows holds {MOST_BYTES / 1e9:.0f} GB: "
            "hand models out beside it."
        )
    folder = build.work / "windows"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(build.folder, folder, copy_function=os.link)
    certificate = sign.certificate(build.work)
    for path in filter(sign.is_program, below(folder)):
        sign.sign(path, certificate, build.time_s)
    sign_installation(folder, build.signer)
    settle(folder, build.time_s)
    return folder


def stable_id(*words: str) -> str:
    """An identifier that is the same for the same words in every build (RFC 4122, version 5), as Windows writes it."""
    return f"{{{uuid.uuid5(_NAMES, '/'.join(words))}}}".upper()
