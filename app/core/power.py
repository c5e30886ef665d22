"""Battery and heat: what the system tells of both, and from where on both are spared in the field."""

from dataclasses import dataclass, field
from enum import StrEnum

_ENDS_SOON_CHARGE = 0.1
_ENDS_SOON_S = 15 * 60


@dataclass(frozen=True, slots=True)
class Battery:
    """What the system tells of the battery; None is what it does not tell.

    `charge` is a share from 0 to 1, None where there is no battery. `discharging` says that the computer runs on it.
    `seconds_left` is for how long it lasts, `draw_w` what is drawn from it; both only while it is.
    """

    charge: float | None = None
    discharging: bool = False
    seconds_left: float | None = None
    draw_w: float | None = None

    @property
    def left(self) -> float | None:
        """The share that is left while the computer runs on battery; None on mains or without one."""
        return self.charge if self.discharging else None

    @property
    def ends_soon(self) -> bool:
        """Whether whoever records something has to be told that it will not last."""
        by_time = self.seconds_left is not None and self.seconds_left <= _ENDS_SOON_S
        return self.left is not None and (by_time or self.left <= _ENDS_SOON_CHARGE)


@dataclass(frozen=True, slots=True)
class Heat:
    """What the system tells of the processor's heat: its temperature, and whether it is slowed because of it."""

    temperature_c: float | None = None
    slowed: bool = False


class Strain(StrEnum):
    """What is spared, and why; its value is how that is told."""

    NONE = ""
    LOW_BATTERY = "the battery is low"
    HEAT = "the computer is hot"


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on both are spared: `low_charge` is a share from 0 to 1."""

    low_charge: float = 0.3
    hottest_c: float = 85.0


@dataclass(frozen=True, slots=True)
class Condition:
    """Battery, heat and the limits at a moment. `ignored` is what the user wants to go on in spite of."""

    battery: Battery = field(default_factory=Battery)
    heat: Heat = field(default_factory=Heat)
    limits: Limits = field(default_factory=Limits)
    ignored: Strain = Strain.NONE

    @property
    def passed(self) -> Strain:
        """The limit that is passed; of two, the battery's."""
        if self.battery.left is not None and self.battery.left <= self.limits.low_charge:
            return Strain.LOW_BATTERY
        warm = self.heat.temperature_c is not None and self.heat.temperature_c >= self.limits.hottest_c
        return Strain.HEAT if warm or self.heat.slowed else Strain.NONE

    @property
    def strain(self) -> Strain:
        """What is spared now."""
        return Strain.NONE if self.passed is self.ignored else self.passed
