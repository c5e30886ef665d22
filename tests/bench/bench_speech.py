"""Prints word errors and cost beside faster-whisper and whisper.cpp with the same weights, and invented words.

python -m tests.bench.bench_speech [words invented] [--half choosing|reporting|all] [--clips N] [--seconds N]
    [--engines NAME…]

What was chosen by looking at figures was chosen on the first half of the clips, "choosing"; the other half reports. Every
engine works with one thread, clip by clip one after the other, so that processor time can be compared on a busy machine.
Word errors are counted with the Whisper English normalizer; it and whisper.cpp belong to the group `peers` of
pyproject.toml, and what is not installed is named and passed over.
"""

import argparse
import json
import os
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy
from faster_whisper import BatchedInferencePipeline, WhisperModel
from numpy.typing import NDArray

from app.core.cancel import CancelToken
from app.core.meetings.sounds import SAMPLE_RATE
from app.core.meetings.transcript import Segment
from app.engines.process import WorkerProcess
from app.engines.transcriber import Transcriber
from app.workers.audio import open_recording
from app.workers.recognition import Recognizer
from app.workers.serve import CancelFlag
from app.workers.speech_model import SpeechModel
from tests.bench.peers import missing
from tests.bench.whisper_cpp import write_ggml
from tests.installed import SPEECH, model_folder, model_sha256, shared_data

Sound = NDArray[numpy.float32]
Engine = Callable[[Sound], str]
THREADS = 2
CONVERSATIONS = ("simulated/sim_2spk.flac", "simulated/sim_4spk.flac", "pyannote_sample/sample.wav")
_LANGUAGE = re.compile(r"_([a-z]{2})\.wav$|/([a-z]{2})-[A-Z]{2}/")


def sound_of(path: Path) -> Sound:
    """The whole sound of a file."""
    return numpy.concatenate(list(open_recording(path).samples))


# Engines ---------------------------------------------------------------------------------------------------------


def _engines(wanted: Sequence[str], folder: Path) -> dict[str, Engine]:
    """The engines of these names, or all, with the same weights and one thread each."""
    model = WhisperModel(str(model_folder(SPEECH)), device="cpu", compute_type="int8", cpu_threads=1)
    own = SpeechModel(str(model_folder(SPEECH)), device="cpu", compute_type="int8", cpu_threads=1)
    engines: dict[str, Engine] = {"alcove": lambda sound: _alcove(own, sound, True)}
    engines["alcove, quick"] = lambda sound: _alcove(own, sound, False)
    for vad in (True, False):
        for previous in (False, True):
            name = f"faster-whisper{', VAD' if vad else ''}{', previous text' if previous else ''}"
            engines[name] = _faster_whisper(model, vad_filter=vad, condition_on_previous_text=previous)
    batched = BatchedInferencePipeline(model)
    engines["batched"] = lambda sound: _text(
        batched.transcribe(sound, beam_size=5, word_timestamps=True, batch_size=8)[0]
    )
    if not wanted or "whisper.cpp" in wanted:
        if lacking := missing("pywhispercpp"):
            print(lacking)
        else:
            engines["whisper.cpp"] = _whisper_cpp(folder)
    return {name: engine for name, engine in engines.items() if not wanted or name in wanted}


def _alcove(model: SpeechModel, sound: Sound, careful: bool) -> str:
    recognizer = Recognizer(model, "", "", careful)
    return _text(segment for heard in recognizer.hear(sound, CancelFlag()) for segment in heard.segments)


def _faster_whisper(model: WhisperModel, **options: Any) -> Engine:
    return lambda sound: _text(model.transcribe(sound, beam_size=5, word_timestamps=True, **options)[0])


def _whisper_cpp(folder: Path) -> Engine:
    """As its own program runs it: five beams, each recording read with what was said before; matrices in q8_0."""
    from pywhispercpp.model import Model

    path = folder / "model.bin"
    write_ggml(model_folder(SPEECH), path)
    beams = {"beam_size": 5, "patience": -1.0}
    model = Model(
        str(path),
        params_sampling_strategy=1,
        beam_search=beams,
        n_threads=1,
        language="auto",
        print_progress=False,
        redirect_whispercpp_logs_to=None,
    )
    return lambda sound: _text(model.transcribe(sound))


def _text(segments: Any) -> str:
    return " ".join(segment.text for segment in segments)


# Words -----------------------------------------------------------------------------------------------------------


