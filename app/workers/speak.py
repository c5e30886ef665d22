"""The worker that speaks with the system's voices: it can reach them, and holds nothing but the sentence it says.

The voices are reached through Qt: Speech Dispatcher on Linux, SAPI or WinRT on Windows, AVFoundation on macOS.
"""

import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from app.core.errors import UserError
from app.workers.protocol.message import Message
from app.workers.protocol.speak import FoundVoice, ListVoices, Say, StillSaying, VoicesFound
from app.workers.serve import CancelFlag, serve

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

_TICK_MS = 100
_BEGINS_S = 20.0
"""The first sentence waits for the system's speech to be started."""
_WITHOUT_SOUND = "mock"
"""The engine that Qt has for tests."""
_VARIANT = "+"
"""Stands in the names of the hundred ways in which eSpeak can speak with each of its voices."""
_USUAL = {"en_US": "English (America)", "en_GB": "English (Great Britain)"}
"""Of those whose locale is one to Qt, eSpeak's first is Caribbean for the one, and Lancastrian for the other."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    # Speech Dispatcher, where it is started from here, needs the system's libraries and not those that a package brings.
    os.environ.pop("LD_LIBRARY_PATH", None)
    worker = _Speaker()
    serve("speak", lock, {ListVoices: worker.list_voices, Say: worker.say}, source, sink)


class _Speaker:
    def __init__(self) -> None:
        self._application: QCoreApplication | None = None
        self._speech: QTextToSpeech | None = None
        self._voices: dict[tuple[str, str], QVoice] = {}
        self._found: tuple[FoundVoice, ...] = ()

    def list_voices(self, _request: ListVoices, _flag: CancelFlag) -> Iterator[Message]:
        speech = self._ready()
        self._found = self._found or self._find(speech)
        yield VoicesFound(voices=self._found)

    def _find(self, speech: "QTextToSpeech") -> tuple[FoundVoice, ...]:
        """Every voice, and which of its locale's the system takes; each locale has Speech Dispatcher read files."""
        from PySide6.QtCore import QLocale

        usual = {}
        for locale in speech.availableLocales():
            speech.setLocale(locale)
            usual[locale.name()] = speech.voice().name()
        usual |= {locale: name for locale, name in _USUAL.items() if (name, locale) in self._voices}
        return tuple(
            FoundVoice(
                name=name,
                locale=locale,
                plain=QLocale(voice.locale().language()).name() == locale,
                usual=usual[locale] == name,
            )
            for (name, locale), voice in self._voices.items()
        )

    def say(self, request: Say, flag: CancelFlag) -> Iterator[Message]:
        """Returns once the sentence was heard."""
        from PySide6.QtTextToSpeech import QTextToSpeech

        speech = self._ready()
        voice = self._voices.get((request.voice, request.locale))
        if voice is None:
            raise UserError(f"There is no voice {request.voice} any more; choose another in the settings.")
        speech.setVoice(voice)
        speech.setRate(request.rate)
        latest = time.monotonic() + _BEGINS_S
        begun = False
        speech.say(request.text)
        try:
            while speech.state() is not QTextToSpeech.State.Ready or not begun:
                begun = begun or speech.state() is QTextToSpeech.State.Speaking
                if speech.state() is QTextToSpeech.State.Error or (not begun and time.monotonic() > latest):
                    raise UserError(_no_voice())
                self._wait()
                flag.raise_if_set()
                yield StillSaying()
        finally:
            speech.stop()

    def _wait(self) -> None:
        """Let what the system tells come, for a tenth of a second."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(_TICK_MS, loop.quit)
        loop.exec()

    def _ready(self) -> "QTextToSpeech":
        """The system's speech. A connection that is broken is not mended: the application starts another process."""
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtTextToSpeech import QTextToSpeech

        speech = self._speech
        if speech is None:
            os.environ["QT_LOGGING_RULES"] = "qt.multimedia.*=false"
            # What macOS tells of a sentence comes by its own loop of events.
            os.environ["QT_EVENT_DISPATCHER_CORE_FOUNDATION"] = "1"
            self._application = QCoreApplication(["speak"])
            speech = self._speech = QTextToSpeech()
            voices = [voice for locale in speech.availableLocales() for voice in speech.allVoices(locale)]
            self._voices = {
                (voice.name(), voice.locale().name()): voice for voice in voices if _VARIANT not in voice.name()
            }
        if speech.state() is QTextToSpeech.State.Error or speech.engine() in ("", _WITHOUT_SOUND):
            raise UserError(_no_voice())
        return speech


def _no_voice() -> str:
    if sys.platform != "linux":
        return "No voice of this system answers; add one in the system's settings for speech."
    return (
        "No voice of this system answers; install its speech, on Debian and Ubuntu with: "
        "sudo apt install speech-dispatcher speech-dispatcher-espeak-ng"
    )
