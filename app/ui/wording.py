"""Sizes, durations, dates and progress in the words and the locale of the user."""

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QDateTime, QLocale, Qt, QTime
from PySide6.QtGui import QGuiApplication

from app.core.events import Progress

_UNITS = {
    "documents": QT_TRANSLATE_NOOP("wording", "documents"),
    "files": QT_TRANSLATE_NOOP("wording", "files"),
    "parts": QT_TRANSLATE_NOOP("wording", "parts"),
    "passages": QT_TRANSLATE_NOOP("wording", "passages"),
    "questions": QT_TRANSLATE_NOOP("wording", "questions"),
    "tensors": QT_TRANSLATE_NOOP("wording", "tensors"),
    "tokens": QT_TRANSLATE_NOOP("wording", "tokens"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("wording", text)


def joined(parts: Iterable[str]) -> str:
    """What is told of one thing in one line, without what is empty, and in order whichever way each part is written."""
    told = [part for part in parts if part]
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        return " · ".join(told)
    return "\u200f" + " · ".join(f"\u2068{part}\u2069" for part in told)


def size(size_bytes: int) -> str:
    """A size such as "491 MB"."""
    return QLocale().formattedDataSize(
        size_bytes, 0 if size_bytes < 10**9 else 1, QLocale.DataSizeFormat.DataSizeSIFormat
    )


def number(value: float) -> str:
    """A whole number with the locale's separators."""
    return QLocale().toString(round(value))


def decimal(value: float, places: int) -> str:
    """A number with so many places after the point."""
    return QLocale().toString(value, "f", places)


def duration(seconds: float) -> str:
    """A length of time such as "3:07" or "1:02:09"."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def time_left(seconds: float) -> str:
    """What remains, roughly, in words."""
    if seconds < 60:
        return _tr("less than a minute left")
    if seconds < 5400:
        return _tr("about {minutes} min left").format(minutes=number(seconds / 60))
    return _tr("about {hours} h left").format(hours=number(seconds / 3600))


def widest_moments() -> tuple[str, str]:
    """A time and a date as `moment` writes them, none of them shorter than another."""
    short = QLocale.FormatType.ShortFormat
    return QLocale().toString(QTime(22, 58), short), QLocale().toString(QDate(2000, 12, 28), short)


def moment(iso: str) -> str:
    """A stored time (ISO 8601, UTC) as the user reads dates: the time today, else the date."""
    when = QDateTime.fromString(iso, Qt.DateFormat.ISODateWithMs)
    if not when.isValid():
        return ""
    local = when.toLocalTime()
    if local.date() == QDateTime.currentDateTime().date():
        return QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
    return QLocale().toString(local.date(), QLocale.FormatType.ShortFormat)


def day_in_words(iso: str) -> str:
    """The day of a stored time (ISO 8601, UTC) in every way it may be looked for: in words, in short, and as ISO 8601."""
    day = QDateTime.fromString(iso, Qt.DateFormat.ISODateWithMs).toLocalTime().date()
    forms = (QLocale().toString(day, form) for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat))
    return "\n".join((*forms, day.toString(Qt.DateFormat.ISODate)))


def day_and_time(iso: str) -> str:
    """A stored time (ISO 8601, UTC) in full, where it matters which of several it is."""
    return QLocale().toString(
        QDateTime.fromString(iso, Qt.DateFormat.ISODateWithMs).toLocalTime(), QLocale.FormatType.ShortFormat
    )


def amount(progress: Progress) -> str:
    """How far a job is: "12 of 80 files", "40 MB of 491 MB", or nothing while unknown."""
    if progress.unit == "bytes":
        done, total = size(int(progress.done)), size(int(progress.total))
    elif progress.unit == "seconds":
        done, total = duration(progress.done), duration(progress.total)
    else:
        done, total = number(progress.done), number(progress.total)
    if progress.unit in ("bytes", "seconds"):
        return _tr("{done} of {total}").format(done=done, total=total) if progress.total else done
    unit = QCoreApplication.translate("wording", str(_UNITS.get(progress.unit, progress.unit)))
    if progress.total:
        return _tr("{done} of {total} {unit}").format(done=done, total=total, unit=unit)
    return f"{done} {unit}" if progress.done else ""
