"""Prints word error, delay, flicker and cost of live captions, beside two other ways with the same model.

python -m tests.bench.bench_captions [captions chunks agreement offline] [--set choosing|reporting|speechless]
    [--seconds S] [--real-time]

Sound comes at the pace of a virtual clock: it advances by the processor time that was spent on the sound before, as on
one core that does nothing else, and to the next quarter of a second where nothing waits. `--real-time` plays the
recordings by the wall clock to the worker process instead. `chunks` is stretches between pauses of 500 ms without
provisional text; `agreement` is LocalAgreement-2 in steps of a second over a growing window, as whisper_streaming does
it; `offline` is what recognition makes of the whole, whose delays mean nothing. Numbers in the code were chosen on the
set `choosing`.

Word errors are counted with the Whisper English normalizer of `whisper-normalizer`. The delay of a word is from its
recognized end until it is settled, until it is first shown as it stays, and until any word stands in its place; flicker is
the share of the words that were shown provisionally and changed later.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import cast

import numpy
from faster_whisper import WhisperModel
from numpy.typing import NDArray

from app.core.cancel import CancelToken
from app.core.events import Caption
from app.core.meetings.sounds import SAMPLE_RATE, Block
from app.core.meetings.transcript import Listening, Segment
from app.engines.captioner import Captioner, Caught, Hypothesis
from app.engines.decoder import Decoder
from app.engines.process import WorkerProcess
from app.engines.transcriber import segment_of
from app.services.meetings.captions import Captions
from app.services.meetings.live_sound import PlayedSound
from app.services.meetings.recorded_tracks import RecordedTracks
from app.workers import captioning, live_speech
from app.workers.protocol.message import Message
from app.workers.protocol.samples import ProvisionalHeard
from app.workers.protocol.transcribe import SegmentHeard
from app.workers.recognition import Recognizer
from app.workers.serve import CancelFlag
from app.workers.speech_model import SpeechModel
from tests.bench.bench_speech import THREADS, edits, sound_of
from tests.installed import SPEECH, model_folder, model_sha256, shared_data

Sound = NDArray[numpy.float32]
LEAST_S = 0.25
PAUSE_S = 1.2
SETS = {
    "choosing": ("simulated/sim_2spk", "librispeech/0"),
    "speechless": (
        "music_noise_silence/Kevin_MacLeod_-_Vibe_Ace.ogg",
        "music_noise_silence/sir_duke_slow.ogg",
        "music_noise_silence/silence_60s.wav",
        "music_noise_silence/white_noise_-50dB_60s.wav",
    ),
    "reporting": ("simulated/sim_4spk", "librispeech/1", "pyannote_sample/sample"),
}


@dataclass
class Followed:
    """What was shown of a recording, and when: seconds by the recording's own clock."""

    settled: list[tuple[float, str, float]] = field(default_factory=list)
    shown: list[tuple[float, list[str]]] = field(default_factory=list)
    most_behind_s: float = 0.0

    def note(self, event: Caption, now: float) -> None:
        """Take in one caption."""
        words = [word for segment in event.settled for word in segment.words]
        self.settled += [(now, word.text, word.end) for word in words]
        everything = [text for _, text, _ in self.settled] + " ".join(one.text for one in event.provisional).split()
        self.shown.append((now, [_plain(word) for word in everything]))
        self.most_behind_s = max(self.most_behind_s, event.behind_s)


# Sound ------------------------------------------------------------------------------------------------------------


