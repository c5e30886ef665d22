"""The monitor shows the machine for as long as it is open, and every answer of this run."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.asking.conversations import TokenCounts
from app.core.asking.prompting import GenerationSummary
from app.core.asking.speeds import Estimate, MachineLoad, Speed, WrittenAnswer
from app.services.application import Application
from app.ui import wording
from app.ui.main_window import MainWindow
from app.ui.models import words
from app.ui.models.answers_table import AnswersTable
from app.ui.models.monitor_dialog import MonitorDialog
from app.ui.models.monitor_state import LOADS_KEPT, MonitorState, look
from app.ui.models.view import ModelsView
from tests.installed import TINY_CHAT, model

SUMMARY = GenerationSummary("end", TokenCounts(812, 512, 40), prompt_ms=1000.0, generation_ms=800.0)


def load(processor: float, held: int = 10, free: int = 30) -> MachineLoad:
    return MachineLoad("2026-01-01T00:00:00Z", processor, free, (("alcove", held),))


def test_the_last_minutes_are_kept_and_no_more() -> None:
    state = MonitorState()
    for number in range(LOADS_KEPT + 5):
        state = look(state, load(number / 1000), ())
    assert len(state.processor) == LOADS_KEPT
    assert state.processor[-1] == (LOADS_KEPT + 4) / 1000
    assert state.memory[0] == 0.25


def test_a_model_is_told_as_measured_or_as_expected() -> None:
    speed = Speed(reading=400.0, writing=8.5)
    assert words.speed(Estimate(speed, measured=True)).startswith("2.1 s to the first word")
    assert words.speed(Estimate(speed, measured=False)).startswith("probably 2.1 s")
    assert "8.5 tokens/s" in words.speed(Estimate(speed, measured=True))
    assert words.speed(None) == ""


def test_what_the_system_tells_is_shown_and_nothing_else() -> None:
    assert words.machine_details(load(0.5)) == "alcove 10 bytes"
    told = MachineLoad("", 0.5, 1, (("alcove", 10),), temperature_c=61.4, power_w=12.34)
    assert words.machine_details(told) == "alcove 10 bytes · 61 °C · 12.3 W"
    assert words.machine_details(replace(load(0.5), device="A card")) == "alcove 10 bytes · answers on A card"


def test_answers_and_machine_are_shown_while_the_monitor_is_open(
    window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    window.go("models")
    view = window.view("models")
    assert isinstance(view, ModelsView)
    services.monitor.note(replace(model(TINY_CHAT), name="Small model"), 1234.0, SUMMARY)
    view.open_monitor()
    [dialog] = window.findChildren(MonitorDialog)
    shown = dialog.table.answers
    qtbot.waitUntil(lambda: shown.rowCount() == 1)
    cells = [shown.data(shown.index(0, place)) for place in range(1, 8)]
    assert cells == ["Small model", "1.23 s", "812", "512", "300", "40", "50.0"]
    qtbot.waitUntil(lambda: len(dialog.state.loads) >= 2)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_newer_answers_come_above_and_the_oldest_go(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    table = AnswersTable(around)
    written = [WrittenAnswer(f"2026-01-01T00:00:{second:02}Z", str(second), 10.0, SUMMARY) for second in range(6)]
    newest_first = tuple(reversed(written))
    shown = table.answers
    inserted: list[tuple[int, int]] = []
    shown.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    for answers in (newest_first[3:], newest_first[1:4], newest_first[1:4], newest_first[:2]):
        shown.show_answers(answers)
        assert [shown.data(shown.index(row, 1)) for row in range(shown.rowCount())] == [one.model for one in answers]
    assert inserted == [(0, 2), (0, 1), (0, 0)]


def test_every_time_is_seen_whole_and_the_model_has_what_is_left(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    table = AnswersTable(around)
    table.resize(1040, 300)
    around.show()
    table.answers.show_answers((WrittenAnswer("2026-01-01T22:58:00Z", "Small", 10.0, SUMMARY),))
    told = max(wording.widest_moments(), key=len)
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(told)
    assert table.columnWidth(1) > table.fontMetrics().horizontalAdvance("A small model")


def test_a_measured_speed_stands_beside_its_model(window: MainWindow, services: Application, qtbot: QtBot) -> None:
    services.measuring._speeds.put(model(TINY_CHAT).files[0].sha256, Speed(300.0, 90.0))
    window.go("models")
    view = window.view("models")
    assert isinstance(view, ModelsView)
    qtbot.waitUntil(lambda: view.built)
    view.arrive(None)
    qtbot.waitUntil(lambda: TINY_CHAT in view.state.speeds)
    assert view.state.speeds[TINY_CHAT].measured
    assert all(not each.measured for name, each in view.state.speeds.items() if name != TINY_CHAT)
