"""The heat of the processor as Linux tells of it, in folders of the test's own."""

from pathlib import Path

import pytest

from app.core.power import Heat
from app.engines.heat import Thermometer


class Machine:
    """What a computer tells, and when it is looked at."""

    def __init__(self, folder: Path) -> None:
        self.thermal, self.processors = folder / "thermal", folder / "cpu"
        self.now = 0.0

    def tell(self, where: str, value: object) -> None:
        path = (self.processors if where.startswith("cpu") else self.thermal) / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{value}\n", encoding="ascii")

    def thermometer(self, otherwise: float | None = None) -> Thermometer:
        return Thermometer(self.thermal, self.processors, lambda: otherwise, lambda: self.now)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_hottest_zone_of_the_processor_is_its_temperature(machine: Machine) -> None:
    for zone, kind, temperature in (("0", "acpitz", 27_800), ("1", "x86_pkg_temp", 61_000), ("2", "cpu-1", 63_500)):
        machine.tell(f"thermal_zone{zone}/type", kind)
        machine.tell(f"thermal_zone{zone}/temp", temperature)
    assert machine.thermometer(99.0).read() == Heat(63.5)


def test_where_nothing_is_told_nothing_is_made_up(machine: Machine) -> None:
    assert machine.thermometer().read() == Heat(None)
    assert machine.thermometer(48.0).read() == Heat(48.0), "what other sensors tell"
    machine.tell("thermal_zone0/type", "iwlwifi_1")
    machine.tell("thermal_zone0/temp", 90_000)
    assert machine.thermometer().read() == Heat(None), "the radio's heat is not the processor's"
    machine.tell("thermal_zone1/type", "cpu-thermal")
    machine.tell("thermal_zone1/temp", "unreadable")
    assert machine.thermometer().read() == Heat(None)


def test_a_processor_at_the_temperature_from_which_the_system_slows_it_counts_as_slowed(machine: Machine) -> None:
    machine.tell("thermal_zone0/type", "cpu_thermal")
    machine.tell("thermal_zone0/trip_point_0_type", "passive")
    machine.tell("thermal_zone0/trip_point_0_temp", 80_000)
    machine.tell("thermal_zone0/temp", 79_999)
    assert not machine.thermometer().read().slowed
    machine.tell("thermal_zone0/temp", 80_000)
    assert machine.thermometer().read() == Heat(80.0, slowed=True)


def test_a_processor_whose_cooling_is_at_work_counts_as_slowed_and_a_fan_does_not(machine: Machine) -> None:
    machine.tell("cooling_device0/type", "Fan")
    machine.tell("cooling_device0/cur_state", 3)
    machine.tell("cooling_device1/type", "intel_powerclamp")
    machine.tell("cooling_device1/cur_state", -1)
    assert not machine.thermometer().read().slowed
    machine.tell("cooling_device2/type", "Processor")
    machine.tell("cooling_device2/cur_state", 1)
    assert machine.thermometer().read().slowed


def test_a_count_of_slowings_that_rises_says_so_for_a_minute(machine: Machine) -> None:
    machine.tell("cpu0/thermal_throttle/package_throttle_count", 7)
    thermometer = machine.thermometer()
    assert not thermometer.read().slowed, "those of before Alcove began are over"
    machine.tell("cpu0/thermal_throttle/package_throttle_count", 9)
    assert thermometer.read().slowed
    machine.now += 59
    assert thermometer.read().slowed
    machine.now += 1
    assert not thermometer.read().slowed
