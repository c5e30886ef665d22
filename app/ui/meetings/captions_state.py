"""What the live captions show, as one frozen value, and how each event changes it."""

from dataclasses import dataclass, replace

from app.core.events import Caption, Event, Notice
from app.core.meetings.transcript import Segment

_WORTH_TELLING_S = 5.0


@dataclass(frozen=True, slots=True)
class CaptionsState:
    """`settled` stays as it is; `provisional` is what seems to be said just now. `behind_s` is 0 while it is not worth telling."""

    settled: tuple[Segment, ...] = ()
    provisional: tuple[Segment, ...] = ()
    behind_s: float = 0.0
    notice: str = ""


def reduce(state: CaptionsState, event: Event) -> CaptionsState:
    """The state after an event; events that are not about captions change nothing. A notice stays until words follow it."""
    if isinstance(event, Notice):
        return replace(state, notice=event.text, provisional=())
    if not isinstance(event, Caption):
        return state
    return CaptionsState(
        (*state.settled, *event.settled),
        event.provisional,
        event.behind_s if event.behind_s >= _WORTH_TELLING_S else 0.0,
        "" if event.settled else state.notice,
    )
