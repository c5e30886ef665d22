"""Files that are still being written wait until they are left alone."""

from pathlib import Path

from app.services.library.file_listing import ListedFile
from app.services.library.folder_differences import Settling, is_absent

SECOND = 1_000_000_000


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now_ns = 1000 * SECOND

    def __call__(self) -> int:
        return self.now_ns


def file(modified_ns: int, size_bytes: int = 10) -> ListedFile:
    return ListedFile(Path("/papers/a.txt"), size_bytes, False, modified_ns)


def test_a_file_left_alone_for_a_second_is_settled_at_once() -> None:
    clock = Clock()
    settling = Settling(clock)
    old = file(clock.now_ns - SECOND)
    assert settling.settled([old]) == [old]
    assert settling.unsettled == ()


def test_a_file_just_written_waits_a_second() -> None:
    clock = Clock()
    settling = Settling(clock)
    fresh = file(clock.now_ns)
    assert settling.settled([fresh]) == []
    assert settling.unsettled == ("/papers/a.txt",)
    clock.now_ns += SECOND
    assert settling.settled([fresh]) == [fresh]


def test_every_write_begins_the_second_anew() -> None:
    clock = Clock()
    settling = Settling(clock)
    for size_bytes in range(5):
        clock.now_ns += SECOND // 2
        assert settling.settled([file(clock.now_ns, size_bytes)]) == []


def test_a_time_in_the_future_settles_by_our_own_clock() -> None:
    clock = Clock()
    settling = Settling(clock)
    ahead = file(clock.now_ns + 3600 * SECOND)
    assert settling.settled([ahead]) == []
    clock.now_ns += SECOND
    assert settling.settled([ahead]) == [ahead]


def test_only_what_is_certainly_not_there_is_absent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert is_absent(tmp_path / "b.txt")
    assert is_absent(tmp_path / "a.txt" / "b.txt")
    assert not is_absent(tmp_path / "a.txt")
    assert not is_absent(tmp_path / ("n" * 300))
