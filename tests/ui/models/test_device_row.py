"""What computes answers is shown and chosen in the models view, where there is anything to choose."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.core.models.devices import Device
from app.services.models.compute_devices import ComputeState, DeviceState
from app.ui.models.device_row import DeviceRow

CARD = Device("Vulkan0", "AMD Radeon RX 6600", 8 << 30, 7 << 30)


def state(used: bool = True, failure: str = "", wish: str = "auto") -> ComputeState:
    return ComputeState(wish, (DeviceState(CARD, used, failure),), possible=True)


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[DeviceRow]:
    around = QWidget()
    qtbot.addWidget(around)
    shown = DeviceRow(around)
    yield shown
    shown.hide()


def box(row: DeviceRow) -> QComboBox:
    return row.findChild(QComboBox)


def again(row: DeviceRow) -> QAbstractButton:
    return next(each for each in row.findChildren(QAbstractButton) if each.text() == "Try again")


def test_without_a_backend_there_is_nothing_to_see(row: DeviceRow) -> None:
    row.show_state(ComputeState("auto", (), possible=False), "")
    assert row.isHidden()


def test_the_card_in_use_is_named_and_another_choice_is_one_step_away(row: DeviceRow, qtbot: QtBot) -> None:
    row.show_state(state(), "")
    assert not row.isHidden()
    assert [box(row).itemText(place) for place in range(box(row).count())] == [
        "Chosen by Alcove",
        "Processor",
        "AMD Radeon RX 6600 (Vulkan0)",
    ]
    assert box(row).currentData() == "auto"
    assert "AMD Radeon RX 6600" in box(row).accessibleDescription()
    assert again(row).isHidden()
    with qtbot.waitSignal(row.wanted) as wanted:
        box(row).activated.emit(1)
    assert wanted.args == ["cpu"]


def test_one_that_failed_says_why_and_can_be_tried_again(row: DeviceRow, qtbot: QtBot) -> None:
    row.show_state(state(used=False, failure="The generate process stopped.", wish="Vulkan0"), "")
    assert "because AMD Radeon RX 6600 failed. The generate process stopped." in box(row).accessibleDescription()
    with qtbot.waitSignal(row.wanted) as wanted:
        again(row).click()
    assert wanted.args == ["Vulkan0"]


def test_drivers_that_cannot_be_asked_can_be_asked_again(row: DeviceRow) -> None:
    row.show_state(ComputeState("auto", (), possible=True, failure="The generate process stopped."), "")
    assert "could not be asked" in box(row).accessibleDescription()
    assert not again(row).isHidden()


def test_one_that_is_gone_stays_the_choice_and_says_so(row: DeviceRow) -> None:
    row.show_state(state(used=False, wish="CUDA0"), "")
    assert (box(row).currentText(), box(row).accessibleDescription()) == ("CUDA0 (not here)", "The processor")


def test_what_the_administrator_decides_is_locked(row: DeviceRow) -> None:
    row.show_state(state(used=False, failure="It failed.", wish="Vulkan0"), "Fixed by your organization.")
    assert not box(row).isEnabled()
    assert again(row).isHidden()
