"""Known people are recognized by their voices, and only when that is sure."""

import pytest

from app.core.meetings.voices import VoicePrint, VoiceProfile, learned, recognized, unlearned

ANNA = VoiceProfile("Anna", (1.0, 0.0, 0.0), 60.0)
BERT = VoiceProfile("Bert", (0.0, 1.0, 0.0), 60.0)


def heard(*values: float, speaker: int = 0, seconds: float = 10.0) -> VoicePrint:
    return VoicePrint(speaker, values, seconds)


def test_who_is_known_is_named_and_who_is_not_is_not() -> None:
    voices = [heard(0.9, 0.1, 0.1, speaker=0), heard(0.0, 0.1, 1.0, speaker=1)]
    assert recognized(voices, [ANNA, BERT]) == {0: "Anna"}
    assert recognized(voices, []) == {}


def test_nobody_is_two_speakers() -> None:
    assert recognized([heard(0.8, 0.0, 0.5, speaker=0), heard(1.0, 0.0, 0.0, speaker=1)], [ANNA]) == {1: "Anna"}


@pytest.mark.parametrize(
    "voice",
    [heard(1.0, 0.95, 0.0), heard(1.0, 0.0, 0.0, seconds=1.0), heard(1.0, 0.0)],
    ids=["between", "short", "odd"],
)
def test_who_might_be_another_or_said_too_little_stays_without_a_name(voice: VoicePrint) -> None:
    assert recognized([voice], [ANNA, BERT]) == {}


def test_a_profile_learns_from_every_recording_as_long_as_it_is() -> None:
    first = learned(None, "Anna", heard(2.0, 0.0, 0.0, seconds=30))
    assert (first.name, first.values, first.seconds) == ("Anna", (1.0, 0.0, 0.0), 30)
    more = learned(first, "Anna", heard(0.0, 3.0, 0.0, seconds=10))
    assert more.seconds == 40
    assert more.values == pytest.approx((0.75, 0.25, 0.0))
    assert recognized([heard(3.0, 1.0, 0.0)], [more]) == {0: "Anna"}


def test_a_profile_without_what_it_learned_is_as_it_was_before() -> None:
    first, second = heard(1.0, 2.0, 0.5, seconds=30), heard(0.2, 1.0, -1.0, seconds=200)
    before = learned(None, "Anna", first)
    after = unlearned(learned(before, "Anna", second), second)
    assert after is not None
    assert (after.name, after.seconds) == ("Anna", pytest.approx(30))
    assert after.values == pytest.approx(before.values)
    assert unlearned(before, first) is None
