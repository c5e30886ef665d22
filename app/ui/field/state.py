"""What the bar of field mode tells, and when it warns. Knows no Qt."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from app.core.power import Condition, Strain


class Doing(Enum):
    """What Alcove does about battery and heat."""

    NOTHING = auto()
    SPARES_BATTERY = auto()
    SPARES_HEAT = auto()
    GOES_ON = auto()
    """A limit is passed, and the user wants everything done all the same."""
    RECORDS = auto()
    """A limit is passed, and a meeting is being recorded, which nothing stops."""
    RECORDS_TO_THE_END = auto()
    """A meeting is being recorded, and the battery ends soon."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """What is known; `condition` is None until it was looked at. `warned` says that of this end the user was told."""

    condition: Condition | None = None
    recording: bool = False
    warned: bool = False
    warns: bool = False
    """Whether the user is to be told now that the battery ends under a recording."""

    @property
    def doing(self) -> Doing:
        """What is told of it."""
        if self.condition is None:
            return Doing.NOTHING
        if self.recording and self.condition.battery.ends_soon:
            return Doing.RECORDS_TO_THE_END
        if self.condition.strain is Strain.NONE:
            return Doing.GOES_ON if self.condition.passed is not Strain.NONE else Doing.NOTHING
        if self.recording:
            return Doing.RECORDS
        return Doing.SPARES_BATTERY if self.condition.strain is Strain.LOW_BATTERY else Doing.SPARES_HEAT

    @property
    def may_go_on(self) -> bool:
        """Whether something waits that the user may have done all the same."""
        return self.condition is not None and self.condition.strain is not Strain.NONE


def looked(state: FieldState, condition: Condition, recording: bool) -> FieldState:
    """The state after a look at the computer. It warns once for each recording that the battery will end under."""
    ends = recording and condition.battery.ends_soon
    return replace(
        state,
        condition=condition,
        recording=recording,
        warned=ends or (state.warned and recording),
        warns=ends and not state.warned,
    )
