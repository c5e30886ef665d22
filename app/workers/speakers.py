"""Who speaks when: pyannote segmentation and CAM++ voices through sherpa-onnx, piece by piece in constant memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy
import sherpa_onnx
from numpy.typing import NDArray

from app.workers.audio import SAMPLE_RATE, open_recording
from app.workers.pieces import Tracks
from app.workers.protocol.message import Message
from app.workers.protocol.transcribe import HeardUntil, SpeakerTurn, TellSpeakers
from app.workers.serve import CancelFlag
from app.workers.weights import verify_files

Sound = NDArray[numpy.float32]

_PIECE_S = 900
_SHIFT = 0.5
"""Windows of 10 s, each half over the one before. The library's own 0.1 costs 4.5 times as much for more error."""
_THRESHOLD = 0.5
_SAME_VOICE = 0.5
_VOICE_S = 40
_SHORTEST_VOICE_S = 0.5
_TINY_S = 2.0
_TINY_SHARE = 0.02
"""Who says less than this is taken for the speaker most alike."""


@dataclass(eq=False)
class Voice:
    """A speaker found in some pieces; `print` is the sum of unit embeddings, weighted by seconds."""

    print: NDArray[numpy.float64]
    seconds: float
    pieces: frozenset[int]
    turns: list[tuple[float, float]]

    def likeness(self, other: "Voice") -> float:
        """The cosine of the two; -1 where one said too little to tell."""
        lengths = float(numpy.linalg.norm(self.print) * numpy.linalg.norm(other.print))
        return float(self.print @ other.print) / lengths if lengths else -1.0

    def join(self, other: "Voice") -> None:
        """Take in what another said; joining changes this voice."""
        self.print = self.print + other.print
        self.seconds += other.seconds
        self.pieces |= other.pieces
        self.turns += other.turns


def tell_speakers(request: TellSpeakers, flag: CancelFlag) -> Iterator[Message]:
    """The answers to `TellSpeakers`. Raises as `open_recording` and `verify_files` do."""
    folder = Path(request.folder)
    verify_files(folder, request.sha256, flag)
    recording = open_recording(Path(request.path))
    finder = SpeakerFinder(folder, request.threads, request.speakers, recording.duration_s)
    for block in recording.samples:
        yield from finder.hear(block[numpy.newaxis], flag)
    yield from finder.end(flag)


class SpeakerFinder:
    """Takes the sound of one track block by block; the turns of its speakers come at the end."""

    def __init__(self, folder: Path, threads: int, speakers: int, duration_s: float) -> None:
        self._finder = _Finder(folder, threads)
        self._wanted = speakers
        self._forced = speakers if duration_s <= _PIECE_S else 0
        self._blocks: list[Sound] = []
        self._held = 0
        self._second = 0.0
        self._pieces = 0
        self._voices: list[Voice] = []

    def hear(self, block: Tracks, flag: CancelFlag) -> Iterator[Message]:
        """Take the next sound of the one track; says how far it got once a piece is done."""
        flag.raise_if_set()
        self._blocks.append(block[0])
        self._held += len(block[0])
        if self._held >= _PIECE_S * SAMPLE_RATE:
            yield self._find()

    def end(self, _flag: CancelFlag) -> Iterator[Message]:
        """Every turn of every speaker, who are numbered as they are first heard."""
        if self._held:
            yield self._find()
        found = sorted(joined(self._voices, self._wanted), key=lambda voice: min(voice.turns))
        for speaker, voice in enumerate(found):
            for start, end in sorted(voice.turns):
                yield SpeakerTurn(start=start, end=end, speaker=speaker)

    def _find(self) -> HeardUntil:
        piece = numpy.concatenate(self._blocks)
        self._blocks, self._held = [], 0
        self._voices += self._finder.voices(piece, self._pieces, self._second, self._forced)
        self._pieces += 1
        self._second += len(piece) / SAMPLE_RATE
        return HeardUntil(second=self._second)


