"""From where on battery and heat are spared."""

import pytest

from app.core.power import Battery, Condition, Heat, Limits, Strain

LIMITS = Limits(low_charge=0.3, hottest_c=85.0)
LOW = Battery(0.3, discharging=True)


@pytest.mark.parametrize(
    ("battery", "heat", "strain"),
    [
        (Battery(), Heat(), Strain.NONE),
        (Battery(0.1), Heat(), Strain.NONE),
        (Battery(0.31, discharging=True), Heat(84.9), Strain.NONE),
        (LOW, Heat(), Strain.LOW_BATTERY),
        (Battery(None, discharging=True), Heat(), Strain.NONE),
        (Battery(1.0), Heat(85.0), Strain.HEAT),
        (Battery(1.0), Heat(None, slowed=True), Strain.HEAT),
        (LOW, Heat(99.0), Strain.LOW_BATTERY),
    ],
)
def test_a_limit_is_passed_by_a_low_charge_on_battery_by_heat_and_where_the_system_slows_down(
    battery: Battery, heat: Heat, strain: Strain
) -> None:
    assert Condition(battery, heat, LIMITS).strain is strain


def test_what_the_user_wants_to_go_on_in_spite_of_is_no_strain_but_the_other_still_is() -> None:
    assert Condition(LOW, Heat(), LIMITS, Strain.LOW_BATTERY).strain is Strain.NONE
    assert Condition(LOW, Heat(), LIMITS, Strain.LOW_BATTERY).passed is Strain.LOW_BATTERY
    assert Condition(LOW, Heat(), LIMITS, Strain.HEAT).strain is Strain.LOW_BATTERY


@pytest.mark.parametrize(
    ("battery", "ends_soon"),
    [
        (Battery(0.1, discharging=True), True),
        (Battery(0.5, discharging=True, seconds_left=900), True),
        (Battery(0.5, discharging=True, seconds_left=901), False),
        (Battery(0.05), False),
        (Battery(), False),
    ],
)
def test_a_battery_ends_soon_by_its_charge_or_its_time(battery: Battery, ends_soon: bool) -> None:
    assert battery.ends_soon is ends_soon
