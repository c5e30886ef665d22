"""The system tells of changes below a folder, under the offline lock too."""

import queue
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engines.drives import mount_point, tells_of_changes
from app.engines.file_watch import FileWatch
from tests.installed import REPOSITORY

LONGEST_SECONDS = 60.0


@pytest.fixture
def watch() -> Iterator[FileWatch]:
    made = FileWatch()
    yield made
    made.close()


def told_of(changes: "queue.SimpleQueue[Path]", path: Path) -> bool:
    """Whether a change of this path is told; others may come before it."""
    while changes.get(timeout=LONGEST_SECONDS) != path:
        pass
    return True


def test_every_kind_of_change_is_told(watch: FileWatch, tmp_path: Path) -> None:
    changes: queue.SimpleQueue[Path] = queue.SimpleQueue()
    assert watch.begin(tmp_path, changes.put) is None
    assert watch.is_watching(tmp_path)
    (tmp_path / "inner").mkdir()
    assert told_of(changes, tmp_path / "inner")
    (tmp_path / "inner" / "a.txt").write_text("a")
    assert told_of(changes, tmp_path / "inner" / "a.txt")
    (tmp_path / "inner" / "a.txt").rename(tmp_path / "b.txt")
    assert told_of(changes, tmp_path / "b.txt")
    (tmp_path / "b.txt").unlink()
    assert told_of(changes, tmp_path / "b.txt")


def test_reading_a_file_is_no_change(watch: FileWatch, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    changes: queue.SimpleQueue[Path] = queue.SimpleQueue()
    watch.begin(tmp_path, changes.put)
    (tmp_path / "a.txt").read_text()
    (tmp_path / "marker").write_text("")
    assert changes.get(timeout=LONGEST_SECONDS) == tmp_path / "marker"


def test_what_is_watched_no_longer_is_not_told(watch: FileWatch, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    changes: queue.SimpleQueue[Path] = queue.SimpleQueue()
    watch.begin(tmp_path / "one", changes.put)
    watch.begin(tmp_path / "two", changes.put)
    watch.end(tmp_path / "one")
    watch.end(tmp_path / "one")
    assert not watch.is_watching(tmp_path / "one")
    (tmp_path / "one" / "a.txt").write_text("a")
    (tmp_path / "two" / "b.txt").write_text("b")
    assert changes.get(timeout=LONGEST_SECONDS) == tmp_path / "two" / "b.txt"


def test_where_the_system_refuses_the_reason_is_a_sentence(watch: FileWatch, tmp_path: Path) -> None:
    reason = watch.begin(tmp_path / "nowhere", lambda _path: None)
    assert reason is not None
    assert reason.endswith(".")
    assert not watch.is_watching(tmp_path / "nowhere")


def test_drives_are_told_apart(tmp_path: Path) -> None:
    assert Path(mount_point(tmp_path)).is_mount()
    assert mount_point(tmp_path / "not" / "there") == mount_point(tmp_path)
    assert tells_of_changes(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="the lock of other systems is tried elsewhere")
def test_it_works_behind_the_closed_lock(tmp_path: Path) -> None:
    program = (
        "import pathlib, queue, sys\n"
        "from app.lockdown.lock import Stage, install\n"
        "install(Stage.SEALED)\n"
        "from app.engines.file_watch import FileWatch\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "told, watch = queue.SimpleQueue(), FileWatch()\n"
        "assert watch.begin(folder, told.put) is None\n"
        "(folder / 'a.txt').write_text('a')\n"
        "print(told.get(timeout=60))\n"
        "watch.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == str(tmp_path / "a.txt"), done.stderr
