"""The form that restores a backup: asks for what opens it, says what is in it and what gives way, and does it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.administration.backups import BACKUP_SUFFIX, Inventory
from app.core.cancel import CancelToken
from app.core.events import Event, Progress
from app.services.jobs import Lane
from app.ui import wording
from app.ui.job_bridge import JobBridge, JobHandle
from app.ui.restoring import state as restoring_state
from app.ui.restoring.state import RestoringState, Work
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import PassphraseField
from app.ui.widgets.file_dialogs import choose_files
from app.ui.widgets.layouts import column, row
from app.ui.widgets.progress_row import ProgressRow
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.administration.restoring import Restoring

Restore = Callable[[RestoringState, CancelToken], Iterator[Event]]


def choose_backup(parent: QWidget, on_chosen: Callable[[Path], object]) -> None:
    """Let the user choose a backup's file."""
    shown = QCoreApplication.translate("RestoreForm", "Backups") + f" (*{BACKUP_SUFFIX})"
    title = QCoreApplication.translate("RestoreForm", "Restore a backup")
    choose_files(parent, lambda paths: on_chosen(paths[0]), title, shown)


class RestoreForm(QWidget):
    """Emits `restored` when that is done, and `closed` when the user wants nothing of it. `restore` does the work."""

    restored = Signal()
    closed = Signal()

    def __init__(self, restoring: "Restoring", lane: Lane, jobs: JobBridge, restore: Restore, parent: QWidget) -> None:
        super().__init__(parent)
        self._restoring = restoring
        self._lane = lane
        self._jobs = jobs
        self._restore = restore
        self._handle: JobHandle | None = None
        self.state = RestoringState()
        self._file = label("", selectable=True, wrap=True, parent=self)
        self._ask = label("", wrap=True, parent=self)
        self._field = PassphraseField("", self)
        self._field.textEdited.connect(lambda text: self.show_state(restoring_state.type_secret(self.state, text)))
        self._field.returnPressed.connect(self._go_on)
        self._turn = button("", self._use_other, kind="quiet", parent=self)
        self._contents = label("", wrap=True, selectable=True, parent=self)
        self._gives_way = label("", tone="warning", wrap=True, parent=self)
        self._keep = QCheckBox(self)
        self._keep.toggled.connect(lambda on: self.show_state(restoring_state.keep_present(self.state, on)))
        self._banner = Banner(self)
        self._progress = ProgressRow(self)
        self._progress.cancel_wanted.connect(self._cancel)
        self._back = button(self.tr("Cancel"), self._leave, kind="quiet", parent=self)
        self._go = button("", self._go_on, kind="primary", parent=self)
        foot = row(self._turn, None, self._back, self._go)
        told = (self._file, self._ask, self._field, self._contents, self._gives_way, self._keep)
        self.setLayout(column(*told, self._progress, self._banner, foot, space=Space.MEDIUM))
        self.setFocusProxy(self._field)

    def examine(self, path: Path, present: Inventory | None = None, first_to: str = "") -> None:
        """Show what is in this backup; `present` is what gives way to it, which is backed up to `first_to` before."""
        self.show_state(restoring_state.begin(str(path), present, first_to))
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._examine()

    def show_state(self, state: RestoringState) -> None:
        """Show where the user is."""
        self.state = state
        self._file.setText(state.path)
        self._show_secret(state)
        self._show_contents(state)
        self._back.setEnabled(state.work is not Work.RESTORING)
        self._go.setEnabled(state.may_go_on)
        self._go.setText(self._words(state))
        self._go.setAccessibleName(self._go.text())
        if state.problem:
            self._banner.show_message(state.problem)
        else:
            self._banner.clear()

    def _words(self, state: RestoringState) -> str:
        if state.work is Work.EXAMINING:
            return self.tr("Looking into it…")
        if state.work is Work.RESTORING:
            return self.tr("Restoring…")
        return self.tr("Look into it") if state.facts is None else self.tr("Restore it")

    def _show_secret(self, state: RestoringState) -> None:
        name = self.tr("Passphrase of the backup") if state.by_passphrase else self.tr("Recovery key of the backup")
        asks = (
            self.tr("It opens with the passphrase that its vault had when it was made.")
            if state.by_passphrase
            else self.tr("It opens with the recovery key that its vault had when it was made.")
        )
        self._ask.setText(asks)
        self._field.setPlaceholderText(name)
        self._field.setAccessibleName(name)
        self._field.setEnabled(state.work is Work.NONE)
        if self._field.text() != state.secret:
            self._field.setText(state.secret)
        other = self.tr("Use the recovery key") if state.by_passphrase else self.tr("Use the passphrase")
        self._turn.setText(other)
        self._turn.setAccessibleName(other)
        self._turn.setEnabled(state.work is Work.NONE)
        for each in (self._ask, self._field):
            each.setVisible(state.wants_secret)
        self._turn.setVisible(state.wants_secret and state.has_passphrase)

    def _show_contents(self, state: RestoringState) -> None:
        facts = state.facts
        if facts is not None:
            made = self.tr("Made on {day} by Alcove {version}, {size}.").format(
                day=wording.day_and_time(facts.made_at), version=facts.version, size=wording.size(facts.content_bytes)
            )
            self._contents.setText(made if facts.inventory is None else f"{made}\n{self._counts(facts.inventory)}")
        self._contents.setVisible(facts is not None)
        if state.present is not None:
            gives_way = self.tr(
                "What is here now gives way to it when Alcove starts the next time. Until then nothing changes."
            )
            self._gives_way.setText(f"{gives_way}\n{self._counts(state.present)}")
            self._keep.setText(self.tr("Back up what is here now first, to {folder}").format(folder=state.first_to))
        self._keep.setChecked(state.keeps_present)
        self._keep.setEnabled(state.work is Work.NONE)
        for each in (self._gives_way, self._keep):
            each.setVisible(state.present is not None and facts is not None)

    def _counts(self, inventory: Inventory) -> str:
        said = self.tr("Documents: {documents}, meetings: {meetings}, conversations: {conversations}.")
        return said.format(
            documents=wording.number(inventory.documents),
            meetings=wording.number(inventory.meetings),
            conversations=wording.number(inventory.conversations),
        )

    def _use_other(self) -> None:
        self.show_state(restoring_state.use_recovery_key(self.state, self.state.by_passphrase))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        if not self.state.may_go_on:
            return
        self.show_state(restoring_state.go_on(self.state))
        if self.state.work is Work.EXAMINING:
            self._examine()
        else:
            self._begin()

    def _examine(self) -> None:
        state, restoring = self.state, self._restoring
        self._jobs.run_once(
            self,
            lambda: restoring.examine(state.file, state.passphrase, state.recovery_key),
            lambda found: self._settle(restoring_state.examined(self.state, found)),
            lambda sentence: self._settle(restoring_state.fail(self.state, sentence)),
            replaces="examine",
        )

    def _begin(self) -> None:
        state, restore = self.state, self._restore

        def see(events: tuple[Event, ...]) -> None:
            if progress := next((event for event in reversed(events) if isinstance(event, Progress)), None):
                self._progress.show_progress(progress)

        def end(sentence: str | None) -> None:
            self._handle = None
            self._progress.finish()
            self._settle(restoring_state.fail(self.state, sentence or ""))
            if sentence is None:
                self.restored.emit()

        self._handle = self._jobs.start(self, self._lane, lambda cancel: restore(state, cancel), see, end)

    def _settle(self, state: RestoringState) -> None:
        """Show it, and put the keyboard where the user goes on."""
        self.show_state(state)
        goes_on = self._field if state.wants_secret else self._go if state.facts is not None else self._back
        goes_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()

    def _leave(self) -> None:
        if self.state.work is not Work.RESTORING:
            self.closed.emit()
