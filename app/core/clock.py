"""The time of day as it is kept."""

from datetime import UTC, datetime


def utc_now() -> str:
    """Now, as ISO 8601 in UTC with microseconds, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
