"""The time of day as it is kept."""

from datetime import UTC, datetime, timedelta


def utc_now() -> str:
    """Now, as ISO 8601 in UTC with microseconds, so that texts sort as times do."""
    return utc_before(timedelta())


def utc_before(past: timedelta) -> str:
    """So long ago, in the same form."""
    return (datetime.now(UTC) - past).isoformat(timespec="microseconds")
