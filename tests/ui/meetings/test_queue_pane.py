"""What the queue tells while it is being read is neither missed nor shown twice."""

import threading
from typing import cast

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.events import Event, Heard, Notice, Progress
from app.core.meetings.recording_queue import QueuedRecording, QueueStatus
from app.core.meetings.transcript import Listening, Segment
from app.services.meetings.recording_queue import OnEnd, OnEvent, QueueSnapshot, RecordingQueue
from app.ui.job_bridge import JobBridge
from app.ui.meetings.queue_pane import QueuePane
from tests.ui.opened_window import LONGEST_MS

RUNNING = QueuedRecording(1, "/a.wav", Listening(), QueueStatus.RUNNING)


class Told:
    """A queue that tells what it is made to tell, and is read slowly."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.recordings: tuple[QueuedRecording, ...] = (RUNNING,)
        self.read = threading.Event()
        self.answer = threading.Event()

    def listen(self, _changed: object, told: OnEvent, _ended: OnEnd) -> None:
        self.tell: OnEvent = told

    def hear(self, text: str) -> None:
        self.segments.append(Segment(float(len(self.segments)), 1.0, text))
        self.tell(1, Heard(self.segments[-1]))

    def snapshot(self) -> QueueSnapshot:
        found = QueueSnapshot(
            self.recordings, Progress("Transcribing", len(self.segments), 9, "seconds"), (*self.segments,)
        )
        self.read.set()
        assert self.answer.wait(LONGEST_MS / 1000)
        return found


def test_what_is_heard_while_the_queue_is_read_is_shown_once_and_in_order(
    qapp: QApplication, jobs: JobBridge, qtbot: QtBot
) -> None:
    queue, owner = Told(), QWidget()
    qtbot.addWidget(owner)
    pane = QueuePane(cast(RecordingQueue, queue), jobs, owner)
    told: list[Event] = []
    pane.told.connect(told.append)
    queue.hear("one")
    pane.read()
    assert queue.read.wait(LONGEST_MS / 1000)
    for text in ("two", "three"):
        queue.hear(text)
    queue.tell(1, Notice("Something is to be known."))
    qapp.processEvents()
    assert told == [Notice("Something is to be known.")]
    queue.answer.set()
    qtbot.waitUntil(lambda: len(pane.state.segments) == 3)
    assert [segment.text for segment in pane.state.segments] == ["one", "two", "three"]
    assert pane.state.progress is not None
    assert pane.state.progress.done == 3


def test_why_one_failed_is_told_in_full(qapp: QApplication, jobs: JobBridge, qtbot: QtBot) -> None:  # noqa: ARG001
    queue, owner = Told(), QWidget()
    qtbot.addWidget(owner)
    pane = QueuePane(cast(RecordingQueue, queue), jobs, owner)
    problem = "c.wav has no sound track; choose another file."
    failed = QueuedRecording(3, "/c.wav", Listening(), QueueStatus.FAILED, problem)
    queue.recordings = (failed,)
    queue.answer.set()
    pane.read()
    qtbot.waitUntil(lambda: bool(pane.state.recordings))
    shown = [one for one in pane.findChildren(QLabel) if one.text() == problem]
    assert [one.isHidden() for one in shown] == [False]
