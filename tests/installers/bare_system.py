"""A bare Debian below a folder, with no Python, in which programs run as a user of its own and without a network."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = 1000
HOME = Path("home/user")
_NEEDED = ("debootstrap", "unshare", "chroot", "dpkg-deb")
_SYSTEM_PACKAGES = "libegl1,libgl1,fontconfig-config,zstd"
"""What an installed desktop has already: without them the package would bring them, and removing it leave them."""


def make(folder: Path) -> Path:
    """Make one, or skip the test where that is impossible. `ALCOVE_BARE_SYSTEM` names one that was made before; what its user keeps is not taken along."""
    if os.name != "posix" or os.geteuid() != 0 or not all(map(shutil.which, _NEEDED)):
        pytest.skip(f"a bare system is made by root, with {', '.join(_NEEDED)}")
    root = folder / "root"
    if made := os.environ.get("ALCOVE_BARE_SYSTEM"):
        shutil.copytree(made, root, symlinks=True, ignore=shutil.ignore_patterns("dev", "proc", "sys"))
        for name in ("dev", "proc", "sys"):
            (root / name).mkdir()
        shutil.rmtree(root / HOME, ignore_errors=True)
    else:
        command = ["debootstrap", "--variant=minbase", f"--include={_SYSTEM_PACKAGES}", "bookworm", str(root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"debootstrap cannot reach its packages: {done.stdout[-200:]}")
    (root / HOME).mkdir(parents=True, exist_ok=True)
    shutil.chown(root / HOME, USER, USER)
    return root


def run(root: Path, *command: str, models: Path | None = None, user: int = USER) -> subprocess.CompletedProcess[str]:
    """Run a command inside, in namespaces of its own: no network but an unused loopback, no processes but its own."""
    mounts = [
        f"mount -t proc proc {root}/proc",
        f"mount -t tmpfs tmpfs {root}/dev",
        f"mkdir {root}/dev/shm && chmod 1777 {root}/dev/shm",
        *(
            f"touch {root}/dev/{name} && mount --bind /dev/{name} {root}/dev/{name}"
            for name in ("null", "zero", "urandom")
        ),
    ]
    if models:
        (root / "srv/models").mkdir(exist_ok=True)
        mounts.append(f"mount --bind -o ro {models} {root}/srv/models")
    setting = f"HOME=/{HOME} PATH=/usr/sbin:/usr/bin:/sbin:/bin ALCOVE_MODELS=/srv/models ALCOVE_PASSPHRASE=correct-horse-battery"
    inside = f'exec chroot --userspec={user}:{user} {root} /usr/bin/env -i {setting} LANG=C.UTF-8 "$@"'
    script = " && ".join([*mounts, inside])
    separate = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"]
    return subprocess.run([*separate, "sh", "-c", script, "sh", *command], capture_output=True, text=True, check=False)


def files(root: Path) -> set[str]:
    """Every file and folder inside but what the packages' own administration and the user keep."""
    kept = ("var/lib/dpkg", "var/log", "var/cache", "proc", "dev", "sys", str(HOME), "srv", "tmp")
    return {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if not str(path.relative_to(root)).startswith(kept) and not path.is_dir()
    }


@contextmanager
def without_package(root: Path) -> Iterator[None]:
    """Whatever happens, the package is gone afterwards."""
    try:
        yield
    finally:
        run(root, "dpkg", "--purge", "alcove", user=0)
