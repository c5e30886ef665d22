"""Numbers as a spreadsheet shows them: dates, percentages, decimals, thousands and currency."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"},
    **{39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "$#,##0", 43: "#,##0.00", 44: "$#,##0.00"},
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),
    **{18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 45: "mm:ss", 46: "[h]:mm:ss"},
    **{47: "mm:ss", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss"},
}
"""By the numbers ECMA-376 part 1, section 18.8.30, gives them."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_IN_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]{1,4})|([$\u20ac\u00a3\u00a5\u20b9])")
_DECIMALS = re.compile(r"[0#]\.(0+)")
_LARGEST_SHOWN_WHOLE = 1e15
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet's time has no zone
_DAY_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_SECONDS_OF_DAY = 86_400


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How one kind of cell shows its number. `decimals` is None where as many are shown as there are."""

    has_date: bool = False
    has_time: bool = False
    is_percent: bool = False
    has_thousands: bool = False
    decimals: int | None = None
    currency: str = ""
    counts_hours: bool = False
    """Whether a time goes on counting after a day, as a duration does."""

    def show(self, value: float, *, since_1904: bool = False) -> str:
        """The number as text: dates in ISO 8601, everything else as an English program would show it."""
        if self.has_date or self.has_time:
            return self._show_time(value, _DAY_ZERO_1904 if since_1904 else _DAY_ZERO)
        value, sign = (value * 100, "%") if self.is_percent else (value, "")
        comma = "," if self.has_thousands else ""
        if self.decimals is not None:
            number = f"{value:{comma}.{self.decimals}f}"
        elif value == int(value) and abs(value) < _LARGEST_SHOWN_WHOLE:
            number = f"{int(value):{comma}d}"
        else:
            number = f"{value:{comma}.15g}"
        return f"-{self.currency}{number[1:]}{sign}" if number.startswith("-") else f"{self.currency}{number}{sign}"

    def _show_time(self, value: float, day_zero: datetime) -> str:
        try:
            moment = day_zero + timedelta(seconds=round(value * _SECONDS_OF_DAY))
        except (OverflowError, ValueError):
            return f"{value:.15g}"
        if not self.has_date or value < 1:
            seconds = round((value if self.counts_hours else value % 1) * _SECONDS_OF_DAY)
            hours, minutes = f"{seconds // 3600:02}", f"{seconds // 60 % 60:02}"
            return f"{hours}:{minutes}" + (f":{seconds % 60:02}" if seconds % 60 else "")
        shown = moment.isoformat(sep=" ")
        return shown.removesuffix(" 00:00:00") if not self.has_time else shown


GENERAL = NumberFormat()


def built_in_format(number: int) -> NumberFormat:
    """The format that a spreadsheet knows by its number alone; `GENERAL` for a number that has none."""
    code = _BUILT_IN.get(number)
    return GENERAL if code is None else parse_format(code)


def parse_format(code: str) -> NumberFormat:
    """What a format code such as "#,##0.00 [$EUR];[Red]-0.00" shows of a number that is not negative."""
    section = code.split(";", 1)[0]
    plain = _IN_BRACKETS.sub("", _QUOTED.sub("", section)).lower()
    if plain in ("", "general", "@"):
        return GENERAL
    has_time = bool(re.search(r"[hs]", plain))
    has_date = bool(re.search(r"[yd]|mmm", plain)) or ("m" in plain and not has_time)
    if has_date or has_time:
        return NumberFormat(has_date=has_date, has_time=has_time, counts_hours="[" in plain)
    decimals = _DECIMALS.search(plain)
    currency = _CURRENCY.search(section)
    return NumberFormat(
        is_percent="%" in plain,
        has_thousands="#,#" in plain or "0,0" in plain,
        decimals=len(decimals[1]) if decimals else None if "." in plain or "0" not in plain else 0,
        currency=(currency[1] or currency[2]) if currency else "",
    )