class _Finder:
    def __init__(self, folder: Path, threads: int) -> None:
        self._folder = folder
        self._threads = threads
        self._embedding = sherpa_onnx.SpeakerEmbeddingExtractorConfig(
            model=str(folder / "campplus_zh_en.onnx"), num_threads=threads
        )
        self._extractor = sherpa_onnx.SpeakerEmbeddingExtractor(self._embedding)
        self._freely = self._diarization(0)

    def voices(self, piece: Sound, number: int, offset: float, wanted: int) -> list[Voice]:
        """The speakers of a piece. `wanted` is tried for where fewer are found freely: forced, it finds worse ones."""
        found = self._voices(self._freely, piece, number, offset)
        if wanted > len(found) > 0:
            found = self._voices(self._diarization(wanted), piece, number, offset)
        return found

    def _voices(self, diarization: object, piece: Sound, number: int, offset: float) -> list[Voice]:
        turns: dict[int, list[tuple[float, float]]] = {}
        for turn in diarization.process(piece).sort_by_start_time():  # type: ignore[attr-defined]  # no types there
            turns.setdefault(turn.speaker, []).append((float(turn.start), float(turn.end)))
        return [self._voice(piece, number, offset, spans) for spans in turns.values()]

    def _voice(self, piece: Sound, number: int, offset: float, spans: list[tuple[float, float]]) -> Voice:
        """The voice in a speaker's longest turns."""
        seconds = sum(end - start for start, end in spans)
        longest = sorted(spans, key=lambda span: span[0] - span[1])
        sound = [piece[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)] for start, end in longest]
        heard = numpy.concatenate(sound)[: _VOICE_S * SAMPLE_RATE]
        moved = [(start + offset, end + offset) for start, end in spans]
        return Voice(self._print(heard) * seconds, seconds, frozenset({number}), moved)

    def _print(self, sound: Sound) -> NDArray[numpy.float64]:
        size = int(self._extractor.dim)
        if len(sound) < _SHORTEST_VOICE_S * SAMPLE_RATE:
            return numpy.zeros(size)
        stream = self._extractor.create_stream()
        stream.accept_waveform(SAMPLE_RATE, sound)
        stream.input_finished()
        embedding = numpy.asarray(self._extractor.compute(stream), numpy.float64)
        return embedding / max(float(numpy.linalg.norm(embedding)), 1e-9)

    def _diarization(self, speakers: int) -> object:
        segmentation = sherpa_onnx.OfflineSpeakerSegmentationModelConfig(
            pyannote=sherpa_onnx.OfflineSpeakerSegmentationPyannoteModelConfig(
                model=str(self._folder / "segmentation-3.0.onnx"), window_shift_ratio=_SHIFT
            ),
            num_threads=self._threads,
        )
        clustering = sherpa_onnx.FastClusteringConfig(num_clusters=speakers or -1, threshold=_THRESHOLD)
        return sherpa_onnx.OfflineSpeakerDiarization(
            sherpa_onnx.OfflineSpeakerDiarizationConfig(
                segmentation=segmentation,
                embedding=self._embedding,
                clustering=clustering,
                min_duration_on=0.3,
                min_duration_off=0.5,
            )
        )


def joined(voices: Sequence[Voice], wanted: int) -> list[Voice]:
    """The same voice in several pieces made one; then those with hardly a word, and those beyond the number wanted."""
    voices = [replace(voice, turns=list(voice.turns)) for voice in voices]
    while (pair := _most_alike(voices, across=True)) is not None:
        one, other = voices[pair[0]], voices[pair[1]]
        if one.likeness(other) < _SAME_VOICE:
            break
        one.join(other)
        voices.remove(other)
    total = sum(voice.seconds for voice in voices)
    while len(voices) > max(wanted, 1):
        least = min(voices, key=lambda voice: voice.seconds)
        if least.seconds >= max(_TINY_S, _TINY_SHARE * total):
            break
        voices.remove(least)
        max(voices, key=least.likeness).join(least)
    while wanted and len(voices) > wanted and (pair := _most_alike(voices, across=False)) is not None:
        voices[pair[0]].join(voices.pop(pair[1]))
    return voices


def _most_alike(voices: list[Voice], across: bool) -> tuple[int, int] | None:
    """The two voices most alike, the first place first; with `across` only such that share no piece."""
    pairs = [
        (first, second)
        for second in range(len(voices))
        for first in range(second)
        if not across or not voices[first].pieces & voices[second].pieces
    ]
    return max(pairs, key=lambda pair: voices[pair[0]].likeness(voices[pair[1]]), default=None)
