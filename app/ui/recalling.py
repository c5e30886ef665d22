"""How the user left the window, kept in the settings for the next start."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.opening import Wish
from app.core.setting import Value
from app.ui.hotkeys.hotkeys import hotkeys_of
from app.ui.main_window import Remembered
from app.ui.shortcut_keys import decoded

if TYPE_CHECKING:
    from app.services.application import Application


@dataclass(frozen=True, slots=True)
class Recalled:
    """How the user left the application."""

    language: str
    settings: dict[str, Value]
    window: Remembered
    hotkeys: dict[Wish, str]


def recall(services: "Application") -> Recalled:
    """What the settings keep of it."""
    values = services.settings.all()
    panes = json.loads(str(values["window.state"]) or "{}")
    keys = decoded(str(values["window.shortcuts"]))
    window = Remembered(str(values["window.geometry"]), str(values["window.last_view"]), panes, keys)
    return Recalled(str(values["window.language"]), values, window, hotkeys_of(values))


def keep(services: "Application", window: Remembered) -> None:
    """Keep how the window is left now."""
    services.settings.set("window.geometry", window.geometry)
    services.settings.set("window.last_view", window.place)
    services.settings.set("window.state", json.dumps(window.panes))
