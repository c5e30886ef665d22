"""Backups in the settings: how the folder for them is, make one, verify one, restore one, and those that were made."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.administration.backups import backup_name
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.events import Event, Failed, Progress
from app.ui import wording
from app.ui.job_bridge import JobBridge, JobHandle
from app.ui.restoring.form import RestoreForm, choose_backup
from app.ui.restoring.state import RestoringState
from app.ui.settings import backups_state
from app.ui.settings.backups_state import BackupsState
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.file_dialogs import choose_new_file
from app.ui.widgets.layouts import column
from app.ui.widgets.progress_row import ProgressRow
from app.ui.widgets.section import FormRow
from app.ui.widgets.text import label, rule, set_style_property

if TYPE_CHECKING:
    from app.services.administration.backups import BackupState
    from app.services.application import Application

Work = Callable[[CancelToken], Iterator[Event]]


class BackupRows(QWidget):
    """Rows that make and restore backups, and one for each that was made.

    Emits `opened` with what appears below a row: the page may end above it.
    """

    opened = Signal(QWidget)

    def __init__(self, services: "Application", jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = jobs
        self._handle: JobHandle | None = None
        self.state = BackupsState()
        self._make = button(self.tr("Back up…"), self._choose_target, parent=self)
        self._restore = button(self.tr("Restore…"), self._choose_backup_or_withdraw, parent=self)
        make_help = self.tr(
            "One encrypted file with everything but the models. It opens with your passphrase or the recovery key."
        )
        restore_help = self.tr(
            "Put a backup in the place of everything that is here, when Alcove starts the next time."
        )
        self._restore_row = FormRow(self.tr("Restore a backup"), restore_help, self._restore, self)
        self._progress = ProgressRow(self)
        self._progress.cancel_wanted.connect(self._cancel)
        self._banner = Banner(self)
        self._folder = label("", "caption", wrap=True, parent=self)
        self._folder.setContentsMargins(0, Space.SMALL, 0, 0)
        self._form = RestoreForm(services.restoring, services.lanes.backup, jobs, self._restored, self)
        self._form.closed.connect(self._close_form)
        self._form.restored.connect(self._tell_restored)
        self._form.hide()
        self._made = QWidget(self)
        self._made.setLayout(column(space=0))
        self.setLayout(
            column(
                self._folder,
                FormRow(self.tr("Make a backup now"), make_help, self._make, self),
                rule(self),
                self._restore_row,
                self._form,
                self._progress,
                self._banner,
                self._made,
                space=Space.SMALL,
            )
        )
        self.look()

    def look(self) -> None:
        """Read the list anew, and see which backups are within reach."""
        backups, schedule = self._services.backups, self._services.backup_schedule
        restoring = self._services.restoring
        self._jobs.run_once(
            self,
            lambda: (
                tuple(backups.all()),
                schedule.problem,
                restoring.waits(),
                backups.folder(),
                backups.inventory(),
            ),
            lambda found: self._show(backups_state.load(self.state, *found)),
            self._banner.show_message,
            replaces="list",
        )

    def _choose_target(self) -> None:
        choose_new_file(self, lambda paths: self.make(paths[0]), self.tr("Back up"), backup_name(utc_now()))

    def _choose_backup_or_withdraw(self) -> None:
        if self.state.waits:
            self.withdraw()
            return
        choose_backup(self, self.ask_to_restore)

    def make(self, target: Path) -> None:
        """Write a backup there."""
        backups, done = self._services.backups, self.tr("The backup was written to {path}.").format(path=target)
        self._begin(lambda cancel: backups.make(target, False, cancel), done)

    def verify(self, path: Path) -> None:
        """Read one whole."""
        backups = self._services.backups
        whole = self.tr("{name} is whole: every byte of it is what was written, and the vault in it opens.")
        self._begin(lambda cancel: backups.verify(path, cancel), whole.format(name=path.name))

    def drop(self, path: Path) -> None:
        """Take one off the list that is gone for good."""
        backups = self._services.backups
        self._jobs.run_once(self, lambda: backups.drop(path), lambda _none: self.look(), self._banner.show_message)

    def withdraw(self) -> None:
        """Go on with what is there after all."""
        self._banner.clear()
        self._jobs.run_once(
            self, self._services.restoring.withdraw, lambda _none: self.look(), self._banner.show_message
        )

    def ask_to_restore(self, path: Path) -> None:
        """Show what is in it and what gives way, and ask before everything does."""
        self._banner.clear()
        self._restore.setEnabled(False)
        self.opened.emit(self._form)
        self._form.show()
        self._form.examine(path, self.state.inventory, backups_state.backed_up_to(self.state, path))

    def _restored(self, wanted: RestoringState, cancel: CancelToken) -> Iterator[Event]:
        if wanted.keeps_present:
            yield from self._services.backups.make(Path(wanted.first_to), False, cancel)
        yield from self._services.restoring.lay_down(wanted.file, wanted.passphrase, wanted.recovery_key, cancel)

    def _tell_restored(self) -> None:
        ready = self.tr("{name} is checked and ready. Close Alcove and start it again to go on with it.")
        self._close_form()
        self._show(backups_state.end(self.state, ready.format(name=self._form.state.file.name), went_well=True))
        self.look()

    def _close_form(self) -> None:
        self._form.hide()
        self._restore.setEnabled(not self.state.working)
        self._restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, work: Work, done: str) -> None:
        failures: list[str] = []
        self._show(backups_state.begin(self.state))

        def see(events: tuple[Event, ...]) -> None:
            failures.extend(event.reason for event in events if isinstance(event, Failed))
            if progress := next((event for event in reversed(events) if isinstance(event, Progress)), None):
                self._progress.show_progress(progress)

        def end(sentence: str | None) -> None:
            self._handle = None
            self._progress.finish()
            problem = sentence or " ".join(failures)
            told = "" if sentence == "" else problem or done
            self._show(backups_state.end(self.state, told, went_well=not problem))
            self.look()

        self._handle = self._jobs.start(self, self._services.lanes.backup, work, see, end)

    def _cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()

    def _show(self, state: BackupsState) -> None:
        changed = state.backups != self.state.backups or state.working != self.state.working
        told, self.state = self.state.told, state
        self._make.setEnabled(not state.working)
        self._restore.setEnabled(not state.working and self._form.isHidden())
        self._show_folder(state)
        self._restore.setText(self.tr("Do not restore it") if state.waits else self.tr("Restore…"))
        self._restore.setAccessibleName(self._restore.text())
        waiting = self.tr("A backup is ready: it takes the place of everything here when Alcove starts the next time.")
        self._restore_row.warn(waiting if state.waits else "")
        if state.told and state.told != told:
            self._banner.show_message(state.told, "success" if state.went_well else "danger")
        elif state.schedule_problem and not state.told:
            self._banner.show_message(state.schedule_problem, "warning")
        elif state.working:
            self._banner.clear()
        if changed:
            self._show_list(state)

    def _show_folder(self, state: BackupsState) -> None:
        folder = state.folder
        self._folder.setVisible(folder is not None and bool(folder.path))
        if folder is None:
            return
        away = self.tr("The folder for backups is not there now: connect its drive, or choose another.")
        free = self.tr("{size} are free in the folder for backups.").format(size=wording.size(folder.free_bytes))
        none = self.tr("No backup was made by itself yet.")
        last = self.tr("The last backup was made by itself on {day}.").format(
            day=wording.day_and_time(state.last_by_itself)
        )
        self._folder.setText(f"{free if folder.there else away}\n{last if state.last_by_itself else none}")
        set_style_property(self._folder, "tone", "muted" if folder.there else "warning")

    def _show_list(self, state: BackupsState) -> None:
        layout = self._made.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for one in state.shown:
            layout.addWidget(rule(self._made))
            layout.addWidget(self._row(one, state.working))
        if state.more:
            layout.addWidget(
                label(self.tr("{count} older ones").format(count=state.more), "caption", parent=self._made)
            )

    def _row(self, one: "BackupState", working: bool) -> QWidget:
        kept = one.backup
        path = Path(kept.path)
        if one.within_reach:
            control = button(self.tr("Verify"), lambda: self.verify(path), kind="quiet", parent=self._made)
            control.setAccessibleName(self.tr("Verify {name}").format(name=path.name))
        else:
            control = button(self.tr("Take off the list"), lambda: self.drop(path), kind="quiet", parent=self._made)
            control.setAccessibleName(self.tr("Take {name} off the list").format(name=path.name))
        control.setEnabled(not working)
        title = self.tr("Backup of {moment}, {size}")
        line = FormRow(
            title.format(moment=wording.moment(kept.made_at), size=wording.size(kept.size_bytes)),
            kept.path,
            control,
            self._made,
        )
        line.warn(self._marks(one))
        return line

    def _marks(self, one: "BackupState") -> str:
        if one.backup.outdated:
            return self.tr("It holds something that was forgotten since, and could not be reached then: delete it.")
        return "" if one.within_reach else self.tr("Not within reach now.")
