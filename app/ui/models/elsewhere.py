"""Models that other programs keep on this computer: one look when the user wants it, and each used where it lies."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.models.found_models import FoundModel
from app.ui import wording
from app.ui.models.state import ModelsState, Work
from app.ui.tokens import Space
from app.ui.view import in_turns
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.section import Section
from app.ui.widgets.text import badge, label, rule


class Elsewhere(Section):
    """Emits `look_wanted`, and `link_wanted` with the path of a model's file."""

    look_wanted = Signal()
    link_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            self.tr("In other programs"),
            self.tr("Models of LM Studio, Ollama, GPT4All and Jan can be used where they are, without a copy."),
            parent,
        )
        self._look = button(self.tr("Look for models"), self.look_wanted.emit, icon_name="search", parent=self)
        self._told = label("", "caption", wrap=True, parent=self)
        line = row(self._told, self._look)
        line.setStretch(0, 1)
        line.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        top = QWidget(self)
        top.setLayout(line)
        self._list = QWidget(self)
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._list.setVisible(False)
        self.add(top)
        self.rows.addWidget(self._list)
        self._shown: tuple[FoundModel, ...] = ()

    def show_state(self, state: ModelsState) -> None:
        """Show what was found, if anybody looked."""
        self._look.setEnabled(state.work is Work.NONE)
        if state.found is None:
            self._told.setText(self.tr("Nothing is looked for until you ask."))
        elif not state.found:
            self._told.setText(self.tr("No models were found in their usual folders."))
        else:
            self._told.setText(self.tr("Found %n model(s).", "", len(state.found)))
        if self._shown != (state.found or ()):
            self._show_found(state.found or ())
        for each in self._list.findChildren(QWidget, "link"):
            each.setEnabled(state.work is Work.NONE)

    def _show_found(self, found: tuple[FoundModel, ...]) -> None:
        self._shown = found
        while (item := self._rows.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        self._list.setVisible(bool(found))
        in_turns(self._list, *(partial(self._add_row, model, found) for model in found))

    def _add_row(self, model: FoundModel, found: tuple[FoundModel, ...]) -> None:
        if self._shown is found:
            self._rows.addWidget(rule(self._list))
            self._rows.addWidget(self._row(model))

    def _row(self, model: FoundModel) -> QWidget:
        made = QWidget(self._list)
        facts = f"{model.program} · {wording.size(model.size_bytes)} · {model.path}"
        texts = column(
            label(model.name, wrap=True, parent=made),
            label(facts, "caption", wrap=True, parent=made),
            space=Space.TIGHT,
        )
        if model.linked:
            control: QWidget = badge(self.tr("Linked"), "success", parent=made)
        else:
            control = button(self.tr("Link"), lambda: self.link_wanted.emit(str(model.path)), parent=made)
            control.setAccessibleName(self.tr("Link {name}").format(name=model.name))
            control.setObjectName("link")
            control.setEnabled(self._look.isEnabled())
        line = row(texts, control)
        line.setStretch(0, 1)
        line.setAlignment(control, Qt.AlignmentFlag.AlignVCenter)
        line.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        made.setLayout(line)
        return made
