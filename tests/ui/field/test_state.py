"""What the bar of field mode tells, and when it warns."""

import pytest

from app.core.power import Battery, Condition, Heat, Strain
from app.ui.field.state import Doing, FieldState, looked

WELL = Condition(Battery(0.9, discharging=True))
LOW = Condition(Battery(0.2, discharging=True))
HOT = Condition(Battery(0.9), Heat(90.0))
ENDING = Condition(Battery(0.08, discharging=True))
IGNORED = Condition(LOW.battery, ignored=Strain.LOW_BATTERY)


@pytest.mark.parametrize(
    ("condition", "recording", "doing", "may_go_on"),
    [
        (WELL, False, Doing.NOTHING, False),
        (WELL, True, Doing.NOTHING, False),
        (LOW, False, Doing.SPARES_BATTERY, True),
        (HOT, False, Doing.SPARES_HEAT, True),
        (IGNORED, False, Doing.GOES_ON, False),
        (LOW, True, Doing.RECORDS, True),
        (ENDING, True, Doing.RECORDS_TO_THE_END, True),
    ],
)
def test_it_tells_what_is_done_about_battery_and_heat(
    condition: Condition, recording: bool, doing: Doing, may_go_on: bool
) -> None:
    state = looked(FieldState(), condition, recording)
    assert (state.doing, state.may_go_on) == (doing, may_go_on)


def test_before_the_first_look_it_tells_nothing() -> None:
    assert FieldState().doing is Doing.NOTHING


def test_it_warns_once_of_each_recording_that_the_battery_ends_under() -> None:
    state, warnings = FieldState(), []
    for condition, recording in (
        (ENDING, False),
        (LOW, True),
        (ENDING, True),
        (ENDING, True),
        (LOW, True),
        (ENDING, True),
        (ENDING, False),
        (ENDING, True),
    ):
        state = looked(state, condition, recording)
        warnings.append(state.warns)
    assert warnings == [False, False, True, False, False, False, False, True]
