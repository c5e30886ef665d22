"""Which speech model a computer is given."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.meetings.speech_choice import LONGEST_SHARE, choose_speech_model, expected_share
from app.core.models.model import Role, parse_catalogue

CATALOGUE = parse_catalogue((Path(__file__).parents[3] / "resources/models/catalog.toml").read_text("utf-8"))
MODELS = CATALOGUE.of_role(Role.SPEECH)
TINY, BASE, SMALL = (CATALOGUE.model(f"faster-whisper-{size}") for size in ("tiny", "base", "small"))
PLENTY = 64_000_000_000


def test_a_measured_share_is_believed_and_the_catalogue_where_nothing_was_measured() -> None:
    assert expected_share(BASE, MODELS, 2, {BASE.id: 0.31}) == 0.31
    assert expected_share(BASE, MODELS, 2, {}) == pytest.approx(expected_share(BASE, MODELS, 1, {}) / 2)


def test_what_one_model_took_tells_how_long_another_will_take() -> None:
    by_the_catalogue = expected_share(SMALL, MODELS, 2, {})
    twice_as_slow = {BASE.id: 2 * expected_share(BASE, MODELS, 2, {})}
    assert expected_share(SMALL, MODELS, 2, twice_as_slow) == pytest.approx(2 * by_the_catalogue)


def test_more_cores_than_recognition_can_use_promise_nothing() -> None:
    assert expected_share(BASE, MODELS, 64, {}) == expected_share(BASE, MODELS, 4, {})


def test_a_model_that_does_not_fit_the_memory_is_passed_over() -> None:
    assert choose_speech_model(MODELS, MODELS, 4, PLENTY, {}, LONGEST_SHARE) == SMALL
    assert choose_speech_model(MODELS, MODELS, 4, 3_500_000_000, {}, LONGEST_SHARE) == BASE


def test_on_a_machine_that_is_too_slow_for_all_the_quickest_is_used() -> None:
    slow = {model.id: share for model, share in zip((TINY, BASE, SMALL), (2.0, 3.0, 9.0), strict=True)}
    assert choose_speech_model(MODELS, MODELS, 1, PLENTY, slow, LONGEST_SHARE) == TINY


def test_without_any_model_there_is_none() -> None:
    assert choose_speech_model((), MODELS, 4, PLENTY, {}, LONGEST_SHARE) is None


@given(st.dictionaries(st.sampled_from([model.id for model in MODELS]), st.floats(0.001, 20)), st.integers(1, 64))
def test_nothing_smaller_is_chosen_while_something_larger_is_quick_enough(
    measured: dict[str, float], cores: int
) -> None:
    chosen = choose_speech_model(MODELS, MODELS, cores, PLENTY, measured, LONGEST_SHARE)
    assert chosen is not None
    quick = [model for model in MODELS if expected_share(model, MODELS, cores, measured) <= LONGEST_SHARE]
    assert all(model.size_bytes <= chosen.size_bytes for model in quick)


def test_a_model_that_was_measured_and_removed_still_tells_of_the_others() -> None:
    slow = {BASE.id: 2.0}
    assert choose_speech_model((TINY, SMALL), MODELS, 4, PLENTY, slow, LONGEST_SHARE) == TINY
