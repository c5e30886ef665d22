"""The heat of the processor, as the system tells of it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from app.core.power import Heat

_THERMAL = Path("/sys/class/thermal")
_PROCESSORS = Path("/sys/devices/system/cpu")
_SENSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "acpitz")
_PROCESSOR_ZONES = ("x86_pkg_temp", "cpu", "soc", "tsens_tz_sensor")
_OTHER_ZONES = ("acpitz",)
"""The board's own, which is near the processor; looked at where no zone is the processor's."""
_SLOWING = ("processor", "cpufreq", "thermal-cpufreq", "intel_powerclamp")
_SLOWED_FOR_S = 60.0
"""So long after the processor counted a slowing it counts as slowed."""


def temperature_c() -> float | None:
    """The processor's temperature, None where the system does not tell."""
    if not hasattr(psutil, "sensors_temperatures"):
        return None
    sensors = psutil.sensors_temperatures()
    for name in _SENSORS:
        if readings := [reading.current for reading in sensors.get(name, ()) if reading.current]:
            return float(max(readings))
    return None


class Thermometer:
    """Reads the heat of the processor, where the system tells of it; what it does not tell is never reckoned.

    `thermal` and `processors` are the folders in which Linux tells (Documentation/driver-api/thermal/sysfs-api.rst).
    That a processor is slowed is told by its cooling devices, by a zone above the temperature from which the system slows
    it (its "passive" trip point), and, on Intel's, by a counter that has risen since it was looked at last.
    """

    def __init__(
        self,
        thermal: Path = _THERMAL,
        processors: Path = _PROCESSORS,
        otherwise: Callable[[], float | None] = temperature_c,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._thermal = thermal
        self._processors = processors
        self._otherwise = otherwise
        self._clock = clock
        self._lock = threading.Lock()
        self._counted = self._slowings()
        self._slowed_until = float("-inf")

    def read(self) -> Heat:
        """The heat now."""
        zones = self._zones()
        temperatures = [value for zone in zones if (value := _thousandth(zone / "temp")) is not None]
        temperature = max(temperatures) if temperatures else self._otherwise()
        return Heat(temperature, self._is_cooled() or any(map(_is_passive, zones)) or self._has_slowed())

    def _zones(self) -> list[Path]:
        zones = sorted(self._thermal.glob("thermal_zone*"))
        kinds = {zone: _text(zone / "type").casefold() for zone in zones}
        of_processor = [zone for zone in zones if kinds[zone].startswith(_PROCESSOR_ZONES)]
        return of_processor or [zone for zone in zones if kinds[zone].startswith(_OTHER_ZONES)]

    def _is_cooled(self) -> bool:
        return any(
            _text(device / "type").casefold().startswith(_SLOWING) and (_number(device / "cur_state") or 0) > 0
            for device in self._thermal.glob("cooling_device*")
        )

    def _has_slowed(self) -> bool:
        with self._lock:
            before, self._counted = self._counted, self._slowings()
            if self._counted > before:
                self._slowed_until = self._clock() + _SLOWED_FOR_S
            return self._clock() < self._slowed_until

    def _slowings(self) -> int:
        return sum(_number(path) or 0 for path in self._processors.glob("cpu*/thermal_throttle/*_throttle_count"))


def _is_passive(zone: Path) -> bool:
    """Whether a zone is at the temperature from which the system slows the processor."""
    now = _number(zone / "temp")
    if now is None:
        return False
    kinds = [path for path in zone.glob("trip_point_*_type") if _text(path) == "passive"]
    limits = [_number(path.with_name(path.name.replace("_type", "_temp"))) for path in kinds]
    return any(limit is not None and 0 < limit <= now for limit in limits)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _number(path: Path) -> int | None:
    try:
        return int(_text(path))
    except ValueError:
        return None


def _thousandth(path: Path) -> float | None:
    value = _number(path)
    return value / 1000 if value is not None else None
