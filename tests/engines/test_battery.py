"""The battery as Linux tells of it, in a folder of the test's own."""

from pathlib import Path

import psutil
import pytest

from app.core.power import Battery
from app.engines.battery import battery_left, on_battery, read_battery


def supply(folder: Path, name: str, **values: object) -> Path:
    made = folder / name
    made.mkdir(parents=True)
    for key, value in values.items():
        (made / key).write_text(f"{value}\n", encoding="ascii")
    return made


def test_a_battery_in_use_tells_its_charge_its_time_and_what_is_drawn(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online=0)
    supply(
        tmp_path,
        "BAT0",
        **{
            "type": "Battery",
            "status": "Discharging",
            "capacity": 42,
            "energy_now": 20_000_000,
            "power_now": 8_000_000,
        },
    )
    assert read_battery(tmp_path) == Battery(0.42, True, 9000.0, 8.0)


def test_one_that_counts_charge_and_current_with_a_sign_tells_the_same(tmp_path: Path) -> None:
    values = {"type": "Battery", "status": "Discharging", "charge_now": 2_000_000, "charge_full": 4_000_000}
    supply(tmp_path, "battery", **values, current_now=-1_000_000)
    assert read_battery(tmp_path) == Battery(0.5, True, 7200.0, None)


def test_two_batteries_are_one(tmp_path: Path) -> None:
    shared = {"type": "Battery", "energy_full": 20_000_000, "power_now": 5_000_000}
    supply(tmp_path, "BAT0", **shared, status="Discharging", energy_now=5_000_000, capacity=25)
    supply(tmp_path, "BAT1", **shared, status="Not charging", energy_now=20_000_000, capacity=100)
    assert read_battery(tmp_path) == Battery(0.625, True, 9000.0, 10.0)


def test_on_mains_only_the_charge_is_told(tmp_path: Path) -> None:
    supply(tmp_path, "ADP1", type="Mains", online=1)
    supply(tmp_path, "BAT0", type="Battery", status="Charging", capacity=80, power_now=9_000_000)
    assert read_battery(tmp_path) == Battery(0.8)
    assert read_battery(tmp_path).left is None


def test_what_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="?", energy_now="", power_now=0)
    assert read_battery(tmp_path) == Battery(None, True, None, 0.0)


def test_the_battery_of_a_mouse_is_none_of_the_computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging", capacity=5)
    assert read_battery(tmp_path) == Battery()
    assert read_battery(tmp_path / "nothing") == Battery()


@pytest.mark.skipif(not psutil.LINUX, reason="Linux alone has a folder for them")
def test_a_system_that_shows_no_power_supplies_has_no_battery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psutil._pslinux.POWER_SUPPLY_PATH", str(tmp_path / "absent"))
    assert read_battery(tmp_path / "absent") == Battery()


def test_this_computer_has_an_answer() -> None:
    assert on_battery() in (True, False)
    left = battery_left()
    assert left is None or 0 <= left <= 1