class VirtualSound:
    """Sound by a clock that advances with the processor time of this process."""

    def __init__(self, sound: Sound) -> None:
        self._samples = (sound * 32767).astype("<i2")
        self._spent = time.process_time()
        self._now = 0.0
        self._taken = 0

    @property
    def now(self) -> float:
        """The time of the recording."""
        spent = time.process_time()
        self._now += spent - self._spent
        self._spent = spent
        return self._now

    @property
    def waiting_s(self) -> float:
        """How much sound waits to be taken."""
        return max(0.0, min(self.now, len(self._samples) / SAMPLE_RATE) - self._taken / SAMPLE_RATE)

    def take(self, _cancel: CancelToken) -> Block | None:
        """The sound until now; at least a quarter of a second."""
        if self._taken >= len(self._samples):
            return None
        self._now = max(self.now, self._taken / SAMPLE_RATE + LEAST_S)
        end = min(int(self._now * SAMPLE_RATE), self._taken + 20 * SAMPLE_RATE)
        block, self._taken = self._samples[self._taken : end], end
        return (block.tobytes(),)


class LocalCaptioner:
    """The worker's captions, made in this process."""

    def __init__(self, model: SpeechModel) -> None:
        self._model = model
        self._captioning: captioning.Captioning | None = None

    def open(self, _tracks: int, language: str, vocabulary: str, from_s: float, _cancel: CancelToken) -> None:
        """Begin anew."""
        self._captioning = captioning.Captioning([Recognizer(self._model, language, vocabulary)], from_s)

    def hear(self, block: Block, _cancel: CancelToken) -> Iterator[Caught]:
        """As `Captioner.hear`."""
        assert self._captioning is not None
        sound = numpy.frombuffer(block[0], "<i2").astype(numpy.float32) / numpy.float32(32768)
        return _caught(self._captioning.hear(sound[numpy.newaxis], CancelFlag()))

    def end(self, _cancel: CancelToken) -> Iterator[Caught]:
        """As `Captioner.end`."""
        assert self._captioning is not None
        return _caught(self._captioning.end(CancelFlag()))


def _caught(messages: Iterator[Message]) -> Iterator[Caught]:
    for message in messages:
        if isinstance(message, SegmentHeard):
            yield segment_of(message)
        elif isinstance(message, ProvisionalHeard):
            yield Hypothesis(message.track, message.start, message.end, message.text)


# Ways -------------------------------------------------------------------------------------------------------------


def _service(captioner: Captioner | LocalCaptioner) -> Captions:
    """Captions that open no file and follow no recording of the vault."""
    return Captions(lambda: captioner, cast(Decoder, None), cast(RecordedTracks, None))  # type: ignore[arg-type,return-value]


def captions(model: SpeechModel, sound: Sound) -> Followed:
    """Alcove's captions by the virtual clock."""
    virtual, followed = VirtualSound(sound), Followed()
    captioner = LocalCaptioner(model)
    for event in _service(captioner).follow(virtual, 1, Listening("en"), CancelToken()):  # type: ignore[arg-type,return-value]
        if isinstance(event, Caption):
            followed.note(event, virtual.now)
    return followed


def chunks(model: SpeechModel, sound: Sound) -> Followed:
    """Stretches between pauses of half a second, without provisional text."""
    first, ends = captioning._FIRST_S, live_speech._ENDS
    captioning._FIRST_S, live_speech._ENDS = float("inf"), ((0.0, 0.5),)
    try:
        return captions(model, sound)
    finally:
        captioning._FIRST_S, live_speech._ENDS = first, ends


def agreement(model: WhisperModel, sound: Sound) -> Followed:
    """LocalAgreement-2 (Macháček et al. 2023) in steps of a second; the window is cut at a settled segment beyond 15 s."""
    virtual, followed, start, until = VirtualSound(sound), Followed(), 0.0, 0.0
    before: list[tuple[float, float, str]] = []
    window = numpy.zeros(0, numpy.float32)
    waiting = 0
    last = False
    while not last:
        block = virtual.take(CancelToken())
        last = block is None
        new = numpy.frombuffer(block[0], "<i2").astype(numpy.float32) / 32768 if block else window[:0]
        window, waiting = numpy.concatenate((window, new)), waiting + len(new)
        if waiting < SAMPLE_RATE and not last:
            continue
        waiting = 0
        found = list(model.transcribe(window, "en", word_timestamps=True, vad_filter=True, beam_size=5)[0])
        words = [(start + word.start, start + word.end, word.word.strip()) for one in found for word in one.words or ()]
        words = [word for word in words if word[0] > until - 0.1]
        agreed = len(words) if last else _agreeing(before, words)
        settled = tuple(Segment(begin, end, text) for begin, end, text in words[:agreed])
        followed.settled += [(virtual.now, one.text, one.end) for one in settled]
        until = settled[-1].end if settled else until
        before = words[agreed:]
        shown = [_plain(text) for _, text, _ in followed.settled] + [_plain(text) for _, _, text in before]
        followed.shown.append((virtual.now, shown))
        followed.most_behind_s = max(followed.most_behind_s, virtual.waiting_s)
        ends = [start + one.end for one in found if start + one.end <= until]
        if len(window) > 15 * SAMPLE_RATE and ends:
            window = window[int((ends[-1] - start) * SAMPLE_RATE) :]
            start = ends[-1]
    return followed


