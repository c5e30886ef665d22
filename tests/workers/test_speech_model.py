"""No window is padded by more than it needs, neither the first nor those that faster-whisper reads behind it."""

import numpy
import pytest
from ctranslate2 import StorageView

from app.workers.speech_model import Features, SpeechModel
from tests.installed import SPEECH, model_folder


class Watched(SpeechModel):
    """Remembers how many frames the encoder gave for each window that was read."""

    read: list[int]

    def encode(self, features: Features) -> StorageView:
        encoded = super().encode(features)
        self.read.append(encoded.shape[1])
        return encoded


@pytest.fixture(scope="module")
def model() -> Watched:
    return Watched(str(model_folder(SPEECH)), device="cpu", compute_type="int8", cpu_threads=1)


@pytest.fixture(autouse=True)
def forgotten(model: Watched) -> None:
    model.read = []


@pytest.mark.parametrize(("content", "read"), [(40, 1000), (700, 1200), (2999, 3000)])
def test_a_window_padded_to_thirty_seconds_is_cut_to_what_it_needs(model: SpeechModel, content: int, read: int) -> None:
    padded = numpy.zeros((80, 3000), numpy.float32)
    padded[:, :content] = -0.5
    assert model.encode(padded).shape[1] == read // 2


def test_a_window_of_nothing_is_a_short_one(model: SpeechModel) -> None:
    assert model.encode(numpy.zeros((80, 3000), numpy.float32)).shape[1] == 500


def test_windows_are_padded_whole_for_as_long_as_that_is_asked_for(model: SpeechModel) -> None:
    window = numpy.zeros((80, 3000), numpy.float32)
    window[:, :700] = -0.5
    with model.padding_whole():
        assert model.encode(window).shape[1] == 1500
    assert model.encode(window).shape[1] == 600


def test_what_is_longer_than_a_window_is_cut(model: SpeechModel) -> None:
    assert model.encode_window(numpy.ones((80, 3400), numpy.float32)).shape[1] == 1500


def test_faster_whisper_reads_its_windows_through_it_padded_with_zeros(model: Watched) -> None:
    sound = numpy.random.default_rng(1).normal(0, 0.1, 7 * 16_000).astype(numpy.float32)
    list(model.transcribe(sound, language="en", beam_size=1, temperature=0.0, max_new_tokens=8)[0])
    assert model.read[0] == 600, "another version of faster-whisper pads otherwise, or encodes by itself"
