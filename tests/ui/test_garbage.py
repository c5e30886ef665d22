"""Python's cyclic garbage is collected by the window's thread alone."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.ui.garbage import GarbageCollection


class Knot:
    """An object that only the cyclic collection can free."""

    def __init__(self, freed_on: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed_on.append(threading.get_ident()))


@pytest.fixture
def collection(qapp: QApplication) -> Iterator[GarbageCollection]:
    gc.collect()
    made = GarbageCollection(qapp)
    yield made
    made.deleteLater()
    gc.unfreeze()
    gc.enable()


def tie_knots(count: int, freed_on: list[int]) -> None:
    for _ in range(count):
        Knot(freed_on)


def test_other_threads_collect_nothing(collection: GarbageCollection) -> None:
    freed_on: list[int] = []
    worker = threading.Thread(target=tie_knots, args=(5000, freed_on))
    worker.start()
    worker.join()
    assert freed_on == []
    collection.collect()
    assert set(freed_on) == {threading.get_ident()}
    assert len(freed_on) == 5000


def test_little_garbage_is_left_for_later(collection: GarbageCollection) -> None:
    freed_on: list[int] = []
    gc.collect()
    tie_knots(10, freed_on)
    collection.collect()
    assert freed_on == []


def test_what_was_set_aside_is_not_looked_at_again(collection: GarbageCollection) -> None:
    before = gc.get_freeze_count()
    kept = [QObject(collection) for _ in range(100)]
    collection.set_aside()
    assert gc.get_freeze_count() >= before + len(kept)


class Leaf:
    """An object in no cycle."""


def test_something_large_that_was_opened_is_not_looked_through(collection: GarbageCollection) -> None:
    before = gc.get_freeze_count()
    opened = [Leaf() for _ in range(60_000)]
    gone = weakref.ref(opened[-1])
    collection.collect()
    assert gc.get_freeze_count() >= before + len(opened)
    opened.clear()
    assert gone() is None, "it goes with the last who refers to it all the same"


def test_a_large_knot_that_was_set_aside_goes_while_nobody_looks(
    collection: GarbageCollection, qapp: QApplication
) -> None:
    freed_on: list[int] = []
    opened = [Leaf() for _ in range(60_000)]
    tie_knots(1, freed_on)
    collection.collect()
    assert gc.get_freeze_count() >= len(opened)
    gc.collect()
    assert freed_on == []
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert freed_on == [threading.get_ident()]
