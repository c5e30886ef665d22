"""What answers took and what the machine does: looked at while somebody wants to see it, kept for a while."""

import threading
from collections import deque
from collections.abc import Callable

from app.core.asking.prompting import GenerationSummary
from app.core.asking.speeds import MachineLoad, WrittenAnswer
from app.core.clock import utc_now
from app.core.models.model import Model
from app.engines import machine
from app.engines.battery import read_battery
from app.engines.heat import temperature_c

_ANSWERS_KEPT = 200


class Monitor:
    """The latest answers of this run of Alcove, and the machine. Safe to use from any thread.

    `processes` gives the running workers' names and process ids, `device` what computes answers beside the processor.
    """

    def __init__(self, processes: Callable[[], list[tuple[str, int]]], device: Callable[[], str]) -> None:
        self._processes = processes
        self._device = device
        self._answers: deque[WrittenAnswer] = deque(maxlen=_ANSWERS_KEPT)
        self._processor = machine.processor_time()
        self._lock = threading.Lock()

    def note(self, model: Model, first_word_ms: float, summary: GenerationSummary) -> None:
        """An answer is finished."""
        with self._lock:
            self._answers.append(WrittenAnswer(utc_now(), model.name, first_word_ms, summary))

    def answers(self) -> tuple[WrittenAnswer, ...]:
        """The latest answers of any model for any task, the newest first; at most 200."""
        with self._lock:
            return tuple(reversed(self._answers))

    def load(self) -> MachineLoad:
        """What the machine does now; `processor` is the share since this was asked last, or since the start."""
        with self._lock:
            before, self._processor = self._processor, machine.processor_time()
            processor = self._processor.share_since(before)
        return MachineLoad(
            at=utc_now(),
            processor=processor,
            available_bytes=machine.available_bytes(),
            workers=machine.memory_of(self._processes()),
            temperature_c=temperature_c(),
            power_w=read_battery().draw_w,
            device=self._device(),
        )
