"""The Minutes of the meeting in sight: written by a template, edited, copied and handed on."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from app.core.events import Event
from app.core.exporting.paper import BlockKind, Layout, as_text, coverage_words, minutes_blocks
from app.core.meetings.minutes import Minutes
from app.core.meetings.minutes_templates import MinutesTemplate
from app.core.words.aloud import spoken
from app.ui import wording
from app.ui.aloud import AloudButton
from app.ui.job_bridge import JobHandle
from app.ui.meetings import minutes_state as changes
from app.ui.meetings.keeping import Keeping
from app.ui.meetings.minutes_state import MinutesState, reduce
from app.ui.meetings.minutes_tree import LineEdit, MinutesTree
from app.ui.meetings.template_menu import TemplateMenu
from app.ui.tokens import Space
from app.ui.view import Frame
from app.ui.widgets.buttons import CopyButton, button, icon_button, refuse
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.layouts import column, row
from app.ui.widgets.progress_row import ProgressRow
from app.ui.widgets.text import label, tip

if TYPE_CHECKING:
    from app.services.application import Application


class MinutesPane(QWidget):
    """Shows the state. `second_wanted` with a second to go to, `failed` with a sentence, `export_wanted`."""

    second_wanted = Signal(float)
    export_wanted = Signal()
    failed = Signal(str)

    def __init__(self, services: "Application", frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = services.minutes
        self._lane = services.lanes.minutes
        self._jobs = frame.jobs
        self._aloud = frame.aloud
        self._state = MinutesState()
        self._job: JobHandle | None = None
        self._keeping = Keeping(self, frame.jobs, self._not_kept, independent=True)
        self.template = QComboBox(self)
        self.template.setAccessibleName(self.tr("Template"))
        self.templates = TemplateMenu(services.minutes.templates, self._template, frame, self)
        self.version = QComboBox(self)
        self.version.setAccessibleName(self.tr("Version"))
        self.write = button(self.tr("Write minutes"), self._write, kind="primary", parent=self)
        self.add = icon_button("plus", self.tr("Add a line"), lambda: self.tree.add_line(), parent=self)
        self.edit = icon_button("edit", self.tr("Edit the line"), lambda: self.tree.edit_current(), parent=self)
        self.remove = icon_button("trash", self.tr("Remove the line"), lambda: self.tree.remove_current(), parent=self)
        self.copy = CopyButton(self.text, parent=self)
        self.aloud = AloudButton(self.read_aloud, self)
        self.export = icon_button("export", self.tr("Export…"), self.export_wanted.emit, parent=self)
        refuse(self.export, services.permissions.reason("export.allowed"))
        self.progress = ProgressRow(self)
        self.coverage = label("", "caption", wrap=True, selectable=True, parent=self)
        self.tree = MinutesTree(self)
        self._rest = QStackedWidget(self)
        self._rest.addWidget(self.tree)
        self._rest.addWidget(self._empty_state())
        self._lay_out()
        self._connect()
        self._show()

    @property
    def state(self) -> MinutesState:
        """What is shown now."""
        return self._state

    @property
    def settled(self) -> bool:
        """Whether every line that was edited is in the vault."""
        return self._keeping.settled

    def finish(self) -> None:
        """Keep the line that is being edited."""
        self.tree.finish()

    def show_meeting(self, transcript_id: int | None) -> None:
        """Show the minutes of this meeting."""
        if transcript_id == self._state.transcript_id:
            return
        self.finish()
        self._apply(changes.MeetingOpened(transcript_id))
        if transcript_id is not None:
            self._jobs.run_once(
                self,
                partial(self._minutes.versions, transcript_id),
                lambda found: self._apply(changes.VersionsRead(transcript_id, tuple(found))),
                self.failed.emit,
                replaces="versions",
            )
        if not self._state.templates:
            self._read_templates()

    def _read_templates(self, key: str = "") -> None:
        """Read them anew, and choose the one of a key."""

        def read(found: list[MinutesTemplate]) -> None:
            self._apply(changes.TemplatesRead(tuple(found)))
            self.template.setCurrentIndex(max(0, self.template.findData(key)))

        self._jobs.run_once(self, self._minutes.templates.all, read, self.failed.emit)

    def read_aloud(self) -> None:
        """Read the minutes in sight aloud, or stop."""
        shown = self._state.shown
        blocks = minutes_blocks(shown, Layout(timestamps=False)) if shown is not None else []
        told = (block for block in blocks if block.kind in (BlockKind.HEADING, BlockKind.ITEM))
        said = "\u2029".join(": ".join(filter(None, (block.lead, block.text))) for block in told)
        self._aloud.toggle(self, spoken(said), lambda part: self.aloud.show_reading(part is not None))

    def text(self) -> str:
        """The minutes in sight as plain text."""
        shown = self._state.shown
        return as_text(minutes_blocks(shown, Layout())) if shown is not None else ""

    def _lay_out(self) -> None:
        above = row(
            self.template, self.templates.button, self.write, self.version, None,
            self.add, self.edit, self.remove, self.copy, self.aloud, self.export,
        )  # fmt: skip
        top = column(above, self.progress, self.coverage)
        top.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, Space.SMALL)
        below = column(self._rest)
        below.setContentsMargins(Space.LARGE, 0, Space.LARGE, Space.SMALL)
        whole = column(top, below, space=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.progress.cancel_wanted.connect(self._stop)
        self.templates.changed.connect(self._read_templates)
        self.templates.failed.connect(self.failed)
        self.version.activated.connect(lambda at: self._apply(changes.VersionChosen(self.version.itemData(at))))
        self.tree.second_wanted.connect(self.second_wanted)
        self.tree.line_edited.connect(self._keep_edit)
        self.tree.line_removed.connect(self._remove_line)
        self.tree.closed.connect(self._show_lines)

    def _apply(self, *events: changes.Change | Event) -> None:
        before = self._state
        for event in events:
            self._state = reduce(self._state, event)
        if self._state is not before:
            self._show(before)

    def _show(self, before: MinutesState | None = None) -> None:
        state = self._state
        shown = state.shown
        if before is None or state.templates is not before.templates:
            self._show_templates()
        if before is None or state.versions is not before.versions:
            self._show_versions()
        if before is None or shown is not before.shown:
            self._show_lines()
        self.write.setEnabled(state.transcript_id is not None and state.writing is None)
        for control in (self.add, self.edit, self.remove, self.copy, self.aloud, self.export):
            control.setVisible(shown is not None)
        self._rest.setCurrentIndex(0 if shown is not None else 1)
        self.coverage.setText(wording.joined((self._about(shown), state.notice)))
        self.coverage.setVisible(bool(self.coverage.text()))
        if state.busy and state.progress is not None:
            self.progress.show_progress(state.progress)
        elif not state.busy:
            self.progress.finish()

    def _show_templates(self) -> None:
        self.template.clear()
        for place, template in enumerate(self._state.templates):
            self.template.addItem(template.name, template.key)
            self.template.setItemData(place, tip(template.purpose), Qt.ItemDataRole.ToolTipRole)

    def _template(self) -> MinutesTemplate | None:
        return next((one for one in self._state.templates if one.key == self.template.currentData()), None)

    def _show_versions(self) -> None:
        with QSignalBlocker(self.version):
            self.version.clear()
            for minutes in self._state.versions:
                self.version.addItem(wording.moment(minutes.created_at), minutes.id)
            self.version.setCurrentIndex(max(0, self.version.findData(self._state.chosen)))
        self.version.setVisible(len(self._state.versions) > 1)

    def _about(self, shown: Minutes | None) -> str:
        if shown is None:
            return ""
        by = shown.model or self.tr("quoted without a model")
        return f"{coverage_words(shown)} · {by}"

    def _write(self) -> None:
        transcript_id = self._state.transcript_id
        if transcript_id is None or self._state.writing is not None:
            return
        template = self.template.currentData() or "general"
        self._apply(changes.WritingBegun(transcript_id))

        work = partial(self._minutes.write, transcript_id, template=template)
        self._job = self._jobs.start(self, self._lane, work, lambda events: self._apply(*events), self._ended)

    def _ended(self, sentence: str | None) -> None:
        self._job = None
        self._apply(changes.WritingEnded())
        if sentence:
            self.failed.emit(sentence)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _keep_edit(self, edit: LineEdit) -> None:
        change = partial(
            self._minutes.edit, edit.minutes_id, edit.section, edit.place, edit.text, edit.owner, edit.due
        )  # fmt: skip
        self._keep(edit.minutes_id, change)

    def _remove_line(self, minutes_id: int, section: int, place: int) -> None:
        self._keep(minutes_id, partial(self._minutes.remove_line, minutes_id, section, place))

    def _keep(self, minutes_id: int, change: Callable[..., Minutes]) -> None:
        """A newer version that came while the line was being typed gets it too.

        Lines are shown once nothing is on its way any more, for an earlier answer knows nothing of later edits.
        """
        state = self._state
        in_sight = state.shown is not None and state.shown.id == minutes_id
        known = state.versions[0].id if in_sight else minutes_id

        def keep() -> changes.VersionsRead:
            transcript_id = change(known=known).transcript_id
            return changes.VersionsRead(transcript_id, tuple(self._minutes.versions(transcript_id)))

        self._keeping.add(keep, self._apply)

    def _not_kept(self, sentence: str) -> None:
        """Say why, and show what is kept instead of what was typed."""
        self.failed.emit(sentence)
        self._show_lines()

    def _show_lines(self) -> None:
        if self._state.shown is not None and self._keeping.settled:
            self.tree.show_minutes(self._state.shown)

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "sparkle",
            self.tr("No minutes yet"),
            self.tr(
                "Summary, decisions, tasks with their owners and dates, and open questions, each with the second it was "
                "said at. Choose a template and write them; nothing leaves this computer."
            ),
            parent=self,
        )
