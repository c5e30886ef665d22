"""The system's voices, by a process that holds nothing but what it says."""

import math
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.cancel import CancelToken
from app.core.errors import WorkerCrashed, WorkerError
from app.core.words.aloud import Voice
from app.engines.process import WorkerProcess
from app.workers.protocol.speak import ListVoices, Say, VoicesFound

_PATIENCE_SECONDS = 60.0
"""By the clock: on a busy machine the system's speech takes half a minute to start, and to name its thousands of voices."""


class Speech:
    """Says sentences; `process` is the speak worker."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process

    def voices(self, cancel: CancelToken) -> tuple[Voice, ...]:
        """Every voice there is.

        Raises:
            WorkerError: there is none, or the system's speech does not answer; what to do, in a sentence.
            Cancelled: on cancel.
        """
        with self._met_anew_after_an_error():
            found = self._process.call(ListVoices(), VoicesFound, cancel, patience_seconds=_PATIENCE_SECONDS).voices
        return tuple(Voice(one.name, one.locale, one.plain, one.usual) for one in found)

    def say(self, text: str, voice: Voice, speed: float, cancel: CancelToken) -> Iterator[None]:
        """Say a sentence; yields ten times a second while it is heard. Whoever takes no more ends it at once.

        `speed` is 0.5 to 2, as far as the voice can.

        Raises:
            WorkerError: it cannot be said, in a sentence.
            Cancelled: on cancel; it is silent.
        """
        rate = max(-1.0, min(1.0, math.log2(speed)))
        request = Say(text=text, voice=voice.name, locale=voice.locale, rate=rate)
        with self._met_anew_after_an_error():
            for _still_saying in self._process.stream(request, cancel, patience_seconds=_PATIENCE_SECONDS):
                yield

    @contextmanager
    def _met_anew_after_an_error(self) -> Iterator[None]:
        """What was installed or mended meanwhile is met by a new process only."""
        try:
            yield
        except WorkerCrashed:
            raise WorkerError(
                "The system's speech does not answer; sign out and in again, then try once more."
            ) from None
        except WorkerError:
            self._process.stop()
            raise
