"""Who answers, in plain sight: the model of this conversation, its adapter, and the choice of others."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.core.asking.conversations import AUTOMATIC, Answerer
from app.core.models.adapters import STRONGEST, WITHOUT_ADAPTER, AdapterWish
from app.ui.ask.changes import AdapterChoice, ModelRead
from app.ui.widgets.elided_button import ElidedButton
from app.ui.widgets.text import tip

_SCALES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, STRONGEST)
_MANY = 2


class ModelMenu(ElidedButton):
    """Shows who answers a conversation; says whom the user wants instead."""

    answerer_chosen = Signal(object)
    models_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", lambda: None, kind="menu", parent=parent)
        self._known = ModelRead("")
        self._answerer = AUTOMATIC
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.show_answerer(self._known, AUTOMATIC)

    @property
    def choices(self) -> list[QAction]:
        """What can be chosen, those of the menu of strengths last."""
        nested = [action for menu in self._menu.findChildren(QMenu) for action in menu.actions()]
        return [*self._menu.actions(), *nested]

    def show_answerer(self, known: ModelRead, answerer: Answerer) -> None:
        """Name who answers, and offer everyone who could."""
        self._known, self._answerer = known, answerer
        names = {one.id: one.name for one in known.models}
        chosen = (answerer.model_id if names else None) or ""  # one that is gone by now is named by its id
        told = names.get(chosen, chosen or known.name) or self.tr("No chat model: quotations only")
        adapter = self._adapter()
        with_adapter = f" + {adapter.name}" if adapter is not None else ""
        self.show_text(told.partition(" (")[0] + with_adapter + (" ▾" if known.name else ""))
        self.setAccessibleName(self.tr("Answered by: {name}").format(name=told + with_adapter))
        self.setToolTip(tip(self.accessibleName()))
        self._fill()

    def _adapter(self) -> AdapterChoice | None:
        wish = self._answerer.adapter
        return next((one for one in self._known.adapters if wish is not None and one.id == wish.adapter_id), None)

    def _fill(self) -> None:
        self._menu.clear()
        may_choose = len(self._known.models) >= _MANY and not self._known.fixed
        if may_choose or self._answerer.model_id:
            self._offer_models()
        if self._known.adapters:
            self._offer_adapters()
        self._menu.addAction(self.tr("Show the models"), self.models_wanted.emit)

    def _offer_models(self) -> None:
        group = QActionGroup(self._menu)
        fixed = self._known.fixed
        automatic = self.tr("As your administrator chose") if fixed else self.tr("As the question needs")
        self._offer(group, automatic, self._answerer.model_id is None, replace(self._answerer, model_id=None))
        for model in () if fixed else self._known.models:
            chosen = Answerer(model.id, self._answerer.adapter)
            self._offer(group, model.name, self._answerer.model_id == model.id, chosen)
        self._menu.addSeparator()

    def _offer_adapters(self) -> None:
        wish = self._answerer.adapter
        group = QActionGroup(self._menu)
        everywhere = self.tr("Adapter as chosen under Models")
        self._offer(group, everywhere, wish is None, replace(self._answerer, adapter=None))
        self._offer(
            group, self.tr("No adapter"), wish == WITHOUT_ADAPTER, replace(self._answerer, adapter=WITHOUT_ADAPTER)
        )
        for adapter in self._known.adapters:
            chosen = Answerer(adapter.base_for(self._answerer.model_id, self._known.model_id), AdapterWish(adapter.id))
            told = self.tr("Adapter: {name}").format(name=adapter.name)
            self._offer(group, told, wish is not None and wish.adapter_id == adapter.id, chosen)
        if wish is not None and wish.adapter_id:
            self._offer_strengths(wish)
        self._menu.addSeparator()

    def _offer_strengths(self, wish: AdapterWish) -> None:
        strengths = QMenu(self.tr("Strength of the adapter"), self._menu)
        self._menu.addMenu(strengths)
        group = QActionGroup(strengths)
        for scale in _SCALES:
            action = QAction(f"{scale:g}", group, checkable=True)
            action.setChecked(scale == wish.scale)
            action.triggered.connect(self._choosing(replace(self._answerer, adapter=replace(wish, scale=scale))))
            strengths.addAction(action)

    def _offer(self, group: QActionGroup, text: str, checked: bool, chosen: Answerer) -> None:
        action = QAction(text, group, checkable=True)
        action.setChecked(checked)
        action.triggered.connect(self._choosing(chosen))
        self._menu.addAction(action)

    def _choosing(self, chosen: Answerer) -> Callable[[], None]:
        return lambda: self.answerer_chosen.emit(chosen)
