"""What every package is built from, and how a tree of files is made the same wherever and whenever it is built."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installers.sign import Signer

SUMMARY = "Desktop assistant that works entirely offline"
DESCRIPTION = (
    "Ask your own documents and recordings, and read answers whose citations open the exact passage. "
    "Models run on this machine, everything is stored encrypted, and no process is able to reach the network."
)

APT_PACKAGES = {
    "dpkg-deb": "dpkg",
    "rpmbuild": "rpm",
    "rpmsign": "rpm",
    "gpg": "gpg gpg-agent",
    "msibuild": "msitools",
    "makensis": "nsis",
    "mksquashfs": "squashfs-tools",
}
"""What Debian and Ubuntu call the package that has a tool, where it is not the tool's own name."""
NOT_PACKAGED = {
    "makeappx": "it is part of the Windows SDK, and runs on Windows alone",
}


class PackagingError(Exception):
    """Why a package cannot be built here, in a sentence."""


@dataclass(frozen=True, slots=True)
class Build:
    """One build: its version, the machine it runs on, its time in seconds since 1970, and the folders it uses.

    `folder` holds the complete application, `work` is for what is made on the way, `output` for what is handed out.
    `signer` signs the list of the files as they will be installed.
    """

    version: str
    machine: str
    time_s: int
    folder: Path
    work: Path
    output: Path
    signer: Signer


def settle(tree: Path, time_s: int) -> None:
    """Give every file the time of the build, and rights that do not depend on who built it."""
    for path in [*below(tree), tree]:
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
        os.utime(path, (time_s, time_s), follow_symlinks=False)


def below(tree: Path) -> Iterator[Path]:
    """Everything in the tree, the same order each time."""
    yield from sorted(tree.rglob("*"))


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> None:
    """Run a tool, with these variables besides its own. Raises PackagingError where it is not here, or fails."""
    tool, variables = command[0], {**os.environ, **(environment or {})}
    try:
        done = subprocess.run(
            command, env=variables, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    except FileNotFoundError:
        remedy = NOT_PACKAGED.get(tool) or f"sudo apt install {APT_PACKAGES.get(tool, tool)}"
        raise PackagingError(f"{tool} is not on this machine: {remedy}") from None
    if done.returncode:
        said = done.stdout.strip() or "it said nothing"
        raise PackagingError(f"{tool} failed with exit code {done.returncode}: {said}")
