"""The application as one file that mounts itself: AppImage's runtime, and behind it the files in a squashfs.

https://github.com/AppImage/AppImageSpec/blob/master/draft.md
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from installers.build import Build, PackagingError, run, settle
from installers.linux.tree import portable_tree
from installers.sign import sign_installation

RUNTIME = "ALCOVE_APPIMAGE_RUNTIME"
"""The variable that names the runtime's file. It is not brought along: whoever builds chooses one, and checks it."""
_TYPE_2 = b"AI\x02"
SQUASHFS = ("-root-owned", "-no-xattrs", "-noappend", "-no-progress", "-quiet", "-comp", "zstd")


def build(build: Build) -> Path:
    """Lay the application out with its entry, its menu entry and its icon at the top, and put it behind the runtime."""
    runtime = _runtime()
    tree = build.work / "Alcove.AppDir"
    shutil.rmtree(tree, ignore_errors=True)
    portable_tree(build).rename(tree)
    (tree / "AppRun").symlink_to("alcove")
    shutil.copy(tree / "share/applications/alcove.desktop", tree)
    shutil.copy(tree / "share/icons/hicolor/scalable/apps/alcove.svg", tree)
    sign_installation(tree, build.signer)
    settle(tree, build.time_s)
    target = build.output / f"Alcove-{build.version}-{build.machine}.AppImage"
    packed = build.work / "Alcove.squashfs"
    run(["mksquashfs", str(tree), str(packed), *SQUASHFS], {"SOURCE_DATE_EPOCH": str(build.time_s)})
    with target.open("wb") as image:
        image.write(runtime)
        with packed.open("rb") as files:
            shutil.copyfileobj(files, image)
    packed.unlink()
    target.chmod(0o755)
    return target


def _runtime() -> bytes:
    """The program at the front, which finds the files behind its own end. Raises PackagingError where there is none."""
    named = os.environ.get(RUNTIME)
    if not named:
        raise PackagingError(
            f"An AppImage begins with AppImage's runtime: get runtime-x86_64 from "
            f"https://github.com/AppImage/type2-runtime/releases and name the file in {RUNTIME}."
        )
    content = Path(named).read_bytes() if Path(named).is_file() else b""
    if content[:4] != b"\x7fELF" or content[8:11] != _TYPE_2:
        raise PackagingError(f"{named} is not a runtime of AppImages, type 2; {RUNTIME} names it.")
    return content
