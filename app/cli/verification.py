"""`alcove verify`, and `alcove models verify`: whether files are the ones that were signed."""

from collections.abc import Iterable
from pathlib import Path

from app.cli.output import INTERRUPTED, Output
from app.core.errors import Cancelled
from app.core.events import Event, Failed


def verify(installation: Path | None, events: Iterable[Event], output: Output) -> int:
    """Name every file that is not as it should be; exit code 1 if there is one."""
    try:
        problems = problems_of(events, output)
    except Cancelled:
        output.message("Interrupted; the rest was not verified.")
        return INTERRUPTED
    if output.as_json:
        output.value({"intact": not problems, "installation": installation, "problems": problems})
    elif not problems:
        output.line("Everything is as it was signed." if installation else "Every model is the one its hash names.")
    return 1 if problems else 0


def problems_of(events: Iterable[Event], output: Output) -> list[dict[str, str]]:
    """What failed, told one by one; everything else is told as of any job."""
    problems = []
    for event in events:
        if isinstance(event, Failed):
            problems.append({"path": event.path, "reason": event.reason})
            output.message(f"{event.path}: {event.reason}")
        else:
            output.event(event)
    return problems