def words(half: str, clips: int, wanted: Sequence[str], seconds: float) -> None:
    """Word error, and processor time and time for each second of sound, by source and for other languages together."""
    if lacking := missing("whisper_normalizer"):
        print(lacking)
        return
    from whisper_normalizer.basic import BasicTextNormalizer
    from whisper_normalizer.english import EnglishTextNormalizer

    english, basic = EnglishTextNormalizer(), BasicTextNormalizer()
    totals: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * 5)
    with tempfile.TemporaryDirectory() as folder:
        engines = _engines(wanted, Path(folder))
        for name, reference, sound in _referenced(half, clips, seconds):
            source = name.split("/")[0]
            is_english = _LANGUAGE.search(name) is None
            normal = english if is_english else basic
            expected = normal(reference).split()
            for engine, recognize in engines.items():
                cpu, wall = time.process_time(), time.monotonic()
                heard = normal(recognize(sound)).split()
                figures = (
                    edits(expected, heard),
                    len(expected),
                    time.process_time() - cpu,
                    time.monotonic() - wall,
                    len(sound) / SAMPLE_RATE,
                )
                for key in (
                    (source, engine),
                    ("English" if is_english else "other languages", engine),
                    ("all", engine),
                ):
                    totals[key] = [one + other for one, other in zip(totals[key], figures, strict=True)]
    for (source, engine), (wrong, count, cpu, wall, length) in sorted(totals.items()):
        print(
            f"{source:24} {engine:30} word error {wrong / count:6.2%} ({wrong:.0f} of {count:.0f})"
            f"  {cpu / length:.3f} cpu-s/s, {wall / length:.2f} s/s  ({length:.0f} s)"
        )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _referenced(half: str, clips: int, seconds: float) -> Iterator[tuple[str, str, Sound]]:
    """So many read and so many other clips of a half, and conversations up to a second; languages have spaces."""
    references = json.loads(shared_data("speech/references.json").read_text("utf-8"))
    names = [name for name in references if not name.endswith(("_ja.wav", "_ko.wav"))]
    read = [name for name in names if name.startswith("librispeech")]
    others = [name for name in names if name not in read]
    for name in _half(read, half, clips) + _half(others, half, clips):
        yield name, references[name]["text"], sound_of(shared_data(f"speech/{name}"))
    for name in CONVERSATIONS if half != "choosing" and seconds else ():
        sound, text = conversation(name, seconds)
        yield name, text, sound


def _half(names: list[str], half: str, clips: int) -> list[str]:
    """Every second one, and of these so many, spread over all."""
    found = names if half == "all" else names[half == "reporting" :: 2]
    return found[:: max(1, len(found) // clips)][:clips]


def conversation(name: str, seconds: float) -> tuple[Sound, str]:
    """The beginning of a conversation to the last turn that ends within so many seconds, and its text."""
    lines = stm_lines(name, seconds)
    end = max(float(line[4]) for line in lines) + 0.3
    sound = sound_of(shared_data(f"speech/{name}"))[: int(end * SAMPLE_RATE)]
    return sound, " ".join(text for line in lines for text in line[5:])


def stm_lines(name: str, seconds: float) -> list[list[str]]:
    """The turns of a conversation in order: file, channel, speaker, start, end and text."""
    text = shared_data(f"speech/{name}").with_suffix(".stm").read_text("utf-8")
    lines = [line.split(maxsplit=5) for line in text.splitlines()]
    return sorted((line for line in lines if float(line[4]) <= seconds), key=lambda line: float(line[3]))


def edits(expected: Sequence[str], heard: Sequence[str]) -> int:
    """Levenshtein's distance in words."""
    row = list(range(len(heard) + 1))
    for line, word in enumerate(expected, start=1):
        above, row[0] = row[0], line
        for place, other in enumerate(heard, start=1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != other))
    return row[-1]


def invented() -> None:
    """Words heard where nobody says any."""
    minutes = count = 0.0
    with worker() as process:
        transcriber = Transcriber(process, model_folder(SPEECH), model_sha256(SPEECH), THREADS)
        for path in sorted(shared_data("speech/music_noise_silence").iterdir()):
            found = transcriber.transcribe(path, "", "", 0.0, CancelToken())
            texts = [it.text for it in found if isinstance(it, Segment)]
            count += sum(len(text.split()) for text in texts)
            minutes += len(sound_of(path)) / SAMPLE_RATE / 60
            print(f"{path.name:40} {sum(len(text.split()) for text in texts)} words {texts}")
    print(f"{count / minutes:.1f} invented words a minute")


@contextmanager
def worker() -> Iterator[WorkerProcess]:
    """A transcribe worker of its own."""
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    try:
        yield process
    finally:
        process.close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["words", "invented"])
    parser.add_argument("--half", choices=("choosing", "reporting", "all"), default="reporting")
    parser.add_argument("--engines", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--clips", type=int, default=100, help="read aloud, and as many others")
    parser.add_argument("--seconds", type=float, default=120.0, help="of each conversation")
    arguments = parser.parse_args()
    parts: dict[str, Callable[[], None]] = {
        "words": lambda: words(arguments.half, arguments.clips, arguments.engines, arguments.seconds),
        "invented": invented,
    }
    for part in arguments.parts:
        parts[part]()


if __name__ == "__main__":
    main()
