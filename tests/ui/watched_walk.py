"""A walk through the window under the watchdog, as a program of its own: prints the stalls it found, as JSON.

`python -m tests.ui.watched_walk PROFILE walk` uses every view the way a person does; `busy` and `asleep` plant a call of
50 ms on the window's thread.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["ALCOVE_WATCHDOG"] = "1"
os.environ["PYTHON_KEYRING_BACKEND"] = "none.of.the.trusted"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QSpinBox, QWidget

from app.bootstrap.application import build
from app.services.application import Application
from app.storage.places import find_places
from app.ui.application import make_application
from app.ui.job_bridge import JobBridge
from app.ui.main_window import MainWindow, Remembered
from app.ui.requests import AddFiles
from app.ui.theme import Theme
from app.ui.views import PLACES, load_views
from app.ui.watchdog import WatchedApplication

BETWEEN_STEPS_MS = 200
ROUNDS = 6
LONGEST_MS = 50.0
"""Processor time itself doubles where other programs evict this one's cache, hence the allowance over 16 ms."""
USUAL_WORK_MS = 10.0
TEXT = "The monthly rent is 1,200 euros.\n\nIt is due on the third working day.\n"
Step = Callable[[], object]


def burn(milliseconds: float) -> None:
    """Keep the processor busy on this thread."""
    end = time.thread_time() + milliseconds / 1000
    while time.thread_time() < end:
        pass


def steps_of(window: MainWindow, papers: Path) -> list[Step]:
    """What a person does, one thing after the other."""
    steps: list[Step] = [lambda name=place.name: window.go(name) for place in PLACES]
    steps += [lambda: window.go("library", AddFiles((papers,))), *[lambda: None] * 3]
    steps += [lambda: window.resize(1100, 700), lambda: window.resize(1500, 900)]
    steps += [lambda: window.go("models"), lambda: window.view("models").verify_all()]  # type: ignore[union-attr]
    steps += [lambda: window.go("privacy"), lambda: window.view("privacy").prove(), *[lambda: None] * 6]  # type: ignore[union-attr]
    steps += [lambda: window.go("settings"), lambda: _turn_a_setting(window)]
    steps += [lambda name=place.name: window.go(name) for place in reversed(PLACES)]
    return steps


def _turn_a_setting(window: MainWindow) -> None:
    window.view("settings").findChild(QSpinBox, "answer.maximum_tokens").stepUp()  # type: ignore[union-attr]


def run_steps(application: WatchedApplication, steps: list[Step]) -> None:
    """Do the steps from the event loop with rests between them, and come back after the last."""

    def step() -> None:
        if not steps:
            application.quit()
            return
        QTimer.singleShot(BETWEEN_STEPS_MS, application, step)
        steps.pop(0)()

    QTimer.singleShot(BETWEEN_STEPS_MS, application, step)
    application.exec()


def slowness() -> float:
    """How many times longer than usual work of the window's kind takes just now: programs share cores and caches."""
    spent_ms = []
    for _ in range(15):
        family = QWidget()
        begun = time.thread_time()
        for number in range(150):
            QLabel(f"{number}", family).setAccessibleName(f"{number}")
        spent_ms.append((time.thread_time() - begun) * 1000)
    return max(1.0, statistics.median(spent_ms) / USUAL_WORK_MS)


def walk(application: WatchedApplication, services: Application, papers: Path) -> list[list[str]]:
    """The long stalls of each walk, every one through a window of its own, until one had none."""
    rounds = []
    for _ in range(ROUNDS):
        jobs = JobBridge(application)
        window = MainWindow(Theme(application), jobs)
        window.show()
        run_steps(application, [lambda shown=window: shown.open_places(services, Remembered())])  # type: ignore[misc]
        application.stalls.clear()
        before = slowness()
        run_steps(application, steps_of(window, papers))
        longest_ms = LONGEST_MS * max(before, slowness())
        long = [stall for stall in application.stalls if stall.busy_ms > longest_ms]
        rounds.append([str(stall) for stall in long])
        jobs.close()
        window.hide()
        window.deleteLater()
        if not rounds[-1]:
            break
    return rounds


def main(profile: Path, what: str) -> None:
    """Do what the arguments say, and print the stalls of each round."""
    application = make_application(["alcove"])
    assert isinstance(application, WatchedApplication)
    if what != "walk":
        planted = burn if what == "busy" else (lambda milliseconds: time.sleep(milliseconds / 1000))
        run_steps(application, [lambda: planted(50.0)])
        print(json.dumps([[str(stall) for stall in application.stalls]]))
        return
    places = find_places(profile)
    places.prepare()
    services = build(places)
    services.vault.create("seven quiet herons wade")
    services.open_services()
    load_views()
    papers = profile / "papers"
    papers.mkdir()
    for number in range(3):
        (papers / f"{number}.txt").write_text(TEXT * (number + 1), encoding="utf-8")
    found = walk(application, services, papers)
    services.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
