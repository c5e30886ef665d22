"""What the queue of recordings shows, as one frozen value; without Qt."""

from dataclasses import dataclass, replace

from app.core.events import Progress
from app.core.meetings.recording_queue import QueuedRecording, QueueStatus
from app.core.meetings.transcript import Segment


@dataclass(frozen=True, slots=True)
class QueueState:
    """The queue in its order; `progress` and `segments` belong to the recording that runs. `chosen` is a row's id."""

    recordings: tuple[QueuedRecording, ...] = ()
    progress: Progress | None = None
    segments: tuple[Segment, ...] = ()
    chosen: int | None = None

    @property
    def running(self) -> QueuedRecording | None:
        """The one that is being transcribed."""
        return next((one for one in self.recordings if one.status is QueueStatus.RUNNING), None)

    @property
    def target(self) -> QueuedRecording | None:
        """The one the buttons are about: the chosen row, else what runs, else the first."""
        chosen = next((one for one in self.recordings if one.id == self.chosen), None)
        return chosen or self.running or next(iter(self.recordings), None)

    @property
    def can_pause(self) -> bool:
        """Whether the target runs or waits for its turn."""
        return self.target is not None and self.target.status in (QueueStatus.RUNNING, QueueStatus.WAITING)

    @property
    def can_move_up(self) -> bool:
        """Whether the target is not the first."""
        return self.target is not None and self.recordings[0] != self.target

    @property
    def can_move_down(self) -> bool:
        """Whether the target is not the last."""
        return self.target is not None and self.recordings[-1] != self.target


@dataclass(frozen=True, slots=True)
class QueueRead:
    """The queue as the service has it."""

    recordings: tuple[QueuedRecording, ...]
    progress: Progress | None
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class RowChosen:
    """The user went to a row."""

    recording_id: int


def reduce(state: QueueState, event: QueueRead | RowChosen) -> QueueState:
    """The state after an event."""
    if isinstance(event, RowChosen):
        return replace(state, chosen=event.recording_id)
    return replace(state, recordings=event.recordings, progress=event.progress, segments=event.segments)
