"""Where a command's words go: results to one side, progress and messages to the other, as text or as JSON."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from app.core.events import Event, Failed, Notice, Progress, Skipped, Written

Writer = Callable[[str], None]
INTERRUPTED = 130
"""The exit code of what the user stopped."""


class Output:
    """Results go to `out`, everything else to `messages`; with `as_json` results are JSON objects, one a line."""

    def __init__(self, out: Writer, messages: Writer, as_json: bool, live: bool = False) -> None:
        self._out = out
        self._messages = messages
        self.as_json = as_json
        self._live = live
        self._progress_shown = False

    def text(self, text: str) -> None:
        """Write a piece of a result, without a line break."""
        self._out(text)

    def line(self, text: str = "") -> None:
        """Write a line of a result."""
        self._clear_progress()
        self._out(text + "\n")

    def value(self, value: Any) -> None:
        """Write a result as one JSON object on one line. Paths become text."""
        self._out(msgspec.json.encode(value, enc_hook=_plain).decode() + "\n")

    def result(self, value: Any, text: str) -> None:
        """Write a result: `value` as JSON, or `text` as a line for people."""
        if self.as_json:
            self.value(value)
        else:
            self.line(text)

    def message(self, text: str) -> None:
        """Say something beside the result."""
        self._clear_progress()
        self._messages(text + "\n")

    def event(self, event: Event) -> None:
        """Say what a job tells of itself: progress in place on a terminal, the rest as lines."""
        if isinstance(event, Progress):
            if self._live:
                self._messages("\r\x1b[K" + progress_line(event))
                self._progress_shown = True
        elif isinstance(event, Failed):
            self.message(f"Could not read {event.path}: {event.reason}")
        elif isinstance(event, Skipped):
            self.message(f"Skipped {event.path}: {event.reason}")
        elif isinstance(event, Notice):
            self.message(event.text)
        elif isinstance(event, Written):
            self.message(f"Wrote {event.path}")

    def _clear_progress(self) -> None:
        if self._progress_shown:
            self._messages("\r\x1b[K")
            self._progress_shown = False


def terminal_output(as_json: bool) -> Output:
    """Output to this process's own standard streams."""

    def to(stream: Any) -> Writer:
        def write(text: str) -> None:
            stream.write(text)
            stream.flush()

        return write

    return Output(to(sys.stdout), to(sys.stderr), as_json, live=sys.stderr.isatty())


def progress_line(progress: Progress) -> str:
    """Progress in one line: what, how far, how long still."""
    parts = [progress.activity]
    if progress.total:
        parts.append(f"{progress.done:,.0f} of {progress.total:,.0f} {progress.unit}")
    elif progress.done:
        parts.append(f"{progress.done:,.0f} {progress.unit}")
    if progress.seconds_left is not None:
        parts.append(f"about {_duration(progress.seconds_left)} left")
    if progress.detail:
        parts.append(progress.detail)
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no JSON form")
