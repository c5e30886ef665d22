"""A long transcript in the window, under the watchdog, as a program of its own: prints how long each act held the window.

`python -m tests.ui.meetings.watched_editing PROFILE SEGMENTS` opens it, corrects it, looks for things and gives it to other
speakers, one act after the other. Prints as JSON, for each act, the milliseconds of processor time of its longest dispatch
(0 below one), and where that was.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

os.environ["ALCOVE_WATCHDOG"] = "1"
os.environ["PYTHON_KEYRING_BACKEND"] = "none.of.the.trusted"

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.bootstrap.application import build
from app.core.meetings.transcript import Segment, Word
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.storage.places import find_places
from app.ui import watchdog
from app.ui.application import make_application
from app.ui.garbage import GarbageCollection
from app.ui.job_bridge import JobBridge
from app.ui.main_window import MainWindow, Remembered
from app.ui.meetings.editor import TranscriptEditor
from app.ui.meetings.view import MeetingsView
from app.ui.theme import Theme
from app.ui.views import load_views
from app.ui.watchdog import WatchedApplication

watchdog.LIMIT_MS = 1.0
LOOK_MS = 20
REST_MS = 150
WORDS = "so the rent of the house is due on friday and nobody has paid for the repairs of the roof".split()
Act = Callable[[], object]
Fact = Callable[[], bool]


def spoken(number: int) -> Segment:
    """One of many sentences; every hundredth has a word that was hardly heard."""
    words = tuple(
        Word(number * 5.0 + at / 5, number * 5.0 + at / 5 + 0.2, word, 0.2 if at == 3 and number % 100 == 99 else 0.9)
        for at, word in enumerate((*WORDS[number % 7 : number % 7 + 11], str(number)))
    )
    return Segment(
        words[0].start, words[-1].end, " ".join(word.text for word in words), f"Speaker {number // 3 % 4 + 1}", words
    )


class Acts:
    """Does one act after the other from the event loop, each once the one before is wholly shown and kept."""

    def __init__(self, application: WatchedApplication, acts: list[tuple[str, Act, Fact]]) -> None:
        self.longest_ms: dict[str, float] = {}
        self.where: dict[str, str] = {}
        self._application = application
        self._acts = acts

    def run(self) -> None:
        """Come back after the last one."""
        self._begin()
        self._application.exec()

    def _begin(self) -> None:
        if not self._acts:
            self._application.quit()
            return
        self._application.stalls.clear()
        QTimer.singleShot(0, self._application, self._acts[0][1])
        QTimer.singleShot(LOOK_MS, self._application, self._look)

    def _look(self) -> None:
        if self._acts[0][2]():
            QTimer.singleShot(REST_MS, self._application, self._end)
        else:
            QTimer.singleShot(LOOK_MS, self._application, self._look)

    def _end(self) -> None:
        name = self._acts.pop(0)[0]
        worst = max(self._application.stalls, key=lambda stall: stall.busy_ms, default=None)
        self.longest_ms[name] = round(worst.busy_ms, 1) if worst is not None else 0.0
        self.where[name] = str(worst or "")
        self._begin()


def acts_on(
    editor: TranscriptEditor, view: MeetingsView, transcript_id: int, count: int
) -> list[tuple[str, Act, Fact]]:
    """What a person does to a long transcript."""
    middle = count // 2
    bar = editor.find_bar

    def kept() -> bool:
        return editor.corrections.settled

    def key(which: Qt.Key) -> Act:
        def press() -> None:
            field = editor.segments.field
            QTest.keyClick(editor.segments if field is None else field.edit, which)

        return press

    def type_in(text: str) -> Act:
        def typed() -> None:
            field = editor.segments.field
            assert field is not None
            QTest.keyClicks(field.edit, text)

        return typed

    def counted() -> bool:
        return kept() and bool(bar.count.text())

    return [
        ("open", lambda: view.transcripts.list.chosen.emit(transcript_id), lambda: len(editor.state.segments) == count),
        ("go to the middle", lambda: editor.go_to_second(middle * 5.0), kept),
        ("begin to correct", lambda: editor.edit(middle, 3), kept),
        ("type", type_in("well "), kept),
        ("close the field", key(Qt.Key.Key_Escape), kept),
        ("go on correcting", lambda: editor.edit(middle, 20), kept),
        ("split", key(Qt.Key.Key_Return), kept),
        ("merge", key(Qt.Key.Key_Backspace), kept),
        ("leave the field", key(Qt.Key.Key_Escape), kept),
        ("delete", lambda: editor.delete((middle + 1,)), kept),
        ("delete the first", lambda: editor.delete((0,)), kept),
        ("undo", editor.undo, kept),
        ("redo", editor.redo, kept),
        ("next unsure", lambda: editor.finding.step_unsure(backwards=False), lambda: editor.segments.field is not None),
        ("leave the word", key(Qt.Key.Key_Escape), kept),
        ("find", lambda: (editor.open_find(replacing=True), bar.text.setText("the")), counted),
        ("find another", lambda: bar.text.setText("rent"), counted),
        ("next match", lambda: bar.stepped.emit(False), kept),
        ("correct while finding", lambda: editor.delete((middle,)), kept),
        ("replace one", lambda: bar.replaced.emit("fee"), kept),
        ("replace all", lambda: bar.all_replaced.emit("fee"), lambda: counted() and not editor.state.found),
        ("undo replacing", editor.undo, lambda: kept() and bool(editor.state.found)),
        ("stop finding", bar.closed.emit, kept),
        ("hear", lambda: editor.show_second(middle * 5.0 + 1), kept),
        ("hear on", lambda: editor.show_second(middle * 5.0 + 6), kept),
        ("other speaker", lambda: editor.reassign((middle,), "Anna"), kept),
        ("all are chosen", editor.segments.selectAll, kept),
        ("other speaker of all", lambda: editor.reassign(tuple(range(count)), "Cora"), lambda: kept() and editor.state.speakers == ("Cora",)),
        ("undo for all", editor.undo, lambda: kept() and len(editor.state.speakers) > 1),
        ("other speaker onwards", lambda: editor.reassign((0,), "Ben", onwards=True), lambda: kept() and "Ben" in editor.state.speakers),
        ("rename everywhere", lambda: editor.corrections.rename_speaker("Ben", "Cleo"), lambda: kept() and "Cleo" in editor.state.speakers),
        ("undo renaming", editor.undo, lambda: kept() and "Ben" in editor.state.speakers),
        ("page on", key(Qt.Key.Key_PageDown), kept),
        ("to the end", key(Qt.Key.Key_End), kept),
        ("resize", lambda: view.window().resize(1000, 800), kept),
        ("to the beginning", key(Qt.Key.Key_Home), kept),
        ("close", lambda: view.transcripts.list.chosen.emit(transcript_id + 1), lambda: editor.state.transcript_id == transcript_id + 1),
    ]  # fmt: skip


def prepared(services: Application, count: int) -> int:
    """A long transcript and a short one in the vault; the id of the long one, the other's is the next."""
    store = Meetings(services.vault.database)
    for name, length in (("long", count), ("short", 3)):
        transcript_id = store.begin(f"/{name}.wav", name)
        store.replace_segments(transcript_id, [spoken(number) for number in range(length)])
        store.finish(transcript_id, "en", length * 5.0, 0.1)
    return transcript_id - 1


def main(profile: Path, count: int) -> None:
    """Do everything once, and print the figures."""
    application = make_application(["alcove"])
    assert isinstance(application, WatchedApplication)
    places = find_places(profile)
    places.prepare()
    services = build(places)
    services.vault.create("seven quiet herons wade")
    services.open_services()
    transcript_id = prepared(services, count)
    load_views()
    GarbageCollection(application).set_aside()
    jobs = JobBridge(application)
    window = MainWindow(Theme(application), jobs)
    window.show()
    opening = Acts(
        application,
        [
            ("window", lambda: window.open_places(services, Remembered()), lambda: (ask := window.view("ask")) is not None and ask.built),
            ("meetings", lambda: window.go("meetings"), lambda: (view := window.view("meetings")) is not None and view.built),
        ],
    )  # fmt: skip
    opening.run()
    view = cast(MeetingsView, window.view("meetings"))
    acts = Acts(application, acts_on(view.editor, view, transcript_id, count))
    acts.run()
    jobs.close()
    window.hide()
    services.close()
    print(json.dumps({name: (longest, acts.where[name]) for name, longest in acts.longest_ms.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
