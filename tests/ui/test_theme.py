"""The theme: readable in every dress, complete, and following the system."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import icons
from app.ui.stylesheet import stylesheet
from app.ui.theme import Theme, current, palette, resolve
from app.ui.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    MINIMUM_CONTRAST,
    TEXT_SCALE,
    Colours,
    Space,
    TextRole,
    contrast,
    written_pairs,
)

DRESSES = {"light": LIGHT, "dark": DARK, "high contrast, light": CONTRAST_LIGHT, "high contrast, dark": CONTRAST_DARK}
every_dress = pytest.mark.parametrize("colours", DRESSES.values(), ids=DRESSES.keys())


def test_contrast_is_what_wcag_says_it_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1.0


@every_dress
def test_everything_written_can_be_read(colours: Colours) -> None:
    too_faint = {
        f"{text} on {background}": round(contrast(getattr(colours, text), getattr(colours, background)), 2)
        for text, background in written_pairs(colours)
        if contrast(getattr(colours, text), getattr(colours, background)) < MINIMUM_CONTRAST
    }
    assert too_faint == {}


@every_dress
def test_the_edge_of_a_control_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.control_border, colours.surface) >= 3.0
    assert contrast(colours.accent, colours.surface) >= 3.0


@pytest.mark.parametrize("colours", [CONTRAST_LIGHT, CONTRAST_DARK])
def test_high_contrast_is_higher(colours: Colours) -> None:
    assert all(
        contrast(getattr(colours, text), getattr(colours, background)) >= 7
        for text, background in written_pairs(colours)
        if background != "selected"
    )


@every_dress
def test_the_stylesheet_has_a_value_for_every_token(colours: Colours) -> None:
    text = stylesheet(colours, 10.0)
    assert "$" not in text
    assert set(re.findall(r"#[0-9a-f]{6}", text)) <= {getattr(colours, name) for name in colours.__slots__}


@every_dress
def test_the_palette_speaks_the_same_colours(colours: Colours) -> None:
    made = palette(colours)
    assert made.color(QPalette.ColorRole.Window) == QColor(colours.window)
    assert made.color(QPalette.ColorRole.WindowText) == QColor(colours.text)
    assert made.color(QPalette.ColorRole.Highlight) == QColor(colours.accent)


def test_distances_and_type_are_one_scale() -> None:
    assert [int(space) for space in Space] == [4, 8, 12, 16, 24]
    assert set(TEXT_SCALE) == set(TextRole)
    assert TEXT_SCALE[TextRole.BODY] == 1.0


@pytest.mark.parametrize(
    ("choice", "system_is_dark", "wants_contrast", "expected"),
    [
        ("system", False, False, LIGHT),
        ("system", True, False, DARK),
        ("light", True, False, LIGHT),
        ("dark", False, False, DARK),
        ("system", True, True, CONTRAST_DARK),
        ("light", True, True, CONTRAST_LIGHT),
    ],
)
def test_the_users_choice_comes_before_the_systems(
    choice: str, system_is_dark: bool, wants_contrast: bool, expected: Colours
) -> None:
    assert resolve(choice, system_is_dark, wants_contrast) is expected


def turn_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, dark: bool) -> None:
    """What Qt does when the desktop changes; the screen in memory has no desktop that could."""
    monkeypatch.setattr("app.ui.theme.system_is_dark", lambda _application: dark)
    scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
    qapp.styleHints().colorSchemeChanged.emit(scheme)


def test_the_theme_follows_the_system_while_it_runs(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.choose("system", 1.0)
    turn_system(qapp, monkeypatch, dark=True)
    assert current() is DARK
    turn_system(qapp, monkeypatch, dark=False)
    assert current() is LIGHT


def test_a_choice_stays_whatever_the_system_does(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.choose("light", 1.0)
    turn_system(qapp, monkeypatch, dark=True)
    assert current() is LIGHT


def test_text_grows_by_the_scale(qapp: QApplication, theme: Theme) -> None:
    theme.choose("light", 1.0)
    before = qapp.font().pointSizeF()
    theme.choose("light", 1.5)
    assert qapp.font().pointSizeF() == pytest.approx(before * 1.5)


@pytest.mark.parametrize("name", icons.icon_names())
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = icons.icon(name, QPalette.ColorRole.Highlight).pixmap(48, 48).toImage()
    wanted = qapp.palette().color(QPalette.ColorRole.Highlight)
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert inked, "nothing was drawn"
    assert all(abs(colour.red() - wanted.red()) < 4 and abs(colour.blue() - wanted.blue()) < 4 for colour in inked)


@pytest.mark.usefixtures("qapp")
def test_icons_are_sharp_at_every_scale() -> None:
    made = icons.icon("ask")
    assert made.pixmap(made.actualSize(made.pixmap(20, 20).size()), 2.0).size().width() == 40
    assert made.pixmap(20, 20).size().width() == 20
