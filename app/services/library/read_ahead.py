"""Working on one thing while the next is being fetched."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")


class ReadAhead(Generic[Item]):
    """Runs an iterator on a thread of its own, at most `depth` items ahead of whoever takes them.

    What the iterator raises is raised where the item would have been taken. Use it in a `with`: at its end the step
    in progress is waited for, and what was fetched and not taken is lost.
    """

    def __init__(self, items: Iterator[Item], depth: int) -> None:
        self._items = items
        self._thread = ThreadPoolExecutor(1, "read ahead")
        self._fetched: deque[Future[Item | None]] = deque(self._fetch() for _ in range(depth))

    @property
    def has_next(self) -> bool:
        """Whether something can be taken without waiting, if only the news that nothing follows."""
        return self._fetched[0].done()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; whether something can be taken now."""
        return bool(wait((self._fetched[0],), seconds).done)

    def __enter__(self) -> "ReadAhead[Item]":
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def __iter__(self) -> Iterator[Item]:
        while (item := self._fetched.popleft().result()) is not None:
            self._fetched.append(self._fetch())
            yield item

    def _fetch(self) -> Future[Item | None]:
        return self._thread.submit(next, self._items, None)
