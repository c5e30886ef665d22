"""The worker processes of a running Alcove."""

import os

from app.engines.launcher import Launcher
from app.engines.process import WorkerProcess

_READING_OBEDIENCE_SECONDS = 0.2
_OCR_IDLE_SECONDS = 60.0
"""It holds a gigabyte after large pictures, and starts again in seconds."""
_SPEECH_OBEDIENCE_SECONDS = 0.1
_SOUND_IDLE_SECONDS = 60.0
"""Those that decode have it too."""


class Workers:
    """The worker processes; none of them runs before its first request."""

    def __init__(self) -> None:
        self.generate = WorkerProcess("generate")
        self.header = WorkerProcess("header", obedience_seconds=_READING_OBEDIENCE_SECONDS)
        self.inspect = WorkerProcess("generate")
        self.index = WorkerProcess("index")
        self.read = WorkerProcess("read", obedience_seconds=_READING_OBEDIENCE_SECONDS)
        self.ocr = WorkerProcess("ocr", obedience_seconds=_READING_OBEDIENCE_SECONDS)
        self.draw = WorkerProcess("draw", obedience_seconds=_READING_OBEDIENCE_SECONDS)
        self.transcribe = WorkerProcess("transcribe", obedience_seconds=_SPEECH_OBEDIENCE_SECONDS)
        self.captions = WorkerProcess("transcribe", obedience_seconds=_SPEECH_OBEDIENCE_SECONDS)
        # A file is decoded for as long as it is heard, and whoever plays must not wait for whoever writes captions.
        self.decode_played = WorkerProcess("decode", _SOUND_IDLE_SECONDS, _SPEECH_OBEDIENCE_SECONDS)
        self.decode_captioned = WorkerProcess("decode", _SOUND_IDLE_SECONDS, _SPEECH_OBEDIENCE_SECONDS)
        self.tables = WorkerProcess("tables")
        self.launcher = Launcher()
        self.listening = WorkerProcess("sound", _SOUND_IDLE_SECONDS, open_process=self.launcher.open)
        self.playing = WorkerProcess("sound", _SOUND_IDLE_SECONDS, open_process=self.launcher.open)
        self.speak = WorkerProcess("speak", open_process=self.launcher.open)
        self.paper = WorkerProcess("paper")
        self._all = (
            self.generate,
            self.header,
            self.inspect,
            self.index,
            self.read,
            self.ocr,
            self.draw,
            self.transcribe,
            self.captions,
            self.tables,
            self.paper,
            self.speak,
        )
        self._of_sound = (self.decode_played, self.decode_captioned, self.listening, self.playing)

    def end_after(self, idle_seconds: float) -> None:
        """End each process that was asked nothing for so long."""
        for worker in self._all:
            worker.idle_seconds = idle_seconds
        self.header.idle_seconds = min(idle_seconds, _OCR_IDLE_SECONDS)
        self.inspect.idle_seconds = min(idle_seconds, _OCR_IDLE_SECONDS)
        self.ocr.idle_seconds = min(idle_seconds, _OCR_IDLE_SECONDS)
        self.draw.idle_seconds = min(idle_seconds, _OCR_IDLE_SECONDS)
        self.paper.idle_seconds = min(idle_seconds, _OCR_IDLE_SECONDS)

    def running(self) -> list[tuple[str, int]]:
        """The names and process ids of the application itself and of the workers that run."""
        named = [(worker.worker, worker.process_id) for worker in (*self._all, *self._of_sound)]
        return [("alcove", os.getpid()), *((name, number) for name, number in named if number is not None)]

    def close(self) -> None:
        """End them all."""
        for worker in (*self._all, *self._of_sound):
            worker.close()
        self.launcher.close()
