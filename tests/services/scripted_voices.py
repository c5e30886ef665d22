"""Voices for tests, which say nothing and tell what they would have said."""

from collections.abc import Iterator

from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.core.words.aloud import Voice
from app.engines.process import WorkerProcess
from app.engines.speech import Speech

ANNA = Voice("Anna", "en_US", plain=True, usual=True)
CARL = Voice("Carl", "en_GB")
DORA = Voice("Dora", "de_DE", plain=True, usual=True)


class ScriptedVoices(Speech):
    """Takes two ticks for each sentence; one that is in `endless` goes on until it is cancelled."""

    def __init__(self) -> None:
        super().__init__(WorkerProcess("speak"))
        self.heard: list[tuple[str, Voice, float]] = []
        self.broken_off: list[str] = []
        self.endless: set[str] = set()
        self.failure = ""

    def voices(self, _cancel: CancelToken) -> tuple[Voice, ...]:
        if self.failure:
            raise WorkerError(self.failure)
        return ANNA, CARL, DORA

    def say(self, text: str, voice: Voice, speed: float, cancel: CancelToken) -> Iterator[None]:
        self.heard.append((text, voice, speed))
        try:
            yield
            while text in self.endless:
                cancel.checkpoint()
                yield
        except GeneratorExit:
            self.broken_off.append(text)
            raise
        yield
