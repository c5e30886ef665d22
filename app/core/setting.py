"""One setting: its type and its range, and what a value of it has to be; and the page that tells of all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.errors import UserError

Value = bool | int | float | str
_MAXIMUM_TEXT = 100_000
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""No file's name can hold the one, and nothing be written that holds half of another."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. Its type is its default's type; a number stays from `minimum` to `maximum`, a text is one of `choices`.

    `lockable` settings may be fixed by an administrator; `internal` ones are kept for the window and shown nowhere.
    """

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    lockable: bool = False
    internal: bool = False

    @property
    def type_name(self) -> str:
        """The type in a word for people: "yes or no", "whole number", "number" or "text"."""
        return {bool: "yes or no", int: "whole number", float: "number", str: "text"}[type(self.default)]

    def checked(self, untrusted_value: object) -> Value:
        """The value, if this setting may have it; a whole number is taken for a number as well.

        Raises:
            UserError: it has the wrong type, or is out of range.
        """
        value = untrusted_value
        if isinstance(self.default, float) and type(value) is int:
            value = float(value)
        if not isinstance(value, type(self.default)) or type(value) is not type(self.default):
            raise UserError(f"The setting {self.name} takes a {self.type_name}, not {untrusted_value!r:.60}.")
        if isinstance(value, str) and _NO_TEXT.search(value):
            raise UserError(f"The setting {self.name} holds a character that no text has, in {untrusted_value!r:.60}.")
        if not self._in_range(value):
            raise UserError(f"The setting {self.name} takes {self._range()}, not {untrusted_value!r:.60}.")
        return value

    def _in_range(self, value: Value) -> bool:
        if isinstance(value, str):
            return len(value) <= _MAXIMUM_TEXT and (not self.choices or value in self.choices)
        # Written so that a NaN, which compares false with everything, is refused.
        above = self.minimum is None or value >= self.minimum
        below = self.maximum is None or value <= self.maximum
        return above and below

    def _range(self) -> str:
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if isinstance(self.default, str):
            return f"at most {_MAXIMUM_TEXT:,} characters"
        return f"a {self.type_name} from {self.minimum:g} to {self.maximum:g}"


def type_words(declared: Setting, mark: str = "") -> str:
    """What a setting takes, in words; each choice stands between two of `mark`."""
    if declared.choices:
        return ", ".join(f"{mark}{choice}{mark}" for choice in declared.choices)
    if declared.minimum is None:
        return declared.type_name
    return f"{declared.type_name}, {declared.minimum:g} to {declared.maximum:g}"


def settings_page(settings: Iterable[Setting]) -> str:
    """The page docs/SETTINGS.md, as Markdown."""
    lines = [
        "# Settings",
        "",
        "Kept encrypted in the vault, one value for each profile. *Lockable* settings can be fixed by an administrator.",
        "",
        "| setting | type | default | lockable | what it does |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{it.name}` | {type_words(it, '`')} | `{_written(it.default)}` | {'yes' if it.lockable else 'no'} | {it.help} |"
        for it in settings
    ]
    return "\n".join(lines) + "\n"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or " "