def _agreeing(before: Sequence[tuple[float, float, str]], now: Sequence[tuple[float, float, str]]) -> int:
    count = 0
    for one, other in zip(before, now, strict=False):
        if _plain(one[2]) != _plain(other[2]):
            break
        count += 1
    return count


def real_time(_model: SpeechModel, sound: Sound) -> Followed:
    """Alcove's captions by the wall clock, in the worker process, while whatever else the machine does goes on."""
    process = WorkerProcess("transcribe")
    captioner = Captioner(process, model_folder(SPEECH), model_sha256(SPEECH), THREADS)
    captioner.open(1, "en", "", 0.0, CancelToken())
    samples, followed = (sound * 32767).astype("<i2"), Followed()
    started = time.monotonic()
    try:
        for event in _service(captioner).follow(
            PlayedSound(iter([samples.tobytes()])), 1, Listening("en"), CancelToken()
        ):
            if isinstance(event, Caption):
                followed.note(event, time.monotonic() - started)
    finally:
        process.close()
    return followed


def offline(model: SpeechModel, sound: Sound) -> Followed:
    """The whole recording at once, as it is recognized when it is over: the word error to be had without haste."""
    followed = Followed()
    for heard in Recognizer(model, "en", "").hear(sound, CancelFlag()):
        for segment in heard.segments:
            followed.note(Caption((segment_of(segment),), (), 0.0), len(sound) / SAMPLE_RATE)
    return followed


WAYS: dict[str, Callable[[SpeechModel, Sound], Followed]] = {
    "captions": captions,
    "chunks": chunks,
    "agreement": agreement,
    "offline": offline,
    "real time": real_time,
}


# Figures ----------------------------------------------------------------------------------------------------------


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def first_shown(followed: Followed, as_it_stays: bool) -> list[float]:
    """For each settled word the delay until it stood where it stays, or any word did that gave way to it."""
    final = [_plain(text) for _, text, _ in followed.settled]
    first = [when for when, _, _ in followed.settled]
    for when, words in followed.shown:
        tail = max(0, sum(1 for settled, _, _ in followed.settled if settled <= when) - 5)
        matcher = SequenceMatcher(None, words[tail:], final[tail : tail + 120], autojunk=False)
        for kind, begin, end, place, until in matcher.get_opcodes():
            if kind == "equal" or (kind == "replace" and not as_it_stays):
                for shown in range(tail + place, tail + min(until, place + end - begin)):
                    first[shown] = min(first[shown], when)
    return [max(0.0, shown - end) for shown, (_, _, end) in zip(first, followed.settled, strict=True)]


def changed_share(followed: Followed) -> float:
    """The share of the words ever shown that were taken back or replaced."""
    erased = 0
    for (_, before), (_, after) in pairwise(followed.shown):
        tail = max(0, len(before) - 120)
        matcher = SequenceMatcher(None, before[tail:], after[tail:], autojunk=False)
        erased += len(before) - tail - sum(match.size for match in matcher.get_matching_blocks())
    return erased / max(1, erased + len(followed.settled))


