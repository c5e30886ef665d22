"""What may be a global shortcut."""

import pytest

from app.core.hotkeys import Hotkey, hotkey
from app.core.settings import SETTINGS


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ctrl+Alt+Space", Hotkey("Space", control=True, alt=True)),
        ("Ctrl+Shift+7", Hotkey("7", control=True, shift=True)),
        ("Meta+R", Hotkey("R", meta=True)),
        ("F9", Hotkey("F9")),
        ("Shift+F12", Hotkey("F12", shift=True)),
    ],
)
def test_a_key_is_read_with_its_modifiers(text: str, read: Hotkey) -> None:
    assert hotkey(text) == read


@pytest.mark.parametrize(
    "text", ["", "A", "Shift+A", "Space", "Ctrl+", "Ctrl+Ö", "Ctrl+K, Ctrl+C", "Ctrl+Ctrl+A", "Esc"]
)
def test_what_is_typed_or_has_no_one_key_is_none(text: str) -> None:
    assert hotkey(text) is None


def test_the_shortcuts_that_alcove_comes_with_may_be_ones_and_differ() -> None:
    own = [str(setting.default) for setting in SETTINGS if setting.name.startswith("shortcut.")]
    assert all(hotkey(keys) for keys in own)
    assert len(set(own)) == len(own)
