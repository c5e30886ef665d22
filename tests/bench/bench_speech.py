"""Prints word errors and cost beside faster-whisper, invented words, speaker errors and memory, on the shared recordings.

python -m tests.bench.bench_speech [words invented speakers memory] [--clips N] [--minutes M]

Word errors are counted with the Whisper English normalizer of `whisper-normalizer`, which is no dependency of Alcove:
install it into a folder and name that in PYTHONPATH.
"""

import argparse
import itertools
import json
import tempfile
import time
import wave
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy
from faster_whisper import BatchedInferencePipeline, WhisperModel
from numpy.typing import NDArray

from app.core.cancel import CancelToken
from app.core.meetings import Segment, Turn
from app.core.sounds import SAMPLE_RATE
from app.engines.process import WorkerProcess
from app.engines.transcriber import SpeakerModels, Transcriber
from app.workers.audio import open_recording
from app.workers.recognition import Recognizer
from app.workers.serve import CancelFlag
from tests.installed import REPOSITORY, SPEAKERS, SPEECH, model_folder, model_sha256, shared_data

Sound = NDArray[numpy.float32]
THREADS = 2
COLLAR_S = 0.25
FRAME_S = 0.01


def sound_of(path: Path) -> Sound:
    return numpy.concatenate(list(open_recording(path).samples))


# Words -----------------------------------------------------------------------------------------------------------


def words(clips: int) -> None:
    """Word error and processor seconds a second: Alcove, faster-whisper at its best settings, its batched pipeline."""
    from whisper_normalizer.basic import BasicTextNormalizer
    from whisper_normalizer.english import EnglishTextNormalizer

    english, basic = EnglishTextNormalizer(), BasicTextNormalizer()
    model = WhisperModel(str(model_folder(SPEECH)), device="cpu", compute_type="int8", cpu_threads=THREADS)
    batched = BatchedInferencePipeline(model)
    engines: dict[str, Callable[[Sound], str]] = {
        "alcove": lambda sound: " ".join(
            segment.text for heard in Recognizer(model, "", "").hear(sound, CancelFlag()) for segment in heard.segments
        ),
        "faster-whisper": lambda sound: " ".join(
            segment.text
            for segment in model.transcribe(
                sound, beam_size=5, vad_filter=True, word_timestamps=True, condition_on_previous_text=False
            )[0]
        ),
        "batched": lambda sound: " ".join(
            segment.text for segment in batched.transcribe(sound, beam_size=5, word_timestamps=True, batch_size=8)[0]
        ),
    }
    totals: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0, 0, 0])
    for path, reference, folder in _referenced(clips):
        normal = basic if folder in ("azure_customspeech", "picovoice_leopard") else english
        expected, sound = normal(reference).split(), sound_of(path)
        for name, recognize in engines.items():
            started = time.process_time()
            heard = normal(recognize(sound)).split()
            total = totals[folder, name]
            total[0] += _edits(expected, heard)
            total[1] += len(expected)
            total[2] += time.process_time() - started
            total[3] += len(sound) / SAMPLE_RATE
    for (folder, name), (wrong, count, seconds, length) in sorted(totals.items()):
        print(
            f"{folder:24} {name:15} word error {wrong / count:6.1%}  {seconds / length:.3f} cpu-s/s  ({length:.0f} s)"
        )


def _referenced(clips: int) -> Iterator[tuple[Path, str, str]]:
    """Up to so many clips of each folder, spread over it; languages without spaces are left out."""
    references = json.loads(shared_data("speech/references.json").read_text("utf-8"))
    folders: dict[str, list[str]] = defaultdict(list)
    for name in references:
        if not name.endswith(("_ja.wav", "_ko.wav")):
            folders[name.split("/")[0]].append(name)
    for folder, names in folders.items():
        for name in names[:: max(1, len(names) // clips)][:clips]:
            yield shared_data(f"speech/{name}"), references[name]["text"], folder


def _edits(expected: Sequence[str], heard: Sequence[str]) -> int:
    row = list(range(len(heard) + 1))
    for line, word in enumerate(expected, start=1):
        above, row[0] = row[0], line
        for place, other in enumerate(heard, start=1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != other))
    return row[-1]


def invented() -> None:
    """Words heard where nobody says any."""
    with _worker() as process:
        transcriber = _transcriber(process)
        for path in sorted(shared_data("speech/music_noise_silence").iterdir()):
            found = transcriber.transcribe(path, "", "", 0.0, CancelToken())
            texts = [it.text for it in found if isinstance(it, Segment)]
            print(f"{path.name:40} {sum(len(text.split()) for text in texts)} words {texts}")


# Speakers --------------------------------------------------------------------------------------------------------


def speakers() -> None:
    """Diarization error with a collar of 250 ms, overlapping speech included; number of speakers unknown and known."""
    with _worker() as process:
        teller = SpeakerModels(process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), THREADS)
        for known in (False, True):
            wrong = spoken = 0.0
            for path, reference in _annotated():
                count = len({turn.speaker for turn in reference})
                found = teller.turns(path, count if known else 0, CancelToken())
                turns = [it for it in found if isinstance(it, Turn)]
                errors, length = _diarization_error(reference, turns)
                wrong, spoken = wrong + errors, spoken + length
                told = len({turn.speaker for turn in turns})
                print(f"{path.name:16} {count} speakers, found {told}: error {errors / length:6.1%}")
            print(f"{'all, known' if known else 'all, unknown'}: error {wrong / spoken:.1%} of {spoken:.0f} s\n")


