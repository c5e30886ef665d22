"""A disk of a few megabytes, to fill up or to make read-only; needs root, as mounting does."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size_kib: int) -> Iterator[Path]:
    """A tmpfs of this size mounted on `folder`; skips the test where that cannot be had."""
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("a small disk can only be mounted by root on Linux")
    folder.mkdir()
    options = f"size={size_kib}k,mode=0700"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "alcove-test", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"a small disk could not be mounted: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def make_read_only(disk: Path) -> None:
    """Let nothing be written to a mounted small disk from now on."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


def fill(disk: Path, leave_kib: int) -> Path:
    """Fill a small disk up to a few KiB; returns the file to delete for space."""
    ballast = disk / "ballast"
    free_bytes = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    ballast.write_bytes(b"\0" * max(0, free_bytes - leave_kib * 1024))
    return ballast
