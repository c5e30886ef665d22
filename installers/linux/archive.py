"""The portable archive: unpack it anywhere and start `alcove` in it."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

from installers.linux.tree import Build, portable_tree

COMPRESSION = ("zstd", "-12", "-T0", "--quiet", "--force")


def build(build: Build) -> Path:
    """Pack the portable tree, in a fixed order and without the names of whoever built it."""
    tree = portable_tree(build)
    target = build.output / f"{tree.name}.tar.zst"
    with subprocess.Popen([*COMPRESSION, "-o", str(target)], stdin=subprocess.PIPE) as compressor:
        with tarfile.open(fileobj=compressor.stdin, mode="w|", format=tarfile.GNU_FORMAT) as archive:
            archive.add(tree, tree.name, filter=_anonymous)
        assert compressor.stdin
        compressor.stdin.close()
    if compressor.returncode:
        raise subprocess.CalledProcessError(compressor.returncode, "zstd")
    return target


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry
