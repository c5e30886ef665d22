"""What is told of files on their way into the library."""

from collections.abc import Iterable

from app.cli.output import Output
from app.core.errors import UnreadableFile
from app.core.events import Added, Event, Failed, Skipped


def report(events: Iterable[Event], output: Output) -> int:
    """Tell of every event, and at the end how many files came to what; the exit code."""
    added = skipped = failed = 0
    for event in events:
        added += isinstance(event, Added)
        skipped += isinstance(event, Skipped)
        failed += isinstance(event, Failed)
        if output.as_json and isinstance(event, Added | Skipped | Failed):
            output.value({"event": type(event).__name__.lower(), **_event_fields(event)})
        elif not isinstance(event, Skipped):
            output.event(event)
    output.result(
        {"event": "done", "added": added, "skipped": skipped, "failed": failed},
        f"{added} added, {skipped} unchanged, {failed} could not be read.",
    )
    return UnreadableFile.exit_code if failed else 0


def _event_fields(event: Added | Skipped | Failed) -> dict[str, object]:
    if isinstance(event, Added):
        document = event.document
        return {"path": document.path, "pages": document.page_count, "passages": document.passage_count}
    return {"path": event.path, "reason": event.reason}
