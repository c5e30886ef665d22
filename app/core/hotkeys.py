"""Global shortcuts: what may be one, and how it is written."""

from dataclasses import dataclass

_LETTERS_AND_DIGITS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 13))
SPACE = "Space"


@dataclass(frozen=True, slots=True)
class Hotkey:
    """One key with its modifiers. `key` is a letter or a digit, one of `FUNCTION_KEYS`, or `SPACE`."""

    key: str
    control: bool = False
    alt: bool = False
    shift: bool = False
    meta: bool = False


def hotkey(text: str) -> Hotkey | None:
    """The shortcut that is written "Ctrl+Alt+Space"; None where that cannot be a global one.

    Letters, digits and the space bar need Ctrl, Alt or Meta, for else nobody could type them any more.
    """
    *modifiers, key = text.split("+")
    if len(set(modifiers)) < len(modifiers) or not set(modifiers) <= {"Ctrl", "Alt", "Shift", "Meta"}:
        return None
    if key not in _LETTERS_AND_DIGITS and key not in FUNCTION_KEYS and key != SPACE:
        return None
    if key not in FUNCTION_KEYS and not {"Ctrl", "Alt", "Meta"} & set(modifiers):
        return None
    return Hotkey(key, "Ctrl" in modifiers, "Alt" in modifiers, "Shift" in modifiers, "Meta" in modifiers)
