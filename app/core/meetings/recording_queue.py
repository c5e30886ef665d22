"""Recordings that wait to be transcribed, and the order they take."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from app.core.meetings.transcript import Listening


class QueueStatus(StrEnum):
    """How a queued recording stands. One that failed waits for the user's decision."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class QueuedRecording:
    """A recording in the queue and how it is to be transcribed; `problem` is why it failed, in a sentence."""

    id: int
    path: str
    listening: Listening
    status: QueueStatus = QueueStatus.WAITING
    problem: str = ""

    @property
    def title(self) -> str:
        """What its transcript will be called."""
        return PurePath(self.path).stem


def next_waiting(queue: Iterable[QueuedRecording]) -> QueuedRecording | None:
    """The first that waits for nothing but its turn."""
    return next((one for one in queue if one.status is QueueStatus.WAITING), None)


def moved(queue: Iterable[QueuedRecording], recording_id: int, by: int) -> tuple[QueuedRecording, ...]:
    """The queue with one of them so many places further down, or up where `by` is negative; never past an end."""
    order = list(queue)
    place = next((place for place, one in enumerate(order) if one.id == recording_id), None)
    if place is not None:
        one = order.pop(place)
        order.insert(max(0, place + by), one)
    return tuple(order)
