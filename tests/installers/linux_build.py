"""A build of a small program that stands in for the application, as packages for Linux are made from."""

from pathlib import Path

import pytest

from installers import sign
from installers.build import Build


def stand_in(folder: Path) -> Build:
    """A build of a program that only says its name, with a private file and a link in it."""
    complete = folder / "complete"
    (complete / "_internal").mkdir(parents=True)
    (complete / "alcove").write_text("#!/bin/sh\necho alcove\n")
    (complete / "alcove").chmod(0o700)
    (complete / "_internal" / "library.so.1").write_bytes(b"library")
    (complete / "_internal" / "library.so.1").chmod(0o600)
    (complete / "_internal" / "library.so").symlink_to("library.so.1")
    (folder / "work").mkdir()
    return Build("1.2.3", "x86_64", 1_700_000_000, complete, folder / "work", folder, sign.new_key(folder / "key"))


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """See `stand_in`."""
    return stand_in(tmp_path)
