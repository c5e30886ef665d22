"""The system's voices, by a process that holds nothing but what it says."""

import math
from collections.abc import Iterator

from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.core.words.aloud import Voice
from app.engines.process import WorkerProcess
from app.workers.protocol.speak import ListVoices, Say, VoicesFound


class Speech:
    """Says sentences; `process` is the speak worker."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process

    def voices(self) -> tuple[Voice, ...]:
        """Every voice there is.

        Raises:
            WorkerError: there is none, and what to do, in a sentence.
        """
        try:
            found = self._process.call(ListVoices(), VoicesFound).voices
        except WorkerError:
            # What was installed meanwhile is met by a new process only.
            self._process.stop()
            raise
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
        try:
            for _still_saying in self._process.stream(request, cancel):
                yield
        except WorkerError:
            self._process.stop()
            raise
