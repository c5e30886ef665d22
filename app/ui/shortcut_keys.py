"""Which keys stand for what in the window: those it comes with, and those the user has chosen instead. Knows no Qt."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from app.core.hotkeys import FUNCTION_KEYS

_EDITING = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"})
_ALONE = frozenset({"Esc", *FUNCTION_KEYS})


class Refusal(Enum):
    """Why keys cannot stand for an action."""

    TYPED = auto()
    """They type something, or move the focus."""
    EDITS = auto()
    """They copy, paste or select."""
    TAKEN = auto()
    """They stand for another action."""


@dataclass(frozen=True, slots=True)
class ShortcutKeys:
    """The keys of every action by its name, in Qt's portable form; "" is none.

    What the user has chosen goes before what an action comes with, also where a later version brought that action.
    `elsewhere` are keys that stand for something outside the window. `problem` is what was refused last, and `taken_by`
    the action that has those keys, "" where it is none of the window's.
    """

    defaults: Mapping[str, str]
    chosen: Mapping[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    problem: Refusal | None = None
    taken_by: str = ""

    def keys(self, name: str) -> str:
        """The keys that stand for an action now."""
        if name in self.chosen:
            return self.chosen[name]
        return "" if self.taker(name) else self.defaults[name]

    def taker(self, name: str) -> str:
        """The action whose chosen keys are those that this one comes with, and has lost to it; "" where none is."""
        if name in self.chosen or not self.defaults[name]:
            return ""
        taken = (one for one, keys in self.chosen.items() if keys == self.defaults[name] and one in self.defaults)
        return next(taken, "")

    @property
    def encoded(self) -> str:
        """What the user has chosen, as a setting keeps it."""
        return json.dumps(dict(self.chosen)) if self.chosen else ""


def decoded(setting: str) -> dict[str, str]:
    """What the user has chosen, from the setting; nothing where that cannot be read."""
    try:
        kept = json.loads(setting or "{}")
    except (ValueError, RecursionError):
        return {}
    return {name: keys for name, keys in kept.items() if isinstance(keys, str)} if isinstance(kept, dict) else {}


def choose(state: ShortcutKeys, name: str, keys: str) -> ShortcutKeys:
    """The state with these keys for an action, or with why they are refused."""
    problem, taken_by = _refused(state, name, keys)
    if problem is not None:
        return replace(state, problem=problem, taken_by=taken_by)
    others = {one: theirs for one, theirs in state.chosen.items() if one != name}
    own = {} if keys == state.defaults[name] else {name: keys}
    return replace(state, chosen={**others, **own}, problem=None, taken_by="")


def reset(state: ShortcutKeys, name: str) -> ShortcutKeys:
    """The state with the keys an action comes with, unless another has taken them meanwhile."""
    return choose(state, name, state.defaults[name])


def reset_all(state: ShortcutKeys) -> ShortcutKeys:
    """The state with the keys that everything comes with."""
    return replace(state, chosen={}, problem=None, taken_by="")


def _refused(state: ShortcutKeys, name: str, keys: str) -> tuple[Refusal | None, str]:
    if not keys:
        return None, ""
    if keys in _EDITING:
        return Refusal.EDITS, ""
    modified = keys.startswith(("Ctrl+", "Alt+", "Meta+"))
    if not modified and keys.removeprefix("Shift+") not in _ALONE:
        return Refusal.TYPED, ""
    if keys in state.elsewhere:
        return Refusal.TAKEN, ""
    others = {state.keys(one): one for one in state.defaults if one != name}
    return (Refusal.TAKEN, others[keys]) if keys in others else (None, "")
