"""The files of an installation, in the places where Linux systems look for them."""

from __future__ import annotations

import gzip
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from installers.build import Build, settle
from installers.contents import ROOT
from installers.linux.manual import manual_page
from installers.sign import sign_installation

FILES = Path(__file__).parent / "files"
PROGRAM = Path("usr/lib/alcove")
APPARMOR = Path("etc/apparmor.d/usr.lib.alcove.alcove")


def system_tree(build: Build) -> Path:
    """Lay the application out below an empty folder as it will stand below `/`."""
    tree = build.work / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(build.folder, tree / PROGRAM, symlinks=True, copy_function=os.link)
    sign_installation(tree / PROGRAM, build.signer)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/alcove").symlink_to("../lib/alcove/alcove")
    _desktop_files(tree / "usr/share", build)
    documents = tree / "usr/share/doc/alcove"
    documents.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", documents / "copyright")
    _compress((ROOT / "CHANGELOG.md").read_bytes(), documents / "changelog.gz")
    (tree / APPARMOR).parent.mkdir(parents=True)
    shutil.copy(FILES / "apparmor", tree / APPARMOR)
    settle(tree, build.time_s)
    return tree


def portable_tree(build: Build) -> Path:
    """The application in one folder that runs from wherever it is put."""
    tree = build.work / f"alcove-{build.version}-linux-{build.machine}"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(build.folder, tree, symlinks=True, copy_function=os.link)
    _desktop_files(tree / "share", build)
    sign_installation(tree, build.signer)
    settle(tree, build.time_s)
    return tree


def _desktop_files(share: Path, build: Build) -> None:
    for source, target in (
        (FILES / "alcove.desktop", share / "applications/alcove.desktop"),
        (FILES / "alcove.xml", share / "mime/packages/alcove.xml"),
        (ROOT / "installers/alcove.svg", share / "icons/hicolor/scalable/apps/alcove.svg"),
    ):
        target.parent.mkdir(parents=True)
        shutil.copy(source, target)
    described = share / "metainfo/local.alcove.Alcove.metainfo.xml"
    described.parent.mkdir()
    described.write_text(metainfo(build), "utf-8")
    manual = share / "man/man1/alcove.1.gz"
    manual.parent.mkdir(parents=True)
    _compress(manual_page(build.time_s).encode(), manual)


def metainfo(build: Build) -> str:
    """What software centres say of it (https://www.freedesktop.org/software/appstream/docs/)."""
    day = datetime.fromtimestamp(build.time_s, UTC).date().isoformat()
    text = (FILES / "local.alcove.Alcove.metainfo.xml").read_text("utf-8")
    return text.replace("VERSION", build.version).replace("DATE", day)


def _compress(content: bytes, target: Path) -> None:
    target.write_bytes(gzip.compress(content, mtime=0))
