"""Who speaks within ten seconds, and how they sound: pyannote segmentation 3.0 and CAM++, window by window.

A window tells up to three voices apart, two of them at once (Plaquet and Bredin, "Powerset multi-class cross entropy
loss for neural speaker diarization", 2023); which voice of one window is which of the next is found by clustering.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
import onnxruntime
import sherpa_onnx
from numpy.typing import NDArray

from app.core.meetings.sounds import SAMPLE_RATE

Floats = NDArray[numpy.float32]

WINDOW_S = 10
HOP_S = 5
FRAME_S = 270 / SAMPLE_RATE
FIRST_FRAME_S = 428 / SAMPLE_RATE
"""The frames of the segmentation model: one every 270 samples, the first seen from 428 on."""
VOICES = 3
_SETS = ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2))
_MEMBERS = numpy.array([[voice in chosen for voice in range(VOICES)] for chosen in _SETS], numpy.float32)
_SHORTEST_S = 0.15
_SHORTEST_PRINT_S = 0.25
_ALONE_IS_ENOUGH_S = 0.4


@dataclass(frozen=True, eq=False)
class LocalVoice:
    """One of the voices of a window: which of its columns, how long it speaks, and how long alone.

    `print` is a unit embedding, None where there was too little to listen to.
    """

    column: int
    spoken_s: float
    alone_s: float
    print: Floats | None


@dataclass(frozen=True, eq=False)
class Window:
    """What was found from `start_s` on: the probability that each voice speaks, frame by frame, and the voices."""

    start_s: float
    activity: NDArray[numpy.float16]
    voices: tuple[LocalVoice, ...]


class WindowListener:
    """Takes sound in blocks and yields a window every five seconds; holds no more than one window of sound."""

    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._segmentation = onnxruntime.InferenceSession(str(folder / "segmentation-3.0.onnx"), options)
        self._extractor = sherpa_onnx.SpeakerEmbeddingExtractor(
            sherpa_onnx.SpeakerEmbeddingExtractorConfig(model=str(folder / "campplus_zh_en.onnx"), num_threads=threads)
        )
        self._held: Floats = numpy.zeros(0, numpy.float32)
        self._position = 0

    def hear(self, block: Floats) -> Iterator[Window]:
        """Take the next sound; yields the windows it completes."""
        self._held = numpy.concatenate([self._held, block])
        while len(self._held) >= WINDOW_S * SAMPLE_RATE:
            yield self._window(self._held[: WINDOW_S * SAMPLE_RATE])
            self._held = self._held[HOP_S * SAMPLE_RATE :]
            self._position += HOP_S * SAMPLE_RATE

    def rest(self) -> Iterator[Window]:
        """The last window, unless the one before held all there is."""
        heard_before = (WINDOW_S - HOP_S) * SAMPLE_RATE if self._position else 0
        if len(self._held) > heard_before:
            yield self._window(self._held)

    def _window(self, sound: Floats) -> Window:
        whole = WINDOW_S * SAMPLE_RATE
        padded = numpy.pad(sound, (0, whole - len(sound)))
        scores = self._segmentation.run(None, {"x": padded[None, None]})[0][0]
        likely = numpy.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        frames = round(len(likely) * len(sound) / whole)
        activity, speaks = (likely @ _MEMBERS)[:frames], _MEMBERS[likely.argmax(axis=1)][:frames] > 0
        voices = (self._voice(padded, speaks, column) for column in range(VOICES))
        found = tuple(voice for voice in voices if voice is not None)
        return Window(self._position / SAMPLE_RATE, activity.astype(numpy.float16), found)

    def _voice(self, sound: Floats, speaks: NDArray[numpy.bool_], column: int) -> LocalVoice | None:
        spoken = speaks[:, column]
        alone = spoken & (speaks.sum(axis=1) == 1)
        spoken_s, alone_s = float(spoken.sum() * FRAME_S), float(alone.sum() * FRAME_S)
        if spoken_s < _SHORTEST_S:
            return None
        listened = alone if alone_s >= _ALONE_IS_ENOUGH_S else spoken
        samples = numpy.repeat(listened, round(FRAME_S * SAMPLE_RATE))[: len(sound)]
        heard = sound[: len(samples)][samples]
        enough = len(heard) >= _SHORTEST_PRINT_S * SAMPLE_RATE
        return LocalVoice(column, spoken_s, alone_s, self._print(heard) if enough else None)

    def _print(self, sound: Floats) -> Floats:
        stream = self._extractor.create_stream()
        stream.accept_waveform(SAMPLE_RATE, sound)
        stream.input_finished()
        found: Floats = numpy.asarray(self._extractor.compute(stream), numpy.float32)
        return found / max(float(numpy.linalg.norm(found)), 1e-9)
