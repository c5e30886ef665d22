"""Prints speaker errors on the annotated conversations, and word errors in which the speaker counts.

python -m tests.bench.bench_speakers [turns words] [--folder MODELS] [--seconds N]

Every threshold was chosen on these very recordings, some of which are simulated: the figures compare, they promise nothing.
`--folder` are other files of the same two models, such as quantized ones. Word errors need `whisper-normalizer` (the group
`peers` of pyproject.toml).
"""

import argparse
import itertools
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from app.core.meetings.sounds import SAMPLE_RATE
from app.core.meetings.speakers import attributed
from app.core.meetings.transcript import Segment, Turn
from app.engines.transcriber import segment_of
from app.workers.recognition import Recognizer
from app.workers.serve import CancelFlag
from app.workers.speech_model import SpeechModel
from app.workers.voice_clusters import Speaker, speakers_of
from app.workers.voice_windows import WindowListener
from tests.bench.bench_speech import CONVERSATIONS, Sound, conversation, edits, sound_of, stm_lines
from tests.bench.peers import missing
from tests.installed import REPOSITORY, SPEECH, model_folder, shared_data

COLLAR_S = 0.25
FRAME_S = 0.01


def turns(folder: Path) -> None:
    """Diarization error with a collar of 250 ms, overlapping speech included; number of speakers unknown and known."""
    started, seconds = time.process_time(), 0.0
    recordings = []
    for path, reference in _annotated():
        sound = sound_of(path)
        listener = WindowListener(folder, 1)
        recordings.append((path.name, reference, [*listener.hear(sound), *listener.rest()]))
        seconds += len(sound) / SAMPLE_RATE
    cost = (time.process_time() - started) / seconds
    for known in (False, True):
        wrong = spoken = 0.0
        for name, reference, windows in recordings:
            count = len({turn.speaker for turn in reference})
            found = _told(speakers_of(windows, count if known else 0))
            errors, length = _diarization_error(reference, found)
            wrong, spoken = wrong + errors, spoken + length
            print(
                f"{name:16} {count} speakers, found {len({it.speaker for it in found})}: error {errors / length:6.1%}"
            )
        print(f"{'all, known' if known else 'all, unknown'}: error {wrong / spoken:.2%} of {spoken:.0f} s")
    print(f"{cost:.3f} cpu-s/s with one thread; load {os.getloadavg()[0]:.1f}")


def _told(speakers: Sequence[Speaker]) -> list[Turn]:
    return [Turn(start, end, number) for number, one in enumerate(speakers) for start, end in one.turns]


# Words -----------------------------------------------------------------------------------------------------------


def words(folder: Path, seconds: float) -> None:
    """Word error of the text of every speaker by itself, under the best naming (cpWER), beside that of the text alone."""
    if lacking := missing("whisper_normalizer"):
        print(lacking)
        return
    from whisper_normalizer.english import EnglishTextNormalizer

    normal = EnglishTextNormalizer()
    model = SpeechModel(str(model_folder(SPEECH)), device="cpu", compute_type="int8", cpu_threads=1)
    for name in CONVERSATIONS:
        sound, text = conversation(name, seconds)
        spoken: dict[str, list[str]] = defaultdict(list)
        for line in stm_lines(name, seconds):
            spoken[line[2]] += line[5:]
        segments = _segments(model, sound)
        listener = WindowListener(folder, 1)
        told, _ = attributed(segments, _told(speakers_of([*listener.hear(sound), *listener.rest()], 0)), {})
        said: dict[str, list[str]] = defaultdict(list)
        for segment in told:
            said[segment.speaker].append(segment.text)
        expected = [normal(" ".join(texts)).split() for texts in spoken.values()]
        heard = [normal(" ".join(texts)).split() for texts in said.values()]
        count = sum(map(len, expected))
        alone = edits(normal(text).split(), normal(" ".join(it.text for it in segments)).split())
        print(
            f"{name:28} {len(expected)} speakers, found {len(heard)}: word error {alone / count:6.1%},"
            f" with speakers {_least(expected, heard) / count:6.1%} of {count} words"
        )
    print(f"load {os.getloadavg()[0]:.1f}")


def _segments(model: SpeechModel, sound: Sound) -> list[Segment]:
    parts = Recognizer(model, "", "").hear(sound, CancelFlag())
    return [segment_of(segment) for part in parts for segment in part.segments]


def _least(expected: list[list[str]], heard: list[list[str]]) -> int:
    """The fewest word errors of all ways to name the speakers; a speaker without a counterpart is missed or invented."""
    size = max(len(expected), len(heard))
    expected, heard = (texts + [[]] * (size - len(texts)) for texts in (expected, heard))
    errors = [[edits(one, other) for other in heard] for one in expected]
    return min(
        sum(errors[row][column] for row, column in enumerate(order)) for order in itertools.permutations(range(size))
    )


# Diarization error -----------------------------------------------------------------------------------------------


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


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["turns", "words"])
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "resources/models/speakers")
    parser.add_argument("--seconds", type=float, default=600.0, help="of each conversation")
    arguments = parser.parse_args()
    if "turns" in arguments.parts:
        turns(arguments.folder)
    if "words" in arguments.parts:
        words(arguments.folder, arguments.seconds)


if __name__ == "__main__":
    main()
