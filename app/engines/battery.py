"""The battery, as the system tells of it."""

import contextlib
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from app.core.power import Battery

_SUPPLIES = Path("/sys/class/power_supply")
_HOUR_S = 3600


def read_battery(supplies: Path = _SUPPLIES) -> Battery:
    """What there is now, all batteries of the computer together. Those of a mouse or a headset are none of it.

    `supplies` is where Linux keeps one folder for each (Documentation/ABI/testing/sysfs-class-power); where there are
    none, psutil is asked, as on every other system.
    """
    found = [_Supply(folder) for folder in sorted(supplies.glob("*"))]
    batteries = [one for one in found if one.text("type") == "Battery" and one.text("scope") != "Device"]
    if not batteries:
        return _told_by_psutil()
    on_mains = any(one.text("type") in ("Mains", "USB") and one.number("online") == 1 for one in found)
    discharging = any(one.text("status") == "Discharging" for one in batteries) and not on_mains
    if not discharging:
        return Battery(_charge(batteries))
    return Battery(_charge(batteries), True, _seconds_left(batteries), _draw_w(batteries))


def battery_left() -> float | None:
    """The share of its charge, from 0 to 1, that is left while the machine runs on battery; None on mains or without one."""
    return read_battery().left


def on_battery() -> bool:
    """Whether the machine runs on its battery now; False where it has none or does not tell."""
    return read_battery().discharging


class _Supply:
    """The folder of one power supply. Each value is a file, which may be missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text(self, name: str) -> str:
        try:
            return (self._folder / name).read_text("utf-8", "replace").strip()
        except OSError:
            return ""

    def number(self, *names: str) -> float | None:
        """The first of these that is told. What flows may have a sign."""
        for name in names:
            with contextlib.suppress(ValueError):
                return abs(int(self.text(name)))
        return None


def _total(batteries: Sequence[_Supply], value: Callable[[_Supply], float | None]) -> float | None:
    """The sum over all batteries; None where one of them does not tell."""
    values = [value(one) for one in batteries]
    known = [one for one in values if one is not None]
    return sum(known) if known and len(known) == len(values) else None


def _charge(batteries: Sequence[_Supply]) -> float | None:
    if len(batteries) == 1 and (percent := batteries[0].number("capacity")) is not None:
        return min(1.0, percent / 100)
    now = _total(batteries, lambda one: one.number("energy_now", "charge_now"))
    full = _total(batteries, lambda one: one.number("energy_full", "charge_full"))
    if now is not None and full:
        return min(1.0, now / full)
    percents = _total(batteries, lambda one: one.number("capacity"))
    return min(1.0, percents / 100 / len(batteries)) if percents is not None else None


def _seconds_left(batteries: Sequence[_Supply]) -> float | None:
    if len(batteries) == 1 and (told := batteries[0].number("time_to_empty_now")):
        return told
    now = _total(batteries, lambda one: one.number("energy_now", "charge_now"))
    flow = _total(batteries, lambda one: one.number("power_now", "current_now"))
    return now / flow * _HOUR_S if now is not None and flow else None


def _draw_w(batteries: Sequence[_Supply]) -> float | None:
    watts = _total(batteries, lambda one: one.number("power_now"))
    return watts / 1_000_000 if watts is not None else None


def _told_by_psutil() -> Battery:
    try:
        told = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except OSError:  # Linux without that folder, as in a container
        return Battery()
    if told is None:
        return Battery()
    if told.power_plugged is not False:
        return Battery(told.percent / 100)
    seconds = getattr(told, "secsleft", -1)
    known = isinstance(seconds, int | float) and seconds >= 0 and math.isfinite(seconds)
    return Battery(told.percent / 100, True, float(seconds) if known else None)
