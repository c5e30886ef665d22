"""What is being said is read soon after it begins, and then again and again until it is settled."""

from itertools import pairwise
from typing import cast

import numpy

from app.core.meetings.sounds import SAMPLE_RATE
from app.workers.audio import open_recording
from app.workers.captioning import Captioning
from app.workers.protocol.samples import ProvisionalHeard
from app.workers.protocol.transcribe import SegmentHeard
from app.workers.recognition import Recognizer, Sound
from app.workers.serve import CancelFlag
from tests.installed import shared_data

BLOCK = SAMPLE_RATE // 4


class Scribe:
    """Understands something in whatever is said."""

    def hypothesis(self, _sound: Sound) -> str:
        """Some words."""
        return "some words"

    def hear_stretch(self, _sound: Sound) -> tuple[SegmentHeard, ...]:
        """Nothing worth keeping."""
        return ()


def test_a_stretch_is_read_soon_and_then_nearly_every_second() -> None:
    sound = numpy.concatenate(list(open_recording(shared_data("speech/faster_whisper_tests/jfk.flac")).samples))
    captioning = Captioning([cast(Recognizer, Scribe())], 0.0)
    read: dict[float, list[float]] = {}
    for first in range(0, len(sound) - BLOCK, BLOCK):
        for message in captioning.hear(sound[numpy.newaxis, first : first + BLOCK], CancelFlag()):
            if isinstance(message, ProvisionalHeard) and message.text:
                read.setdefault(message.start, []).append(message.end - message.start)
    assert len(read) > 1, "several stretches"
    assert all(lengths[0] < 1.0 for lengths in read.values())
    assert all(after - before < 1.1 for lengths in read.values() for before, after in pairwise(lengths))
