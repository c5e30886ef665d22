"""The two lists of Ask: the conversations, and the saved questions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.widgets.elided_button import ElidedButton
from app.ui.widgets.flow import FlowLayout


class AskTabs(QWidget):
    """`chosen` is emitted with the name of the other place; the tab of the own one stays pressed."""

    chosen = Signal(str)

    def __init__(self, own: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self.tabs = {
            "ask": ElidedButton(self.tr("Conversations"), lambda: self._press("ask"), kind="tab", parent=self),
            "saved": ElidedButton(self.tr("Saved"), lambda: self._press("saved"), kind="tab", parent=self),
        }
        group = QButtonGroup(self)
        for name, tab in self.tabs.items():
            tab.setCheckable(True)
            tab.setChecked(name == own)
            group.addButton(tab)
        line = FlowLayout(0)
        for tab in self.tabs.values():
            line.addWidget(tab)
        self.setLayout(line)

    def _press(self, name: str) -> None:
        self.tabs[self._own].setChecked(True)
        if name != self._own:
            self.chosen.emit(name)
