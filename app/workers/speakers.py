"""Who speaks when: the windows of a recording heard one after the other, its speakers found at the end."""

from collections.abc import Iterator
from pathlib import Path

import numpy

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.audio import open_recording
from app.workers.pieces import Tracks
from app.workers.protocol.message import Message
from app.workers.protocol.transcribe import HeardUntil, SpeakerTurn, SpeakerVoice, TellSpeakers
from app.workers.serve import CancelFlag
from app.workers.voice_clusters import speakers_of
from app.workers.voice_windows import Window, WindowListener
from app.workers.weights import verify_files


def tell_speakers(request: TellSpeakers, flag: CancelFlag) -> Iterator[Message]:
    """The answers to `TellSpeakers`. Raises as `open_recording` and `verify_files` do."""
    folder = Path(request.folder)
    verify_files(folder, request.sha256, flag)
    recording = open_recording(Path(request.path))
    finder = SpeakerFinder(folder, request.threads, request.speakers)
    for block in recording.samples:
        yield from finder.hear(block[numpy.newaxis], flag)
    yield from finder.end(flag)


class SpeakerFinder:
    """Takes the sound of one track block by block; the turns of its speakers come at the end, and their voices.

    What is kept of an hour is 2 MB.
    """

    def __init__(self, folder: Path, threads: int, speakers: int) -> None:
        self._listener = WindowListener(folder, threads)
        self._wanted = speakers
        self._windows: list[Window] = []
        self._samples = 0

    def hear(self, block: Tracks, flag: CancelFlag) -> Iterator[Message]:
        """Take the next sound of the one track; says every few seconds how far it got."""
        self._samples += block.shape[1]
        for window in self._listener.hear(block[0]):
            flag.raise_if_set()
            self._windows.append(window)
            yield HeardUntil(second=window.start_s)

    def end(self, flag: CancelFlag) -> Iterator[Message]:
        """Every turn of every speaker, who are numbered as they are first heard, and how each sounds."""
        self._windows += self._listener.rest()
        yield HeardUntil(second=self._samples / SAMPLE_RATE)
        flag.raise_if_set()
        for number, speaker in enumerate(speakers_of(self._windows, self._wanted)):
            for start, end in speaker.turns:
                yield SpeakerTurn(start=start, end=end, speaker=number)
            values = speaker.print.astype("<f4").tobytes()
            yield SpeakerVoice(speaker=number, values=values, seconds=speaker.seconds)
