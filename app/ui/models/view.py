"""The models view: every model of the catalogue, choosing, verifying, importing and removing."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.administration.acquiring import can_fetch
from app.core.asking.speeds import Estimate
from app.core.cancel import CancelToken
from app.core.events import Event, Progress
from app.core.models.model import MINUTES, Role
from app.ui.job_bridge import JobHandle
from app.ui.job_bridge import Work as JobWork
from app.ui.models import state as models_state
from app.ui.models import words
from app.ui.models.device_row import DeviceRow
from app.ui.models.elsewhere import Elsewhere
from app.ui.models.model_row import ModelRow
from app.ui.models.monitor_dialog import MonitorDialog
from app.ui.models.state import ROLES, ModelsState, Work
from app.ui.requests import ImportModel, Request
from app.ui.tokens import Space
from app.ui.view import Frame, View, dropped_paths, in_turns
from app.ui.widgets.buttons import button, refuse
from app.ui.widgets.empty_state import CommandLine
from app.ui.widgets.layouts import ScrollPage, column
from app.ui.widgets.progress_row import ProgressRow
from app.ui.widgets.section import Header, Section
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.core.models.found_models import FoundModel
    from app.services.application import Application
    from app.services.models.catalogue import ModelCatalogue
    from app.services.models.compute_devices import ComputeState
    from app.services.models.measuring import Measuring
    from app.services.models.model_state import ModelState

FETCH_COMMANDS = ("python3 installers/bootstrap.py run models fetch", "alcove models fetch")


class ModelsView(View):
    """Lists the models by what they do."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(frame, parent)
        self._catalogue = services.catalogue
        self._measuring, self._monitor = services.measuring, services.monitor
        self._compressing = services.compressing
        self._compute = services.compute_devices
        self._lane = services.lanes.models
        self._no_device = services.permissions.reason("engine.device")
        self._no_import = services.permissions.reason("models.import_allowed")
        self.state = ModelsState(fetches=can_fetch(services.permissions.policy))
        self._job: JobHandle | None = None
        self._looking = CancelToken()
        self._rows: dict[str, ModelRow] = {}
        self._sections: dict[Role, Section] = {}
        self.setAcceptDrops(True)
        self._verify_all = button(self.tr("Verify all"), self.verify_all, icon_name="privacy", parent=self)
        self._import = button(self.tr("Import…"), self._ask_file, icon_name="import", parent=self)
        refuse(self._import, self._no_import)
        watch = button(self.tr("Monitor…"), self.open_monitor, icon_name="eye", parent=self)
        self._progress = ProgressRow(self)
        self._progress.cancel_wanted.connect(self._cancel)
        self._page = ScrollPage(self)
        about = self.tr("They run on this computer alone. A file whose checksum is wrong is never loaded.")
        buttons = (watch, self._verify_all, self._import)
        self._page.column.addWidget(Header(self.tr("Models"), about, *buttons, parent=self._page))
        self._missing = label("", tone="warning", wrap=True, parent=self._page)
        self._missing.setVisible(False)
        self._page.column.addWidget(self._missing)
        self._page.column.addWidget(self._progress)
        self._device = DeviceRow(self._page)
        self._device.wanted.connect(lambda wish: self._change(partial(self._compute.choose, wish)))
        self._page.column.addWidget(self._device)
        self._elsewhere: Elsewhere | None = None
        self.set_panes(self._page)
        sections = (partial(self._add_section, role) for role in ROLES)
        self.build_in_turns(*sections, self._add_elsewhere, self._add_fetching)

    def arrive(self, request: Request | None) -> None:
        """Read the catalogue anew, files may have come or gone; import what was dropped elsewhere."""
        self._reload()
        if isinstance(request, ImportModel):
            self.import_file(request.path)

    def row(self, model_id: str) -> ModelRow | None:
        """The row of a model, once it is listed."""
        return self._rows.get(model_id)

    def _reload(self) -> None:
        read = partial(_read, self._catalogue, self._measuring)
        self.ask_service(read, self._load, replaces="models")
        # Drivers take a second to answer, which the list need not wait for.
        self.ask_service(self._compute.state, self._show_device, replaces="devices")

    def _show_device(self, compute: "ComputeState") -> None:
        self._device.show_state(compute, self._no_device)

    def _load(self, known: tuple[list["ModelState"], dict[str, Estimate], float]) -> None:
        models, speeds, adapter_scale = known
        self.state = models_state.load(self.state, models, speeds, adapter_scale)
        for gone in self._rows.keys() - {model.model.id for model in models}:
            row = self._rows.pop(gone)
            self._sections[row.role].remove(row)
        new = [model for model in models if model.model.id not in self._rows]
        in_turns(self, *(partial(self._add_row, model) for model in new), self._show)

    def _add_section(self, role: Role) -> None:
        section = Section(words.role_heading(role), words.role_sentence(role), parent=self._page)
        self._sections[role] = section
        self._page.column.addWidget(section)

    def _add_row(self, model: "ModelState") -> None:
        if model.model.id in self._rows:
            return  # two readings came one right after the other
        made = ModelRow(model, self.state.fetches, self)
        made.choose_wanted.connect(self._choose)
        made.automatic_wanted.connect(self._choose_by_itself)
        made.minutes_wanted.connect(lambda model_id: self._change(partial(self._catalogue.choose, MINUTES, model_id)))
        made.verify_wanted.connect(lambda model_id: self._verify((model_id,)))
        made.measure_wanted.connect(self.measure)
        made.compress_wanted.connect(self.compress)
        made.scale_wanted.connect(self._set_scale)
        made.remove_asked.connect(self._ask_to_remove)
        made.remove_confirmed.connect(self._remove)
        made.show_state(model, self.state)
        self._rows[model.model.id] = made
        self._sections[model.model.role].add(made)

    def _add_elsewhere(self) -> None:
        if self._no_import:
            return
        made = Elsewhere(self._page)
        made.look_wanted.connect(self.look_elsewhere)
        made.link_wanted.connect(lambda path: self.link_file(Path(path)))
        self._page.column.addWidget(made)
        self._elsewhere = made
        made.show_state(self.state)

    def _add_fetching(self) -> None:
        section = Section(self.tr("More models"), words.acquiring_sentence(self.state.fetches), parent=self._page)
        if self.state.fetches:
            section.add(self._fetch_commands(section))
        self._page.column.addWidget(section)
        self._page.column.addStretch(1)

    def _fetch_commands(self, section: QWidget) -> QWidget:
        lines = QWidget(section)
        hint = label(
            self.tr("In a terminal, in Alcove's folder, or where it is installed:"), "caption", wrap=True, parent=lines
        )
        lines.setLayout(column(hint, *(CommandLine(command, lines) for command in FETCH_COMMANDS)))
        lines.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        return lines

    def _show(self) -> None:
        state = self.state
        for model in state.models:
            if shown := self._rows.get(model.model.id):
                shown.show_state(model, state)
        for role, section in self._sections.items():
            section.setVisible(bool(state.of_role(role)))
        self._missing.setText(words.missing_sentence(state))
        self._missing.setVisible(state.loaded and bool(state.missing_roles))
        idle = state.work is Work.NONE
        self._verify_all.setEnabled(idle and any(model.installed for model in state.models))
        self._import.setEnabled(idle and not self._no_import)
        if self._elsewhere is not None:
            self._elsewhere.show_state(state)
        if idle:
            self._progress.finish()
        else:
            waiting = Progress(self.tr("Waiting for its turn…"), 0, 0, "")
            self._progress.show_progress(state.progress or waiting)

    def _run(self, work: Work, generate: JobWork) -> None:
        if self.state.work is not Work.NONE:
            return
        self.banner.clear()
        self.state = models_state.start(self.state, work)
        self._show()
        self._job = self.frame.jobs.start(self, self._lane, generate, self._take, self._end)

    def _take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.state = models_state.take(self.state, event)
        self._show()

    def _end(self, outcome: str | None) -> None:
        work = self.state.work
        self.state = models_state.finish(self.state, outcome)
        self._show()
        if self.state.failures:
            self.banner.show_message(" ".join(self.state.failures))
        elif outcome is None:
            done = self.tr("Every model file is the one its checksum names.")
            told = done if work is Work.VERIFYING else self.state.notice or self.tr("The model was imported.")
            self._tell(told, models_state.offered(self.state))
        self._reload()
        if self.state.found is not None and work is Work.IMPORTING:
            self.look_elsewhere()

    def _tell(self, told: str, offered: str) -> None:
        """Say what was done; a smaller model that came of it can be taken into use at once."""
        if offered:
            use = partial(self._change, partial(self._catalogue.choose, Role.CHAT, offered))
            self.banner.show_message(told, "success", self.tr("Use it"), use)
        else:
            self.banner.show_message(told, "success")

    def _cancel(self) -> None:
        self._looking.cancel()
        if self._job is not None:
            self._job.cancel()

    def verify_all(self) -> None:
        """Check every model that is here."""
        self._verify(())

    def _verify(self, ids: tuple[str, ...]) -> None:
        self._run(Work.VERIFYING, lambda cancel: self._catalogue.verify(ids, cancel))

    def measure(self, model_id: str) -> None:
        """Find out how fast a model is here."""
        self._run(Work.MEASURING, lambda cancel: self._measuring.measure(model_id, cancel))

    def compress(self, model_id: str, kind: str) -> None:
        """Make a smaller model of one, and find out what that changed."""
        self._run(Work.COMPRESSING, lambda cancel: self._compressing.compress(model_id, kind, cancel))

    def open_monitor(self) -> None:
        """What the machine does, and what the answers took."""
        MonitorDialog(self._monitor, self.frame.jobs, self).show()

    def import_file(self, path: Path) -> None:
        """Take a model file in, showing how far it is."""
        self._run(Work.IMPORTING, lambda cancel: self._catalogue.import_file(path, cancel))

    def link_file(self, path: Path) -> None:
        """Use a model file where it lies, showing how far it is."""
        self._run(Work.IMPORTING, lambda cancel: self._catalogue.link_file(path, cancel))

    def look_elsewhere(self) -> None:
        """Look into the folders of other programs."""
        if self.state.work is Work.NONE:
            self.state = models_state.start(self.state, Work.LOOKING)
            self._show()
            self._looking = CancelToken()
            look = partial(self._catalogue.found_elsewhere, self._looking)
            self.frame.jobs.run_once(self, look, self._show_found, self._end)

    def _show_found(self, found: tuple["FoundModel", ...]) -> None:
        self.state = models_state.find(self.state, found)
        self._show()

    def _choose(self, model_id: str) -> None:
        role = next(each.model.role for each in self.state.models if each.model.id == model_id)
        self._change(partial(self._catalogue.choose, role, model_id))

    def _choose_by_itself(self, task: str) -> None:
        self._change(partial(self._catalogue.choose_by_itself, task))

    def _set_scale(self, scale: float) -> None:
        self._change(partial(self._catalogue.scale_adapter, scale))

    def _ask_to_remove(self, model_id: str) -> None:
        self.state = models_state.ask_to_remove(self.state, model_id)
        self._show()

    def _remove(self, model_id: str) -> None:
        self._change(partial(self._catalogue.remove, model_id))

    def _change(self, act: partial[None]) -> None:
        self.ask_service(act, lambda _none: self._reload())

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Import a model file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.import_file(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """One file at a time may be dropped."""
        if len(dropped_paths(event)) == 1 and self.state.work is Work.NONE:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Import it."""
        event.acceptProposedAction()
        self.import_file(dropped_paths(event)[0])


def _read(catalogue: "ModelCatalogue", measuring: "Measuring") -> tuple[list["ModelState"], dict[str, Estimate], float]:
    return catalogue.models(), measuring.estimates(), catalogue.adapter_scale
