"""The settings view's reducer, against the one table of settings."""

import pytest

from app.core.setting import Setting
from app.core.settings import SETTINGS
from app.ui.settings import words
from app.ui.settings.state import (
    SECTIONS,
    Control,
    SettingsState,
    change,
    control_of,
    load,
    may_change_to,
    refuse,
    shown_settings,
)

DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
SHOWN = [setting for section in shown_settings().values() for setting in section]


def test_every_setting_for_people_is_shown_once_and_models_and_devices_are_chosen_elsewhere() -> None:
    expected = [it.name for it in SETTINGS if not it.internal and not it.name.startswith(("model.", "engine."))]
    assert sorted(setting.name for setting in SHOWN) == sorted(expected)
    assert tuple(shown_settings()) == SECTIONS


def test_what_belongs_to_no_other_section_is_of_the_system() -> None:
    families = {section: {it.name.split(".")[0] for it in settings} for section, settings in shown_settings().items()}
    assert {"recording", "transcript", "voices"} <= families["meetings"]
    assert not families["system"] & {"recording", "transcript", "voices", "library", "ask", "answer"}


@pytest.mark.parametrize("setting", SHOWN, ids=lambda setting: setting.name)
def test_every_shown_setting_has_a_name_in_words(setting: Setting) -> None:
    assert words.name(setting) != setting.name
    assert all(words.choice(setting, choice) != choice for choice in setting.choices)


@pytest.mark.parametrize(
    ("setting", "control"),
    [
        (Setting("a", True, ""), Control.SWITCH),
        (Setting("a", "x", "", ("x", "y")), Control.CHOICE),
        (Setting("a", 5, "", minimum=0, maximum=9), Control.WHOLE_NUMBER),
        (Setting("a", 0.5, "", minimum=0, maximum=1), Control.NUMBER),
        (Setting("text_scale", 1.0, "", minimum=0.5, maximum=2), Control.PERCENT),
        (Setting("a", "x", ""), Control.TEXT),
        (Setting("shortcut.a", "Ctrl+Alt+X", ""), Control.KEYS),
    ],
)
def test_the_control_follows_from_the_declaration(setting: Setting, control: Control) -> None:
    assert control_of(setting) is control


def test_a_change_is_shown_at_once_and_taken_back_when_refused() -> None:
    state = load(SettingsState(), DEFAULTS, {})
    changed = change(state, "theme", "dark")
    assert changed.values["theme"] == "dark"
    assert changed.may_reset("theme")
    assert not state.may_reset("theme")
    assert not load(changed, changed.values, {"theme": "Set by your organization."}).may_reset("theme")
    refused = refuse(changed, "theme", "system", "The disk is full.")
    assert refused.values == state.values
    assert refused.problem == "The disk is full."
    assert change(refused, "theme", "light").problem == ""


@pytest.mark.parametrize(
    ("passphrase", "repeated", "shortest", "allowed"),
    [
        ("long enough", "long enough", 8, True),
        ("long enough", "long enoug", 8, False),
        ("short", "short", 8, False),
        ("long enough", "long enough", 12, False),
    ],
)
def test_a_new_passphrase_is_long_enough_and_typed_twice(
    passphrase: str, repeated: str, shortest: int, allowed: bool
) -> None:
    assert may_change_to(passphrase, repeated, shortest) is allowed
