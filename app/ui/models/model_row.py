"""One model: its name, badges and facts, what can be done with it, and the question before it is removed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QMenu, QPushButton, QToolButton, QWidget

from app.core.models.adapters import STRONGEST
from app.core.models.compression import choices
from app.core.models.model import MINUTES, Role
from app.ui.models import words
from app.ui.models.state import (
    Mark,
    ModelsState,
    Work,
    marks,
    may_choose,
    may_compress,
    may_fetch,
    may_let_choose,
    may_measure,
    may_remove,
    may_write_minutes,
)
from app.ui.tokens import Space
from app.ui.widgets.aside import AsideLayout
from app.ui.widgets.buttons import CopyButton, button, icon_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import badge, label

if TYPE_CHECKING:
    from app.services.models.model_state import ModelState


class ModelRow(QWidget):
    """Emits what the user wants with this model; `remove_asked` comes before `remove_confirmed`.

    `fetches` says whether models can be fetched here.
    """

    choose_wanted = Signal(str)
    verify_wanted = Signal(str)
    measure_wanted = Signal(str)
    remove_asked = Signal(str)
    remove_confirmed = Signal(str)
    automatic_wanted = Signal(str)
    minutes_wanted = Signal(str)
    compress_wanted = Signal(str, str)
    scale_wanted = Signal(float)

    def __init__(self, state: "ModelState", fetches: bool, parent: QWidget) -> None:
        super().__init__(parent)
        model_id, name = state.model.id, state.model.name
        self._id = model_id
        self.role = state.model.role
        self._badges = {which: badge(*words.mark(which), parent=self) for which in Mark}
        self._use = button(self.tr("Use"), lambda: self.choose_wanted.emit(model_id), parent=self)
        self._use.setAccessibleName(self.tr("Use {name}").format(name=name))
        self._automatic = self._giving_back(name)
        self._minutes = button(self.tr("Use for minutes"), lambda: self.minutes_wanted.emit(model_id), parent=self)
        self._minutes.setAccessibleName(self.tr("Use {name} for minutes only").format(name=name))
        give_back = partial(self.automatic_wanted.emit, MINUTES)
        self._no_minutes = button(self.tr("Not for minutes"), give_back, parent=self)
        self._no_minutes.setAccessibleName(self.tr("Do not use {name} for minutes").format(name=name))
        self._scale = self._strength(name)
        self._choice = label("", "caption", wrap=True, parent=self)
        verify = self.tr("Verify {name}").format(name=name)
        measure = self.tr("Measure how fast {name} is").format(name=name)
        self._measure = icon_button("refresh", measure, lambda: self.measure_wanted.emit(model_id), parent=self)
        self._compress = icon_button("memory", self.tr("Make a smaller model of {name}").format(name=name), parent=self)
        self._compress.setMenu(self._sizes(state))
        self._compress.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        remove = self.tr("Remove {name}").format(name=name)
        self._verify = icon_button("privacy", verify, lambda: self.verify_wanted.emit(model_id), parent=self)
        self._remove = icon_button("trash", remove, lambda: self.remove_asked.emit(model_id), parent=self)
        fetch = self.tr("Copy fetch command")
        self._fetch = CopyButton(lambda: f"alcove models fetch {model_id}", fetch, self)
        self._fetch.setAccessibleName(self.tr("Copy the command that fetches {name}").format(name=name))
        self._speed = label("", "caption", wrap=True, parent=self)
        self._reason = label("", "caption", wrap=True, parent=self)
        self._question = self._removal_question(state, fetches)
        title = label(name, wrap=True, parent=self)
        self._facts = label(words.facts(state), "caption", wrap=True, parent=self)
        self._lay_out(title)

    def _lay_out(self, title: QWidget) -> None:
        texts = column(title, self._facts, self._speed, self._choice, self._reason, space=Space.TIGHT)
        acts = (
            self._fetch,
            self._scale,
            self._automatic,
            self._use,
            self._minutes,
            self._no_minutes,
            self._compress,
            self._measure,
            self._verify,
            self._remove,
        )
        at_end = FlowLayout(Space.SMALL)
        for each in (*self._badges.values(), *acts):
            at_end.addWidget(each)
        whole = column(AsideLayout(texts, at_end), self._question)
        whole.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        self.setLayout(whole)

    def _giving_back(self, name: str) -> QPushButton:
        """The button that takes this choice back: another model is found for a role, and no adapter is needed."""
        role = self.role
        if role is Role.ADAPTER:
            text, said = self.tr("Do without"), self.tr("Do without {name}")
        else:
            text, said = self.tr("Let Alcove choose"), self.tr("Let Alcove choose instead of {name}")
        made = button(text, lambda: self.automatic_wanted.emit(role), parent=self)
        made.setAccessibleName(said.format(name=name))
        return made

    def show_state(self, model: "ModelState", state: ModelsState) -> None:
        """Show how the model stands now."""
        for which, shown in self._badges.items():
            shown.setVisible(which in marks(model))
        self._facts.setText(words.facts(model))
        speed = words.speed(state.speeds.get(self._id))
        self._speed.setText(speed)
        self._speed.setVisible(bool(speed))
        self._reason.setText(model.reason)
        self._reason.setVisible(bool(model.reason))
        choice = words.choice_sentence(model)
        self._choice.setText(choice)
        self._choice.setVisible(bool(choice))
        idle = state.work is Work.NONE
        self._automatic.setVisible(may_let_choose(model))
        self._minutes.setVisible(may_write_minutes(model))
        self._no_minutes.setVisible(model.writes_minutes)
        self._scale.setVisible(model.chosen and self.role is Role.ADAPTER)
        with QSignalBlocker(self._scale):
            self._scale.setValue(state.adapter_scale)
        self._fetch.setVisible(may_fetch(model, state))
        self._use.setVisible(may_choose(model))
        self._measure.setVisible(may_measure(model))
        self._measure.setEnabled(idle)
        self._compress.setVisible(may_compress(model))
        self._compress.setEnabled(idle)
        self._verify.setVisible(model.installed)
        self._verify.setEnabled(idle)
        self._remove.setVisible(may_remove(model))
        self._remove.setEnabled(idle)
        asked = state.removing == self._id
        if asked and self._question.isHidden():
            self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
        self._question.setVisible(asked)

    def _strength(self, name: str) -> QDoubleSpinBox:
        """How strongly an adapter changes its model."""
        made = QDoubleSpinBox(self)
        made.setRange(0.0, STRONGEST)
        made.setSingleStep(0.1)
        made.setPrefix(self.tr("Strength") + " ")
        made.setKeyboardTracking(False)
        made.setAccessibleName(self.tr("How strongly {name} changes its model").format(name=name))
        made.setToolTip(self.tr("0 changes nothing, 1 is as it was trained"))
        made.valueChanged.connect(self.scale_wanted.emit)
        return made

    def _sizes(self, state: "ModelState") -> QMenu:
        menu = QMenu(self)
        for one in choices(state.model):
            action = menu.addAction(words.compression(state.model, one))
            action.triggered.connect(partial(self.compress_wanted.emit, self._id, one.name))
        return menu

    def _removal_question(self, state: "ModelState", fetches: bool) -> QWidget:
        made = QWidget(self)
        act = self.tr("Forget") if state.model.linked_in else self.tr("Delete")
        yes = button(act, lambda: self.remove_confirmed.emit(self._id), kind="danger", parent=made)
        self._keep = button(self.tr("Keep"), lambda: self.remove_asked.emit(""), parent=made)
        line = row(label(words.removal_question(state.model, fetches), wrap=True, parent=made), yes, self._keep)
        line.setStretch(0, 1)
        made.setLayout(line)
        made.setVisible(False)
        return made