def _annotated() -> Iterator[tuple[Path, list[Turn]]]:
    for name in ("simulated/sim_2spk.flac", "simulated/sim_4spk.flac", "pyannote_sample/sample.wav"):
        path = shared_data(f"speech/{name}")
        yield path, next(iter(_turns(path.with_suffix(".rttm")).values()))
    annotations = [_turns(path) for path in sorted(shared_data("speech/ami_pyannote_30s").glob("*.rttm"))]
    for path in sorted(shared_data("speech/ami_pyannote_30s").glob("*.wav")):
        for named in annotations:
            if path.stem in named:
                yield path, named[path.stem]


def _turns(path: Path) -> dict[str, list[Turn]]:
    turns: dict[str, list[Turn]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for fields in map(str.split, path.read_text("utf-8").splitlines()):
        start, length = float(fields[3]), float(fields[4])
        turns[fields[1]].append(Turn(start, start + length, numbers.setdefault(fields[7], len(numbers))))
    return turns


def _diarization_error(reference: list[Turn], found: list[Turn]) -> tuple[float, float]:
    """Seconds missed, invented or confused under the best naming, and seconds spoken; NIST's md-eval, frame by frame."""
    end = max(turn.end for turn in (*reference, *found))
    truth, told = _frames(reference, end), _frames(found, end)
    scored = numpy.ones(truth.shape[1], bool)
    for turn in reference:
        for edge in (turn.start, turn.end):
            scored[max(0, round((edge - COLLAR_S) / FRAME_S)) : round((edge + COLLAR_S) / FRAME_S)] = False
    truth, told = truth[:, scored], told[:, scored]
    common = truth.astype(int) @ told.astype(int).T
    size = max(common.shape)
    square = numpy.zeros((size, size), int)
    square[: common.shape[0], : common.shape[1]] = common
    orders = itertools.permutations(range(size))
    right = max(sum(square[row, column] for row, column in enumerate(order)) for order in orders)
    most = numpy.maximum(truth.sum(0), told.sum(0)).sum()
    return float(most - right) * FRAME_S, float(truth.sum()) * FRAME_S


def _frames(turns: list[Turn], end: float) -> NDArray[numpy.bool_]:
    speaking = numpy.zeros((len({turn.speaker for turn in turns}), round(end / FRAME_S) + 1), bool)
    rows = {speaker: row for row, speaker in enumerate(sorted({turn.speaker for turn in turns}))}
    for turn in turns:
        speaking[rows[turn.speaker], round(turn.start / FRAME_S) : round(turn.end / FRAME_S)] = True
    return speaking


# Memory ----------------------------------------------------------------------------------------------------------


def memory(minutes: int) -> None:
    """The most memory the worker takes for a recording of so many minutes, recognized and its speakers told apart."""
    with tempfile.TemporaryDirectory() as folder, _worker() as process:
        path = Path(folder) / "long.wav"
        seconds = _write_long(path, minutes)
        teller = SpeakerModels(process, REPOSITORY / "resources/models/speakers", model_sha256(SPEAKERS), THREADS)
        jobs: dict[str, Callable[[], Iterator[object]]] = {
            "recognition": lambda: _transcriber(process).transcribe(path, "en", "", 0.0, CancelToken()),
            "speakers": lambda: teller.turns(path, 0, CancelToken()),
        }
        for name, job in jobs.items():
            started = time.monotonic()
            for _ in job():
                pass
            status = Path(f"/proc/{process.process_id}/status").read_text().splitlines()
            peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
            factor = (time.monotonic() - started) / seconds
            print(f"{name}: {seconds / 60:.0f} minutes, peak {peak / 1024:.0f} MB, {factor:.3f} s/s", flush=True)


def _write_long(path: Path, minutes: int) -> float:
    sound = (sound_of(shared_data("speech/simulated/sim_4spk.flac")) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        written = 0
        while written < minutes * 60 * SAMPLE_RATE:
            file.writeframes(sound.tobytes())
            written += len(sound)
    return written / SAMPLE_RATE


@contextmanager
def _worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess("transcribe", obedience_seconds=0.1)
    try:
        yield process
    finally:
        process.close()


def _transcriber(process: WorkerProcess) -> Transcriber:
    return Transcriber(process, model_folder(SPEECH), model_sha256(SPEECH), THREADS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["words", "invented", "speakers", "memory"])
    parser.add_argument("--clips", type=int, default=12, help="of each folder")
    parser.add_argument("--minutes", type=int, default=30, help="of the long recording")
    arguments = parser.parse_args()
    parts: dict[str, Callable[[], None]] = {
        "words": lambda: words(arguments.clips),
        "invented": invented,
        "speakers": speakers,
        "memory": lambda: memory(arguments.minutes),
    }
    for part in arguments.parts:
        parts[part]()


if __name__ == "__main__":
    main()
