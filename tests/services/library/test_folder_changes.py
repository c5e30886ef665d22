"""Only what was told is looked at, and all of a folder whenever something may have been missed."""

from pathlib import Path

from app.services.library.folder_changes import MOST_TOLD, Changes

PATH = Path("/papers/a.txt")


def collecting() -> Changes:
    changes = Changes()
    changes.take()
    return changes


def test_at_first_everything_is_looked_at() -> None:
    changes = Changes()
    changes.paths.add(PATH)
    assert changes.take() is None
    assert changes.take() == frozenset()


def test_then_only_what_was_told_and_once() -> None:
    changes = collecting()
    changes.paths.add(PATH)
    assert changes.take() == {PATH}
    assert changes.take() == frozenset()


def test_where_so_much_is_told_that_some_may_be_lost_everything_is() -> None:
    changes = collecting()
    changes.told = MOST_TOLD + 1
    assert changes.take() is None
    assert changes.take() == frozenset()


def test_what_could_not_be_looked_at_is_looked_at_the_next_time() -> None:
    changes = collecting()
    changes.paths.add(Path("/papers/b.txt"))
    changes.give_back(frozenset({PATH}))
    assert changes.take() == {PATH, Path("/papers/b.txt")}
    changes.give_back(None)
    assert changes.take() is None


def test_what_is_still_being_written_is_looked_at_again() -> None:
    changes = collecting()
    changes.look_again([str(PATH)])
    assert changes.take() == {PATH}
