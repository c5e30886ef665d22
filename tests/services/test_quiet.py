"""Work in the background waits while the user or the battery wants quiet."""

from app.services.quiet import ASKING, ON_BATTERY, TYPING, Quiet


def nothing_spared() -> str:
    return ""


def test_on_battery_it_waits_unless_the_user_wants_otherwise() -> None:
    assert Quiet(lambda: True, lambda: True, lambda: False, nothing_spared).reason() == ON_BATTERY
    assert Quiet(lambda: False, lambda: True, lambda: False, nothing_spared).reason() == ""
    assert Quiet(lambda: True, lambda: False, lambda: False, nothing_spared).reason() == ""


def test_a_question_goes_first() -> None:
    assert Quiet(lambda: True, lambda: False, lambda: True, nothing_spared).reason() == ASKING


def test_typing_makes_it_wait_for_some_seconds() -> None:
    now = [100.0]
    quiet = Quiet(lambda: True, lambda: False, lambda: False, nothing_spared, lambda: now[0])
    assert quiet.reason() == ""
    quiet.user_is_busy()
    assert quiet.reason() == TYPING
    now[0] += 3.0
    assert quiet.reason() == ""
