"""Files are taken whole or not at all, and nothing but files is ever waited for."""

import hashlib
import os
import sys
import threading
from pathlib import Path

import pytest

from app.core.errors import UnreadableFile
from app.engines.file_content import holds, load_file

NOBODY = 65534


def test_content_hash_and_time_belong_together(tmp_path: Path) -> None:
    path = tmp_path / "tides.txt"
    path.write_bytes(b"High water at noon.")
    file = load_file(path)
    assert file.content == b"High water at noon."
    assert file.sha256 == hashlib.sha256(file.content).hexdigest()
    assert file.modified_ns == path.stat().st_mtime_ns


def test_a_file_holds_its_hash_until_it_changes_or_goes(tmp_path: Path) -> None:
    path = tmp_path / "tides.txt"
    path.write_bytes(b"High")
    sha256 = load_file(path).sha256
    assert holds(path, sha256)
    path.write_bytes(b"Low")
    assert not holds(path, sha256)
    path.unlink()
    assert not holds(path, sha256)


def reason_for(path: Path, maximum_bytes: int = 1000) -> str:
    with pytest.raises(UnreadableFile) as caught:
        load_file(path, maximum_bytes)
    return str(caught.value)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(10 * 1024**4 if os.name != "nt" else 10_000)
    assert "larger than" in reason_for(path)


@pytest.mark.skipif(os.name == "nt", reason="this system has no such files")
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "a device, a pipe or a socket" in reason_for(tmp_path / "pipe")
    assert "a device, a pipe or a socket" in reason_for(Path("/dev/zero"))
    assert reason_for(tmp_path) == "This is a folder."


@pytest.mark.skipif(os.name == "nt", reason="this system has no such files")
def test_missing_files_broken_links_and_circles(tmp_path: Path) -> None:
    assert "no longer there" in reason_for(tmp_path / "nothing")
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    assert "no longer there" in reason_for(tmp_path / "broken")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    assert "circle" in reason_for(tmp_path / "circle")


@pytest.mark.skipif(os.name == "nt", reason="this system has no such files")
def test_names_the_system_cannot_have(tmp_path: Path) -> None:
    assert "longer than the system allows" in reason_for(tmp_path / ("n" * 300))
    assert "not valid" in reason_for(tmp_path / "zero\x00byte")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="this system has no such permissions")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "private"
    path.write_bytes(b"x")
    path.chmod(0)
    if os.geteuid() != 0:
        assert "permission" in reason_for(path)
        return
    os.seteuid(NOBODY)
    try:
        assert "permission" in reason_for(path)
    finally:
        os.seteuid(0)


def test_a_file_that_grows_is_taken_as_it_was_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "growing"
    path.write_bytes(b"x" * 1_000_000)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.wait(0.001):
                file.write(b"y")

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        for _ in range(20):
            try:
                content = load_file(path).content
            except UnreadableFile as error:
                assert "being written" in str(error)  # noqa: PT017 - either is right
            else:
                assert content == b"x" * 1_000_000 + b"y" * (len(content) - 1_000_000)
    finally:
        stop.set()
        thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that always has more than it says")
def test_a_file_with_more_in_it_than_it_said_is_not_taken() -> None:
    assert "being written" in reason_for(Path("/proc/self/status"))
