"""A profile that is kept open for the calls of `alcove mcp`, one a line, until nothing was to be done for a while."""

import argparse
import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from app.cli.output import Output
from app.cli.run import execute
from app.core.cancel import CancelToken
from app.services.application import Application

Lines = queue.SimpleQueue[bytes]
"""Lines as they come; an empty one is the end."""


class Rest:
    """How long nothing was to be done. Safe from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._working = 0
        self._lock = threading.Lock()

    @contextmanager
    def broken(self) -> Iterator[None]:
        """Something is to be done within the block; the rest begins anew after it."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    @property
    def lasted_s(self) -> float:
        """Seconds since the last end of work, 0 while there is some."""
        with self._lock:
            return 0.0 if self._working else self._clock() - self._since

    def _count(self, change: int) -> None:
        with self._lock:
            self._working += change
            self._since = self._clock()


def answer_calls(
    application: Application, parsed: argparse.Namespace, rest: Rest, output: Output, cancel: CancelToken
) -> int:
    """Answer the calls that come over standard input, until it ends, the rest lasts too long, or on cancel.

    One that fails is answered with an "error".
    """
    # A window can take over only where it reaches this process; elsewhere it would be kept out.
    most_s = 0 if sys.platform == "win32" else int(application.settings.get("workers.idle_seconds"))
    lines = Lines()
    cancel.when_cancelled(lambda: lines.put(b""))
    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb")  # Python ends badly while somebody reads from its own
    threading.Thread(target=_read, args=(source, lines), daemon=True, name="tool calls").start()
    line = lines.get()
    while line and not cancel.cancelled:
        with rest.broken():
            parsed.call = line
            execute(application, parsed, output, cancel)
        line = next_line(lines, rest, most_s)
    return 0


def next_line(lines: Lines, rest: Rest, most_s: float) -> bytes:
    """The next line; an empty one after so long a rest."""
    while (left_s := most_s - rest.lasted_s) > 0:
        with contextlib.suppress(queue.Empty):
            return lines.get(timeout=left_s)
    return b""


def _read(source: BinaryIO, lines: Lines) -> None:
    for line in source:
        lines.put(line)
    lines.put(b"")
