"""Folders are followed in the background: told by the system, quietly, and never in the user's way."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.following import FolderState, FolderStatus
from app.services.quiet import ASKING, ON_BATTERY, TYPING
from tests.services.followed import Followed, followed_library
from tests.services.opened_library import COLLECTION

LONGEST_SECONDS = 120.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "notes.txt").write_text("The ferry leaves from the second bridge.")
    return folder


@pytest.fixture
def followed(tmp_path: Path, folder: Path) -> Iterator[Followed]:
    """A folder followed in the background, and in step."""
    with followed_library(tmp_path) as followed:
        followed.following.follow(folder, COLLECTION)
        followed.following.start()
        wait_for(followed, lambda: status(followed).state is FolderState.UP_TO_DATE)
        yield followed


def status(followed: Followed) -> FolderStatus:
    return followed.following.folders()[0]


def wait_for(followed: Followed, condition: Callable[[], bool]) -> None:
    """Wait for what the follower is to bring about; told of each change, it looks again."""
    told = threading.Event()
    followed.following.listen(told.set)
    end = time.monotonic() + LONGEST_SECONDS
    while not condition():
        assert time.monotonic() < end, f"it did not come about: {followed.following.folders()} {followed.names()}"
        told.wait(0.2)
        told.clear()


def test_files_come_change_move_and_go_by_themselves(followed: Followed, folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "bread.md").write_text("Let the dough rest under a cloth.")
    wait_for(followed, lambda: followed.names() == ["bread.md", "notes.txt"])
    (folder / "notes.txt").write_text("The ferry leaves from the harbour now.")
    wait_for(followed, lambda: followed.finds("harbour") and not followed.finds("bridge"))
    (folder / "inner").rename(folder / "kitchen")
    wait_for(followed, lambda: followed.opened.documents.find(folder / "kitchen" / "bread.md", COLLECTION) is not None)
    shutil.rmtree(folder / "kitchen")
    wait_for(followed, lambda: followed.names() == ["notes.txt"])
    assert not followed.finds("dough")


def test_a_folder_that_goes_and_comes_back_is_followed_on(followed: Followed, folder: Path) -> None:
    away = folder.with_name("away")
    folder.rename(away)
    followed.following.look_now(status(followed).folder.id)
    wait_for(followed, lambda: status(followed).state is FolderState.UNREACHABLE)
    assert followed.names() == ["notes.txt"]
    away.rename(folder)
    wait_for(followed, lambda: status(followed).state is FolderState.UP_TO_DATE)
    (folder / "new.txt").write_text("The lighthouse was painted red.")
    wait_for(followed, lambda: followed.names() == ["new.txt", "notes.txt"])


@pytest.mark.parametrize(("wish", "reason"), [("on_battery", ON_BATTERY), ("asking", ASKING)])
def test_it_waits_while_quiet_is_wanted(followed: Followed, folder: Path, wish: str, reason: str) -> None:
    setattr(followed.wishes, wish, True)
    followed.following.user_is_busy()
    (folder / "new.txt").write_text("The lighthouse was painted red.")
    wait_for(followed, lambda: status(followed).reason in (reason, TYPING))
    assert followed.names() == ["notes.txt"]
    wait_for(followed, lambda: status(followed).reason == reason)
    setattr(followed.wishes, wish, False)
    wait_for(followed, lambda: followed.names() == ["new.txt", "notes.txt"])


def test_on_battery_the_user_can_have_it_done_at_once(followed: Followed, folder: Path) -> None:
    followed.wishes.on_battery = True
    (folder / "new.txt").write_text("The lighthouse was painted red.")
    wait_for(followed, lambda: status(followed).reason == ON_BATTERY)
    followed.following.look_now(status(followed).folder.id)
    wait_for(followed, lambda: followed.names() == ["new.txt", "notes.txt"])


def test_paused_it_waits_and_resumed_it_catches_up(followed: Followed, folder: Path) -> None:
    folder_id = status(followed).folder.id
    followed.following.set_paused(folder_id, True)
    assert status(followed).state is FolderState.PAUSED
    (folder / "new.txt").write_text("The lighthouse was painted red.")
    followed.following.set_paused(folder_id, False)
    wait_for(followed, lambda: followed.names() == ["new.txt", "notes.txt"])


def test_it_makes_room_for_what_the_user_adds(followed: Followed, folder: Path, tmp_path: Path) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Buoy {number} is repainted in spring. " * 30)
    wait_for(followed, lambda: status(followed).state is FolderState.SYNCING)
    mine = tmp_path / "mine.txt"
    mine.write_text("This is wanted now.")
    list(followed.opened.library.add([mine], COLLECTION, CancelToken()))
    assert "mine.txt" in followed.names()
    wait_for(followed, lambda: len(followed.names()) == 62)


def test_a_file_that_is_being_written_waits_until_it_is_complete(followed: Followed, folder: Path) -> None:
    with (folder / "long.txt").open("w") as file:
        for number in range(30):
            file.write(f"Line {number} of the report. ")
            file.flush()
            threading.Event().wait(0.1)
        file.write("It ends with the word zeppelin.")
    wait_for(followed, lambda: followed.finds("zeppelin") and status(followed).state is FolderState.UP_TO_DATE)
    kinds = [entry.kind for entry in followed.opened.audit.entries()]
    assert kinds.count("document added") == 2, "it was read in the middle of being written"


def test_a_full_disk_is_tried_again_by_itself(
    followed: Followed, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.library.watched.AFTER_A_FAILURE", 0.5)
    with followed.opened.database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1")  # no fewer than there are
    (folder / "new.txt").write_text("The lighthouse was painted red. " * 3000)
    wait_for(followed, lambda: "full" in status(followed).reason)
    with followed.opened.database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    wait_for(followed, lambda: followed.names() == ["new.txt", "notes.txt"])
    wait_for(followed, lambda: status(followed).state is FolderState.UP_TO_DATE)


def test_what_a_program_keeps_in_the_folder_wakes_nobody(followed: Followed, folder: Path) -> None:
    settled = status(followed).folder.synced_at
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_text("x")
    (folder / "~$notes.docx").write_text("x")
    (folder / "new.txt").write_text("The lighthouse was painted red.")
    wait_for(followed, lambda: "new.txt" in followed.names() and status(followed).state is FolderState.UP_TO_DATE)
    synced = status(followed).folder.synced_at
    assert synced > settled
    (folder / ".git" / "index").write_text("y")
    (folder / "~$notes.docx").write_text("y")
    watched = status(followed)
    assert (watched.folder.synced_at, watched.state) == (synced, FolderState.UP_TO_DATE)


@pytest.mark.usefixtures("followed")
def test_in_step_it_takes_no_processor_time() -> None:
    def taken_in_a_second() -> float:
        before = psutil.Process().cpu_times().user
        threading.Event().wait(1.0)
        return float(psutil.Process().cpu_times().user - before)

    # What other tests left to threads of this process may be done meanwhile.
    assert min(taken_in_a_second() for _ in range(5)) < 0.05
