"""The next thing is fetched while one is worked on."""

import threading
from collections.abc import Iterator

import pytest

from app.services.library.read_ahead import ReadAhead


def test_items_come_in_order_and_end() -> None:
    with ReadAhead(iter(range(1, 50)), depth=3) as ahead:
        assert list(ahead) == list(range(1, 50))


def test_the_next_is_fetched_before_it_is_asked_for_but_no_more() -> None:
    fetched: list[int] = []
    second = threading.Event()

    def items() -> Iterator[int]:
        for number in range(1, 10):
            fetched.append(number)
            if number == 2:
                second.set()
            yield number

    with ReadAhead(items(), depth=2):
        assert second.wait(60)
    assert fetched == [1, 2]


def test_an_error_is_raised_where_its_item_would_have_come() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    with ReadAhead(items(), depth=2) as ahead:
        taken = iter(ahead)
        assert next(taken) == 1
        with pytest.raises(ValueError, match="broken"):
            next(taken)


def test_leaving_early_ends_the_thread() -> None:
    with ReadAhead(iter(range(1, 1000)), depth=2) as ahead:
        assert next(iter(ahead)) == 1
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read ahead")]
