"""The portable archive: unpack it anywhere and start `alcove` in it."""

from __future__ import annotations

import tarfile
from pathlib import Path

from installers.build import Build, run
from installers.linux.tree import portable_tree

COMPRESSION = ("zstd", "-12", "-T0", "--quiet", "--force")


def build(build: Build) -> Path:
    """Pack the portable tree, in a fixed order and without the names of whoever built it."""
    tree = portable_tree(build)
    target = build.output / f"{tree.name}.tar.zst"
    plain = build.work / f"{tree.name}.tar"
    with tarfile.open(plain, mode="w", format=tarfile.GNU_FORMAT) as archive:
        archive.add(tree, tree.name, filter=_anonymous)
    run([*COMPRESSION, "--rm", "-o", str(target), str(plain)])
    return target


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry
