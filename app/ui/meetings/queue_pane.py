"""The recordings that wait to be transcribed: how far the one at work is, and the order of the rest."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QWidget

from app.core.events import Event, Heard, Progress
from app.core.meetings.recording_queue import QueuedRecording, QueueStatus
from app.services.meetings.recording_queue import QueueSnapshot, RecordingQueue
from app.ui import sentences, wording
from app.ui.icons import Role, icon
from app.ui.job_bridge import JobBridge, emit_while_there
from app.ui.meetings.queue_state import QueueRead, QueueState, RowChosen, reduce
from app.ui.tokens import Space
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.lists import ListRow, RowList
from app.ui.widgets.text import label

_STEPS = 1000
_ROWS_IN_SIGHT = 4
_READ_AGAIN_MS = 100


class QueuePane(QWidget):
    """Shows the queue and lets the user pause, reorder and remove. Hidden while nothing waits.

    What was heard, and how far it is, is always read whole from the queue: what is told in between only says that it is
    time to read again. `changed` after every new state; `told` with what else a recording tells; `ended(path, sentence)`
    once one is over as a job is.
    """

    changed = Signal()
    told = Signal(object)
    ended = Signal(str, object)
    failed = Signal(str)
    _queue_changed = Signal()
    _recording_told = Signal(int, object)
    _recording_ended = Signal(int, object)

    def __init__(self, queue: RecordingQueue, jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._queue = queue
        self._jobs = jobs
        self.state = QueueState()
        self._reading = False
        self._soon = QTimer(self, singleShot=True, interval=_READ_AGAIN_MS)
        self._soon.timeout.connect(self.read)
        self._heading = label(self.tr("To transcribe"), "heading", parent=self)
        self._amount = label("", "caption", wrap=True, parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.list = RowList(self.tr("Recordings to transcribe"), self)
        self.up = icon_button("chevron-up", self.tr("Earlier (Alt+Up)"), partial(self._move, -1), parent=self)
        self.down = icon_button("chevron-down", self.tr("Later (Alt+Down)"), partial(self._move, 1), parent=self)
        self.pause = icon_button("pause", self.tr("Pause"), self.toggle_pause, parent=self)
        self.remove = icon_button("close", self.tr("Take out of the queue"), self.remove_target, parent=self)
        actions = row(self.up, self.down, self.pause, self.remove, None, space=0)
        self.setLayout(column(self._heading, self._amount, self._bar, self.list, actions, space=Space.TIGHT))
        self._connect()
        self._show()

    def read(self) -> None:
        """Read the queue anew: one look at a time, and once more where it is asked for meanwhile."""
        if self._reading:
            self._soon.start()
            return
        self._reading = True
        self._jobs.run_once(self, self._queue.snapshot, self._snapshot_read, self._not_read)

    def call(self, function: Callable[[], None]) -> None:
        """Ask the queue for something."""
        self._jobs.run_once(self, function, lambda _done: None, self.failed.emit)

    def toggle_pause(self) -> None:
        """Pause the target, or let it go on."""
        if self.state.target is not None:
            act = self._queue.pause if self.state.can_pause else self._queue.resume
            self.call(partial(act, self.state.target.id))

    def remove_target(self) -> None:
        """Take the target out; what was heard of it stays, as an incomplete transcript."""
        if self.state.target is not None:
            self.call(partial(self._queue.remove, self.state.target.id))

    def _connect(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._queue_changed.connect(self.read, queued)
        self._recording_told.connect(self._tell, queued)
        self._recording_ended.connect(self._end, queued)
        self._queue.listen(
            lambda: emit_while_there(self, self._queue_changed),
            lambda recording_id, event: emit_while_there(self, self._recording_told, recording_id, event),
            lambda recording_id, sentence: emit_while_there(self, self._recording_ended, recording_id, sentence),
        )
        self.list.chosen.connect(lambda key: self._apply(RowChosen(key)))
        self.list.delete_pressed.connect(lambda _keys: self.remove_target())
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._move, by))

    def _move(self, by: int) -> None:
        if self.state.target is not None:
            self.call(partial(self._queue.move, self.state.target.id, by))

    def _snapshot_read(self, found: QueueSnapshot) -> None:
        self._reading = False
        self._apply(QueueRead(found.recordings, found.progress, found.segments))

    def _not_read(self, sentence: str) -> None:
        self._reading = False
        self.failed.emit(sentence)

    def _tell(self, _recording_id: int, event: Event) -> None:
        if not isinstance(event, Progress | Heard):
            self.told.emit(event)
        elif not self._soon.isActive():
            self._soon.start()

    def _end(self, recording_id: int, sentence: str | None) -> None:
        path = next((one.path for one in self.state.recordings if one.id == recording_id), "")
        self.ended.emit(path, sentence)

    def _apply(self, event: QueueRead | RowChosen) -> None:
        self.state = reduce(self.state, event)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        state = self.state
        self.setVisible(bool(state.recordings))
        self.list.show_rows([ListRow(one.id, one.title, self._detail(one), _mark(one)) for one in state.recordings])
        rows = min(len(state.recordings), _ROWS_IN_SIGHT)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 1) + 2)
        self._show_progress(state)
        self.up.setEnabled(state.can_move_up)
        self.down.setEnabled(state.can_move_down)
        failed = state.target is not None and state.target.status is QueueStatus.FAILED
        name = self.tr("Pause") if state.can_pause else self.tr("Try again") if failed else self.tr("Go on")
        self.pause.setIcon(icon("pause" if state.can_pause else "play", Role.PlaceholderText))
        self.pause.setToolTip(name)
        self.pause.setAccessibleName(name)

    def _show_progress(self, state: QueueState) -> None:
        """How far it is; or why the one the buttons are about failed, which is too long for its row."""
        progress = state.progress if state.running is not None else None
        failed = state.target is not None and state.target.status is QueueStatus.FAILED
        self._bar.setVisible(progress is not None)
        self._amount.setVisible(failed or progress is not None)
        if failed and state.target is not None:
            self._amount.setText(sentences.in_language(state.target.problem))
        if progress is None:
            return
        left = "" if progress.seconds_left is None else wording.time_left(progress.seconds_left)
        amount = wording.joined((progress.activity, wording.amount(progress), left))
        if not failed:
            self._amount.setText(amount)
        self._bar.setRange(0, _STEPS if progress.total else 0)
        self._bar.setValue(round(_STEPS * min(1.0, progress.done / (progress.total or 1.0))))
        self._bar.setAccessibleName(progress.activity)
        self._bar.setAccessibleDescription(amount)

    def _detail(self, recording: QueuedRecording) -> str:
        if recording.status is QueueStatus.FAILED:
            return sentences.in_language(recording.problem)
        if recording.status is QueueStatus.RUNNING and self.state.progress is not None and self.state.progress.total:
            share = self.state.progress.done / self.state.progress.total
            return self.tr("{percent} done").format(percent=f"{QLocale().toString(round(100 * min(share, 1)))} %")
        return {
            QueueStatus.RUNNING: self.tr("Opening…"),
            QueueStatus.PAUSED: self.tr("Paused"),
            QueueStatus.WAITING: self.tr("Waiting for its turn"),
        }[recording.status]


def _mark(recording: QueuedRecording) -> str:
    marks = {QueueStatus.FAILED: "warning", QueueStatus.PAUSED: "pause", QueueStatus.RUNNING: "play"}
    return marks.get(recording.status, "")