def recording(name: str, seconds: float) -> tuple[Sound, str]:
    """The first so many seconds of a recording and their text; `librispeech/N` is every fourth utterance, with pauses."""
    if name.startswith("music"):
        return sound_of(shared_data(f"speech/{name}"))[: int(seconds * SAMPLE_RATE)], ""
    if name.startswith("librispeech/"):
        return _utterances(int(name[-1]), seconds)
    turns = [line.split(maxsplit=5) for line in shared_data(f"speech/{name}.stm").read_text("utf-8").splitlines()]
    turns = sorted((turn for turn in turns if float(turn[4]) <= seconds), key=lambda turn: float(turn[3]))
    end = int((max(float(turn[4]) for turn in turns) + 0.3) * SAMPLE_RATE)
    sound = sound_of(shared_data(f"speech/{name}.{'flac' if 'sim' in name else 'wav'}"))[:end]
    return sound, " ".join(turn[5] for turn in turns if len(turn) > 5)


def _utterances(first: int, seconds: float) -> tuple[Sound, str]:
    references = json.loads(shared_data("speech/references.json").read_text("utf-8"))
    pause = numpy.zeros(int(PAUSE_S * SAMPLE_RATE), numpy.float32)
    parts: list[Sound] = []
    texts: list[str] = []
    for key in [key for key in references if key.startswith("librispeech")][first::4]:
        if sum(map(len, parts)) < seconds * SAMPLE_RATE:
            parts += [sound_of(shared_data(f"speech/{key}")), pause]
            texts.append(references[key]["text"])
    return numpy.concatenate(parts), " ".join(texts)


def _report(name: str, way: str, sound: Sound, text: str, followed: Followed, cpu_s: float) -> None:
    from whisper_normalizer.english import EnglishTextNormalizer

    if not text:
        invented = {word for _, words in followed.shown for word in words}
        minutes = len(sound) / SAMPLE_RATE / 60
        print(f"{name:24} {way:10} {len(followed.settled)} words settled in {minutes:.1f} min; ever shown: {invented}")
        return
    normal = EnglishTextNormalizer()
    expected = normal(text).split()
    heard = normal(" ".join(word for _, word, _ in followed.settled)).split()
    settled = [max(0.0, when - end) for when, _, end in followed.settled]
    shown, standing = first_shown(followed, True), first_shown(followed, False)
    length = len(sound) / SAMPLE_RATE
    print(
        f"{name:24} {way:10} word error {edits(expected, heard) / len(expected):6.1%}  shown after"
        f" {numpy.median(shown):4.1f} s, p95 {numpy.percentile(shown, 95):4.1f}  some word after"
        f" {numpy.median(standing):4.1f} s, p95 {numpy.percentile(standing, 95):4.1f}  settled after {numpy.median(settled):4.1f}"
        f" s, p95 {numpy.percentile(settled, 95):4.1f}  changed {changed_share(followed):5.1%}"
        f"  {cpu_s / length:.2f} cpu-s/s  behind {followed.most_behind_s:.0f} s at most",
        flush=True,
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ways", nargs="*", default=["captions", "chunks", "agreement", "offline"])
    parser.add_argument("--set", choices=tuple(SETS), default="reporting", dest="recordings")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--real-time", action="store_true")
    arguments = parser.parse_args()
    options = {"device": "cpu", "compute_type": "int8", "cpu_threads": THREADS}
    model = SpeechModel(str(model_folder(SPEECH)), **options)
    models = {"agreement": WhisperModel(str(model_folder(SPEECH)), **options)}
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name in SETS[arguments.recordings]:
        sound, text = recording(name, arguments.seconds)
        for way in ["real time"] if arguments.real_time else arguments.ways:
            before = os.times()
            followed = WAYS[way](models.get(way, model), sound)
            after = os.times()
            cpu_s = sum(after[:4]) - sum(before[:4])
            _report(name, way, sound, text, followed, cpu_s)


if __name__ == "__main__":
    main()
