"""Fault 24: names, links and things in a folder that are no documents; each ends in one event, and the others are read."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.events import Added, Failed
from app.engines.file_content import holds
from tests.made_documents import pdf
from tests.services.opened_library import COLLECTION, OpenedLibrary, added, failed, opened_library

pytestmark = [
    pytest.mark.fault(24),
    pytest.mark.skipif(os.name == "nt", reason="this system has no such files"),
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenedLibrary]:
    with opened_library(tmp_path) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "zz last.pdf").write_bytes(pdf("The last of all files."))
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "n" * 251 + ".txt",
        "\u202etxt.exe",
        "two\nlines.txt",
        "\u200b\u200f.txt",
        "e\u0301\U0001f600.txt",
        "-rf *.txt",
        "<b>&amp;.txt",
        "  .txt",
    ],
)
def test_odd_names_are_kept_as_they_are(opened: OpenedLibrary, folder: Path, name: str) -> None:
    (folder / name).write_text("Text under an odd name.")
    assert set(added(opened.add(folder))) == {name, "zz last.pdf"}
    document = opened.documents.find(folder / name, COLLECTION)
    assert document is not None
    assert holds(Path(document.path), document.content_hash)


def test_a_name_that_is_no_text(opened: OpenedLibrary, folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text("Text")
    events = opened.add(folder)
    assert added(events) == ["zz last.pdf"]
    (reason,) = [event.reason for event in events if isinstance(event, Failed)]
    assert "not valid text" in reason
    for event in events:
        if isinstance(event, Failed):
            event.path.encode()


def test_what_is_no_file_is_named_and_never_waited_for(opened: OpenedLibrary, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "device").symlink_to("/dev/zero")
    (folder / "broken").symlink_to(folder / "gone")
    (folder / "circle").symlink_to(folder / "circle")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder / "socket"))
    events = opened.add(folder)
    listening.close()
    assert added(events) == ["zz last.pdf"]
    assert set(failed(events)) == {"pipe", "device", "broken", "circle", "socket"}


def test_folders_that_hold_themselves_are_walked_once(opened: OpenedLibrary, folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "again").symlink_to(folder)
    (folder / "inner" / "tides.txt").write_text("Ebb and flood.")
    (folder / "linked").symlink_to(folder / "inner")
    events = opened.add(folder)
    assert sorted(added(events)) == ["tides.txt", "zz last.pdf"]
    assert failed(events) == {}


def test_a_file_that_vanishes_after_it_was_listed(opened: OpenedLibrary, folder: Path) -> None:
    (folder / "a.txt").write_text("Here for a moment.")
    work = opened.library.add([folder], COLLECTION, CancelToken())
    next(work)
    (folder / "zz last.pdf").unlink()
    events = list(work)
    assert [event for event in events if isinstance(event, Added)]
    assert set(failed(events)) | set(added(events)) <= {"a.txt", "zz last.pdf"}


def test_named_files_that_do_not_exist(opened: OpenedLibrary, folder: Path) -> None:
    events = opened.add(folder / "nothing.pdf", folder / "zz last.pdf")
    assert added(events) == ["zz last.pdf"]
    assert "no longer there" in failed(events)["nothing.pdf"]
    assert opened.library.status().documents == 1
