"""Dresses the application in one set of colours, follows the system live, and says which colours are in force."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.core.setting import Value
from app.ui.stylesheet import stylesheet
from app.ui.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Colours, Radius, Space, TextRole

__all__ = ["Colours", "Radius", "Space", "TextRole", "Theme", "current", "palette", "resolve"]

_SMALLEST_BODY_POINTS = 10.0
_FIELD_SCALE = 1.25
"""How much larger all text is in field mode, on top of what the user has chosen."""
_HALF_LIGHT = 128


def palette(colours: Colours) -> QPalette:
    """The Qt palette of these colours, so that what no stylesheet reaches is right too."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.pane,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.danger,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.window,
        QPalette.ColorRole.Light: colours.hover,
        QPalette.ColorRole.Midlight: colours.border,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.control_border,
        QPalette.ColorRole.Shadow: colours.shadow,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.control_border))
    return made


_in_force = [LIGHT]


def current() -> Colours:
    """The colours in force now, as `QApplication.palette()` is: one set for the whole application."""
    return _in_force[0]


def resolve(choice: str, system_is_dark: bool, wants_contrast: bool) -> Colours:
    """The colours for a choice of "system", "light" or "dark", and what the system says."""
    dark = {"light": False, "dark": True}.get(choice, system_is_dark)
    if wants_contrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def system_is_dark(application: QApplication) -> bool:
    """Whether the desktop wants dark windows now; where it does not say, whether its own palette is dark."""
    scheme = application.styleHints().colorScheme()
    if scheme == Qt.ColorScheme.Unknown:
        return application.style().standardPalette().color(QPalette.ColorRole.Window).lightness() < _HALF_LIGHT
    return scheme == Qt.ColorScheme.Dark


class Theme(QObject):
    """Dresses the application and follows the system live; `changed` is emitted after the colours changed."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._choice = "system"
        self._text_scale = 1.0
        self._in_sunlight = False
        self.field = False
        """Whether controls are made for fingers, and panes shown one at a time."""
        self._system_font = QFont(application.font())
        application.setStyle(QStyleFactory.create("Fusion"))
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: str, text_scale: float, *, field: bool = False, in_sunlight: bool = False) -> None:
        """Follow the user's choice ("system", "light" or "dark") and text scale (1.0 is the system's).

        `field` is field mode, which has high contrast `in_sunlight`.
        """
        chosen = (choice, text_scale, field, in_sunlight)
        if chosen != (self._choice, self._text_scale, self.field, self._in_sunlight):
            self._choice, self._text_scale, self.field, self._in_sunlight = chosen
            self._apply()

    def follow(self, values: Mapping[str, Value]) -> None:
        """Follow the settings."""
        self.choose(
            str(values["theme"]),
            float(values["text_scale"]),
            field=bool(values["field.mode"]),
            in_sunlight=bool(values["field.contrast"]),
        )

    def _apply(self, *_changed: object) -> None:
        hints = self._application.styleHints()
        wants_contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        wants_contrast |= self.field and self._in_sunlight
        colours = resolve(self._choice, system_is_dark(self._application), wants_contrast)
        _in_force[0] = colours
        points = max(_SMALLEST_BODY_POINTS, self._system_font.pointSizeF()) * self._text_scale
        points *= _FIELD_SCALE if self.field else 1.0
        font = QFont(self._system_font)
        font.setPointSizeF(points)
        self._application.setPalette(palette(colours))
        self._application.setFont(font)
        self._application.setStyleSheet(stylesheet(colours, points, for_fingers=self.field))
        self.changed.emit()
