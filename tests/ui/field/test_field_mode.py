"""Field mode in the window: one switch makes everything large, one column and plain, and tells how the computer is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QScroller,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.power import Battery, Condition, Heat, Strain
from app.services.application import Application
from app.ui.field.bar import FieldBar
from app.ui.main_window import MainWindow
from app.ui.tokens import TOUCH

PLACES = ("ask", "library", "meetings", "models", "privacy", "settings", "photo")


@pytest.fixture
def field(window: MainWindow, services: Application, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window in field mode; out of it again afterwards, for the profile is everybody's."""
    switch(window)
    qtbot.waitUntil(lambda: window.frame.theme.field)
    yield window
    services.settings.reset("field.mode")
    window.frame.theme.follow(services.settings.all())


def switch(window: MainWindow) -> None:
    next(action for action in window.actions() if action.objectName() == "field").trigger()


def bar(window: MainWindow) -> FieldBar:
    [found] = window.findChildren(FieldBar)
    return found


def rail(window: MainWindow) -> set[str]:
    return {
        one.accessibleName()
        for one in window.findChildren(QAbstractButton)
        if one.property("kind") == "rail" and not one.isHidden()
    }


def too_small(widget: QWidget) -> list[str]:
    """What is pressed and is smaller than a finger."""
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox, QKeySequenceEdit, QLineEdit)
    pressed = (one for one in widget.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible())
    fields = (one for one in pressed if not isinstance(one.parent(), kinds))
    return [f"{one.metaObject().className()} {one.accessibleName()}" for one in fields if one.height() < TOUCH]


def test_one_switch_brings_it_with_fewer_places_and_another_ends_it(field: MainWindow, qtbot: QtBot) -> None:
    assert bar(field).isVisible()
    assert not {"Models", "Privacy"} & rail(field)
    switch(field)
    qtbot.waitUntil(lambda: not field.frame.theme.field)
    assert not bar(field).isVisible()
    assert {"Models", "Privacy"} <= rail(field)


def test_everything_that_is_pressed_is_as_large_as_a_finger(field: MainWindow, qtbot: QtBot) -> None:
    for place in PLACES:
        field.go(place)
        view = field.view(place)
        assert view is not None
        qtbot.waitUntil(lambda view=view: view.built)
        view.toggle_list()
        assert too_small(field) == [], place
        view.toggle_list()


def test_the_list_covers_the_content_until_something_is_chosen_in_it(field: MainWindow, qtbot: QtBot) -> None:
    view = field.view("ask")
    assert view is not None
    content = view.composer
    assert (view.list_shown, content.isVisible()) == (False, True)
    view.toggle_list()
    assert (view.list_shown, content.isVisible()) == (True, False)
    view.toggle_list()
    assert (view.list_shown, content.isVisible()) == (False, True)
    switch(field)
    qtbot.waitUntil(lambda: view.list_shown)
    assert content.isVisible()


def test_a_list_is_offered_only_where_there_is_one(field: MainWindow, qtbot: QtBot) -> None:
    [opens] = [one for one in bar(field).findChildren(QAbstractButton) if "list" in one.accessibleName()]
    offered = []
    for place in ("photo", "ask", "settings", "meetings"):
        field.go(place)
        view = field.view(place)
        assert view is not None
        qtbot.waitUntil(lambda view=view: view.built)
        offered.append(opens.isVisible())
    assert offered == [False, True, False, True]


def test_what_scrolls_follows_a_finger(field: MainWindow, qtbot: QtBot) -> None:
    field.go("settings")
    view = field.view("settings")
    assert view is not None
    qtbot.waitUntil(lambda: view.built)
    assert QScroller.grabbedGesture(view._page.viewport()) != Qt.GestureType(0)


def test_the_bar_tells_how_the_computer_is_and_has_everything_done_all_the_same(
    field: MainWindow, services: Application, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told = [Condition(Battery(0.2, discharging=True, seconds_left=1800.0), Heat(71.0))]
    monkeypatch.setattr(services.sparing, "condition", lambda: told[0])
    monkeypatch.setattr(services.sparing, "go_on", lambda: told.append(told.pop()))
    shown = bar(field)
    shown.look()
    qtbot.waitUntil(lambda: shown.go_on.isVisible())
    assert shown.facts.text() == "Battery 20 % · about 30 min left · 71 °C"
    assert "battery is low" in shown.doing.text()
    told[0] = replace(told[0], ignored=Strain.LOW_BATTERY)
    shown.go_on.click()
    qtbot.waitUntil(lambda: not shown.go_on.isVisible())
    assert shown.doing.text() == "Everything is done all the same."


def test_where_the_computer_tells_nothing_the_bar_makes_nothing_up(
    field: MainWindow, services: Application, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(services.sparing, "condition", Condition)
    shown = bar(field)
    shown.look()
    qtbot.waitUntil(lambda: shown.state.condition == Condition())
    assert (shown.facts.isHidden(), shown.doing.isHidden()) == (True, True)
