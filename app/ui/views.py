"""The places of the window, in the order of the rail, and how each is built when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui.view import Frame, View

if TYPE_CHECKING:
    from app.services.application import Application
    from app.ui.ask.view import AskView
    from app.ui.field.photo_view import PhotoView
    from app.ui.library.view import LibraryView
    from app.ui.meetings.view import MeetingsView
    from app.ui.models.view import ModelsView
    from app.ui.privacy.view import PrivacyView
    from app.ui.saved.view import SavedView
    from app.ui.settings.view import SettingsView


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the window. `name` is also the icon's; `view_class` imports the view when called.

    A place `within` another has no entry in the rail of its own: that one leads to it.
    """

    name: str
    title: str
    view_class: Callable[[], Callable[["Application", Frame, QWidget], View]]
    within: str = ""

    @property
    def words(self) -> str:
        """The title in the user's language."""
        return QCoreApplication.translate("places", self.title)


def _ask() -> type["AskView"]:
    from app.ui.ask.view import AskView

    return AskView


def _saved() -> type["SavedView"]:
    from app.ui.saved.view import SavedView

    return SavedView


def _library() -> type["LibraryView"]:
    from app.ui.library.view import LibraryView

    return LibraryView


def _photo() -> type["PhotoView"]:
    from app.ui.field.photo_view import PhotoView

    return PhotoView


def _meetings() -> type["MeetingsView"]:
    from app.ui.meetings.view import MeetingsView

    return MeetingsView


def _models() -> type["ModelsView"]:
    from app.ui.models.view import ModelsView

    return ModelsView


def _privacy() -> type["PrivacyView"]:
    from app.ui.privacy.view import PrivacyView

    return PrivacyView


def _settings() -> type["SettingsView"]:
    from app.ui.settings.view import SettingsView

    return SettingsView


PLACES = (
    Place("ask", str(QT_TRANSLATE_NOOP("places", "Ask")), _ask),
    Place("saved", str(QT_TRANSLATE_NOOP("places", "Saved questions")), _saved, within="ask"),
    Place("library", str(QT_TRANSLATE_NOOP("places", "Library")), _library),
    Place("photo", str(QT_TRANSLATE_NOOP("places", "Note from a photo")), _photo, within="library"),
    Place("meetings", str(QT_TRANSLATE_NOOP("places", "Meetings")), _meetings),
    Place("models", str(QT_TRANSLATE_NOOP("places", "Models")), _models),
    Place("privacy", str(QT_TRANSLATE_NOOP("places", "Privacy")), _privacy),
    Place("settings", str(QT_TRANSLATE_NOOP("places", "Settings")), _settings),
)


RAIL = tuple(place for place in PLACES if not place.within)
"""The places with an entry of their own, in its order."""


def load_views() -> None:
    """Import every view, so that showing one costs the window's thread no import; call it on another thread."""
    for place in PLACES:
        place.view_class()
