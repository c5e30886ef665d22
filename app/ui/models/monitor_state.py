"""What the monitor shows: the machine now and in the last minutes, and what each answer took; without Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.asking.speeds import MachineLoad, WrittenAnswer

LOADS_KEPT = 90
"""Three minutes, looked at every two seconds."""


@dataclass(frozen=True, slots=True)
class MonitorState:
    """`loads` are in the order of time, `answers` newest first."""

    loads: tuple[MachineLoad, ...] = ()
    answers: tuple[WrittenAnswer, ...] = ()

    @property
    def processor(self) -> tuple[float, ...]:
        """The processor's use over time, from 0 to 1."""
        return tuple(load.processor for load in self.loads)

    @property
    def memory(self) -> tuple[float, ...]:
        """What Alcove held over time, as a share of what it held and what was free."""
        return tuple(load.memory_bytes / max(1, load.memory_bytes + load.available_bytes) for load in self.loads)


def look(state: MonitorState, load: MachineLoad, answers: Sequence[WrittenAnswer]) -> MonitorState:
    """The machine was looked at."""
    # What the processor did before the first look is told as nothing: there was no moment to count from.
    return replace(state, loads=(*state.loads, load)[-LOADS_KEPT:], answers=tuple(answers))
