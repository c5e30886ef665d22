"""The application as one file that mounts itself; `appimagetool` (https://github.com/AppImage/appimagetool) packs it."""

from __future__ import annotations

import shutil
from pathlib import Path

from installers.build import Build, run, settle
from installers.linux.tree import portable_tree
from installers.sign import sign_installation


def build(build: Build) -> Path:
    """Make the folder that the tool asks for, and run the tool. It must be on the path, with its runtime beside it."""
    tree = build.work / "Alcove.AppDir"
    shutil.rmtree(tree, ignore_errors=True)
    portable_tree(build).rename(tree)
    (tree / "AppRun").symlink_to("alcove")
    shutil.copy(tree / "share/applications/alcove.desktop", tree)
    shutil.copy(tree / "share/icons/hicolor/scalable/apps/alcove.svg", tree)
    sign_installation(tree, build.signer)
    settle(tree, build.time_s)
    target = build.output / f"Alcove-{build.version}-{build.machine}.AppImage"
    environment = {"ARCH": build.machine, "SOURCE_DATE_EPOCH": str(build.time_s)}
    run(["appimagetool", "--no-appstream", str(tree), str(target)], environment)
    return target
