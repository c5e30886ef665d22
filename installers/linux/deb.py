"""The package for Debian, Ubuntu and their kin, the same to the byte for the same sources and the same time."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from pathlib import Path

from installers.build import DESCRIPTION, SUMMARY, Build, below, run
from installers.linux.tree import APPARMOR, FILES, system_tree

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
NEEDED = ("libegl1", "libgl1", "fontconfig-config")
"""What is part of every desktop and cannot be brought along: it has to fit the machine's graphics."""
RECOMMENDED = (
    "fonts-dejavu-core | fonts-freefont-ttf",
    "libpulse0",
    "gnome-keyring | kwalletmanager",
    "speech-dispatcher",
    "libspeechd2",
)


def build(build: Build) -> Path:
    """Write the control files into the tree and have dpkg-deb pack it."""
    tree = system_tree(build)
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(control_file(build, _installed_kib(tree)), "utf-8")
    (control / "conffiles").write_text(f"/{APPARMOR}\n", "ascii")
    (control / "md5sums").write_text(_sums(tree), "utf-8")
    for script in ("postinst", "prerm"):
        shutil.copy(FILES / script, control / script)
        (control / script).chmod(0o755)
    for path in (control, *control.iterdir()):
        os.utime(path, (build.time_s, build.time_s))
    target = build.output / f"alcove_{build.version}_{_architecture(build)}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(tree), str(target)]
    run(command, {"SOURCE_DATE_EPOCH": str(build.time_s)})
    return target


def control_file(build: Build, installed_kib: int) -> str:
    """The package as apt sees it. `installed_kib` is what it takes of the disk."""
    libc = platform.libc_ver()[1]
    return (
        f"Package: alcove\n"
        f"Version: {build.version}\n"
        f"Architecture: {_architecture(build)}\n"
        f"Maintainer: Alcove <support@alcove.invalid>\n"
        f"Installed-Size: {installed_kib}\n"
        f"Depends: libc6 (>= {libc}), {', '.join(NEEDED)}\n"
        f"Recommends: {', '.join(RECOMMENDED)}\n"
        f"Section: utils\n"
        f"Priority: optional\n"
        f"Description: {SUMMARY}\n"
        f" {DESCRIPTION}\n"
    )


def _architecture(build: Build) -> str:
    return ARCHITECTURES.get(build.machine, build.machine)


def _installed_kib(tree: Path) -> int:
    return sum(-(-path.lstat().st_size // 1024) for path in below(tree) if not path.is_dir())


def _sums(tree: Path) -> str:
    files = [path for path in below(tree) if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts]
    return "".join(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files)
