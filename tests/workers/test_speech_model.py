"""No window is padded by more than it needs, neither the first nor those that faster-whisper reads behind it."""

import numpy
import pytest

from app.workers.speech_model import SpeechModel
from tests.installed import SPEECH, model_folder


@pytest.fixture(scope="module")
def model() -> SpeechModel:
    return SpeechModel(str(model_folder(SPEECH)), device="cpu", compute_type="int8", cpu_threads=1)


@pytest.mark.parametrize(("content", "read"), [(40, 1000), (700, 1200), (2999, 3000)])
def test_a_window_padded_to_thirty_seconds_is_cut_to_what_it_needs(model: SpeechModel, content: int, read: int) -> None:
    padded = numpy.zeros((80, 3000), numpy.float32)
    padded[:, :content] = -0.5
    assert model.encode(padded).shape[1] == read // 2


def test_a_window_of_nothing_is_a_short_one(model: SpeechModel) -> None:
    assert model.encode(numpy.zeros((80, 3000), numpy.float32)).shape[1] == 500


def test_what_is_longer_than_a_window_is_cut(model: SpeechModel) -> None:
    assert model.encode_window(numpy.ones((80, 3400), numpy.float32)).shape[1] == 1500
