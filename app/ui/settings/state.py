"""What the settings view shows: every declared setting with its value, in sections; without Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from app.core.setting import Setting, Value
from app.core.settings import SETTINGS
from app.ui.unlock.strength import Level, strength

PROGRAMS = "programs"
"""The section of the local API."""
BACKUPS = "backups"
FIELD = "field"
SYSTEM = "system"
ALOUD = "aloud"
SECTIONS = ("appearance", FIELD, "answers", "library", "meetings", ALOUD, PROGRAMS, BACKUPS, SYSTEM)
_SECTION_OF = {
    "field": FIELD,
    "theme": "appearance",
    "text_scale": "appearance",
    "window": "appearance",
    "ask": "answers",
    "answer": "answers",
    "library": "library",
    "recording": "meetings",
    "transcribe": "meetings",
    "transcript": "meetings",
    "voices": "meetings",
    "aloud": ALOUD,
    "api": PROGRAMS,
    "backup": BACKUPS,
}
_CHOSEN_ELSEWHERE = ("model", "engine")
"""Models are chosen where they are listed, and so is what computes their answers."""


class Control(Enum):
    """How a setting is changed."""

    SWITCH = auto()
    CHOICE = auto()
    WHOLE_NUMBER = auto()
    NUMBER = auto()
    PERCENT = auto()
    TEXT = auto()
    KEYS = auto()
    FOLDER = auto()


@dataclass(frozen=True, slots=True)
class SettingsState:
    """The values in force by name; `problem` is why the last change was refused.

    `fixed` are the settings that the administrator has fixed, each with the sentence that says so.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def loaded(self) -> bool:
        """Whether the values have come from the vault."""
        return bool(self.values)

    def may_reset(self, name: str) -> bool:
        """Whether a setting is free, and has another value than the one it comes with."""
        return name not in self.fixed and self.values.get(name) != declared(name).default


def declared(name: str) -> Setting:
    """The declaration of a setting that is shown."""
    return next(setting for setting in SETTINGS if setting.name == name)


def shown_settings() -> dict[str, tuple[Setting, ...]]:
    """The settings of each section, in the order of their declaration."""
    found: dict[str, tuple[Setting, ...]] = dict.fromkeys(SECTIONS, ())
    for setting in SETTINGS:
        family = setting.name.split(".")[0]
        if not setting.internal and family not in _CHOSEN_ELSEWHERE:
            section = _SECTION_OF.get(family, SYSTEM)
            found[section] = (*found[section], setting)
    return found


def control_of(setting: Setting) -> Control:
    """The control that fits a setting's type."""
    if setting.name.startswith("shortcut."):
        return Control.KEYS
    if setting.choices:
        return Control.CHOICE
    if isinstance(setting.default, bool):
        return Control.SWITCH
    if isinstance(setting.default, int):
        return Control.WHOLE_NUMBER
    if isinstance(setting.default, float):
        return Control.PERCENT if setting.name.endswith("scale") else Control.NUMBER
    return Control.FOLDER if setting.name.endswith("folder") else Control.TEXT


def load(state: SettingsState, values: Mapping[str, Value], fixed: Mapping[str, str]) -> SettingsState:
    """The values have come, and what the administrator has fixed."""
    return replace(state, values=dict(values), fixed=dict(fixed), problem="")


def change(state: SettingsState, name: str, value: Value) -> SettingsState:
    """The user sets a value."""
    return replace(state, values={**state.values, name: value}, problem="")


def refuse(state: SettingsState, name: str, kept: Value, problem: str) -> SettingsState:
    """The vault did not take it: the value is what it was."""
    return replace(state, values={**state.values, name: kept}, problem=problem)


def may_change_to(passphrase: str, repeated: str, shortest: int) -> bool:
    """Whether this passphrase may protect the vault: long enough, and typed the same twice."""
    return strength(passphrase, shortest).level > Level.TOO_SHORT and passphrase == repeated
