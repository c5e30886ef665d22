"""What is heard clearly is read once; what is doubtful is read again, with more care."""

from pathlib import Path
from typing import Any

import numpy
import pytest

from app.workers.audio import open_recording
from app.workers.recognition import Recognizer, Sound
from app.workers.serve import CancelFlag
from app.workers.speech_model import SpeechModel
from tests.installed import SPEECH, model_folder, shared_data


class Watched(SpeechModel):
    """The real model; remembers with how many beams it was asked to read, and whether windows padded whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), device="cpu", compute_type="int8", cpu_threads=2, local_files_only=True)
        self.beams: list[int] = []
        self.whole: list[bool] = []

    def generate_segments(self, *arguments: Any, **named: Any) -> Any:
        """As ever."""
        _features, _tokenizer, options, _log, encoded = arguments
        self.beams.append(options.beam_size)
        self.whole.append(encoded is None)
        return super().generate_segments(*arguments, **named)


@pytest.fixture(scope="module")
def model() -> Watched:
    return Watched(model_folder(SPEECH))


@pytest.fixture(scope="module")
def speech() -> Sound:
    return sound_of("faster_whisper_tests/jfk.flac")


@pytest.fixture(scope="module")
def noisy(speech: Sound) -> Sound:
    noise = numpy.random.default_rng(4).normal(0, float(speech.std()), len(speech))
    return (speech + noise).astype(numpy.float32)


def sound_of(name: str) -> Sound:
    return numpy.concatenate(list(open_recording(shared_data(f"speech/{name}")).samples))


def heard(model: Watched, sound: Sound, careful: bool, language: str = "en") -> str:
    model.beams.clear()
    model.whole.clear()
    recognizer = Recognizer(model, language, "", careful)
    return " ".join(segment.text for part in recognizer.hear(sound, CancelFlag()) for segment in part.segments)


def test_clear_speech_is_read_once(model: Watched, speech: Sound) -> None:
    assert "ask not what your country can do for you" in heard(model, speech, careful=True)
    assert model.beams == [1]


def test_speech_in_noise_is_read_again_unless_the_machine_is_too_slow_for_it(model: Watched, noisy: Sound) -> None:
    assert "country" in heard(model, noisy, careful=True)
    assert model.beams == [1, 5]
    assert model.whole == [False, False]
    assert heard(model, noisy, careful=False)
    assert model.beams == [1]


def test_other_languages_than_english_are_believed_less_and_read_again_in_whole_windows(model: Watched) -> None:
    portuguese = sound_of("picovoice_leopard/test_pt.wav")
    assert "raposa velha" in heard(model, portuguese, careful=True, language="pt")
    assert model.beams == [1, 5]
    assert model.whole == [False, True]


def test_what_is_captioned_is_read_again_only_where_decoding_loses_its_way(model: Watched, noisy: Sound) -> None:
    model.beams.clear()
    caption = Recognizer(model, "en", "").hear_stretch(noisy)
    assert "country" in " ".join(segment.text for segment in caption)
    assert model.beams == [1]
