"""Work in the background waits while the user or the battery wants quiet."""

from app.services.quiet import ASKING, ON_BATTERY, TYPING, Quiet


def test_on_battery_it_waits_unless_the_user_wants_otherwise() -> None:
    assert Quiet(lambda: True, lambda: True, lambda: False).reason() == ON_BATTERY
    assert Quiet(lambda: False, lambda: True, lambda: False).reason() == ""
    assert Quiet(lambda: True, lambda: False, lambda: False).reason() == ""


def test_a_question_goes_first() -> None:
    assert Quiet(lambda: True, lambda: False, lambda: True).reason() == ASKING


def test_typing_makes_it_wait_for_some_seconds() -> None:
    now = [100.0]
    quiet = Quiet(lambda: True, lambda: False, lambda: False, lambda: now[0])
    assert quiet.reason() == ""
    quiet.user_is_busy()
    assert quiet.reason() == TYPING
    now[0] += 3.0
    assert quiet.reason() == ""
