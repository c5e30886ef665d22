"""The time a reading process may take for one file."""

import threading
import time

import psutil

from app.engines.process import WorkerProcess

_POLL_SECONDS = 0.2
_CLOCK_FACTOR = 4
"""By the clock it may be so much longer, so that a busy machine fails no good file."""


class ReadingWatch:
    """Ends the worker once it has used more processor time than allowed, or four times that by the clock.

    `more_seconds` are allowed anew with each `page_read`, up to `most_seconds` in all.
    """

    def __init__(
        self, process: WorkerProcess, allowed_seconds: float, more_seconds: float = 0.0, most_seconds: float = 0.0
    ) -> None:
        self._process = process
        self._allowed_seconds = allowed_seconds
        self._more_seconds = more_seconds
        self._most_seconds = max(most_seconds, allowed_seconds)
        self.was_exceeded = False
        self._used_seconds = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True, name="reading time")

    @property
    def allowed_seconds(self) -> float:
        """Processor time that may be used until the next page has been read."""
        return self._allowed_seconds

    def page_read(self) -> None:
        """The worker has come on."""
        if self._more_seconds:
            more = min(self._used_seconds + self._more_seconds, self._most_seconds)
            self._allowed_seconds = max(self._allowed_seconds, more)

    def __enter__(self) -> "ReadingWatch":
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        started = time.monotonic()
        before = self._processor_seconds()
        while not self._over.wait(_POLL_SECONDS):
            self._used_seconds = self._processor_seconds() - before
            by_the_clock = (time.monotonic() - started) / _CLOCK_FACTOR
            if max(self._used_seconds, by_the_clock) > self._allowed_seconds:
                self.was_exceeded = True
                self._process.kill()
                return

    def _processor_seconds(self) -> float:
        process_id = self._process.process_id
        if process_id is None:
            return 0.0
        try:
            times = psutil.Process(process_id).cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)
