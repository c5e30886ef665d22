"""Which files are meant."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Cancelled
from app.services.library.file_listing import Listing, list_changed, list_files

NOBODY = 65534


def never() -> None:
    """A checkpoint at which nobody asks to stop."""


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(listing: Listing, root: Path) -> list[str]:
    return [str(file.path.relative_to(root)) for file in listing.files]


def test_folder_by_folder_in_the_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "A.txt", "z/1.txt", "C/2.txt", "C/inner/3.txt")
    assert names(list_files([tmp_path], never), tmp_path) == [
        "A.txt",
        "b.txt",
        "C/2.txt",
        "C/inner/3.txt",
        "z/1.txt",
    ]


def test_hidden_and_temporary_files_are_left_out_of_folders_but_not_when_named(tmp_path: Path) -> None:
    make(tmp_path, ".git/config", ".hidden", "~$a.docx", "a.docx", "half.pdf.part", "a.txt~", "Thumbs.db")
    assert names(list_files([tmp_path], never), tmp_path) == ["a.docx"]
    listing = list_files([tmp_path / ".hidden"], never)
    assert [(file.path.name, file.is_named) for file in listing.files] == [(".hidden", True)]


def test_a_file_named_twice_or_by_two_ways_is_listed_once(tmp_path: Path) -> None:
    make(tmp_path, "inner/a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "inner")
    paths = [tmp_path / "link", tmp_path / "inner", tmp_path / "inner" / "a.txt", tmp_path / "inner" / ".." / "inner"]
    assert names(list_files(paths, never), tmp_path) == ["inner/a.txt"]


def test_sizes_are_known_and_missing_files_have_none(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    listing = list_files([tmp_path / "a.txt", tmp_path / "nothing"], never)
    assert [file.size_bytes for file in listing.files] == [5, 0]


def test_a_profile_in_a_folder_is_never_read_in(tmp_path: Path) -> None:
    profile = tmp_path / "stick" / "profile"
    make(tmp_path, "a.txt", "keys/key.json", "stick/notes.txt")
    make(profile, "key.json", "vault.db", "alcove.log", "blobs/1.txt")
    assert names(list_files([tmp_path], never), tmp_path) == ["a.txt", "keys/key.json", "stick/notes.txt"]
    (profile / "vault.db").rename(profile / "vault.db.new")
    assert names(list_files([tmp_path / "stick"], never), tmp_path) == ["stick/notes.txt"]
    changed = list_changed(
        [profile, profile / "alcove.log", tmp_path / "a.txt"], never, lambda _path, _is_folder: False
    )
    assert names(changed, tmp_path) == ["a.txt"]


@pytest.mark.parametrize("named", [".", "key.json", "blobs", "blobs/1.txt"])
def test_a_profile_that_is_named_itself_is_a_failure_with_a_reason(tmp_path: Path, named: str) -> None:
    make(tmp_path, "key.json", "vault.db", "blobs/1.txt")
    listing = list_files([tmp_path / named], never)
    assert listing.files == []
    assert listing.failures == [
        ((tmp_path / named).resolve(), "This belongs to Alcove's own data; documents are not taken from there.")
    ]


def test_listing_can_be_stopped(tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list_files([tmp_path], stop)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that other users may look into, with one inside that they may not."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        make(folder, "open.txt", "closed/a.txt")
        (folder / "closed").chmod(0o700)
        yield folder


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="becoming somebody else needs root")
def test_a_folder_without_permission_is_a_failure_of_its_own(public_folder: Path) -> None:
    os.seteuid(NOBODY)
    try:
        listing = list_files([public_folder], never)
    finally:
        os.seteuid(0)
    assert names(listing, public_folder) == ["open.txt"]
    assert listing.failures == [(public_folder / "closed", "This folder cannot be opened (Permission denied).")]
