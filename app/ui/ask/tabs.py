"""The two lists of Ask: the conversations, and the saved questions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import row


class AskTabs(QWidget):
    """`chosen` is emitted with the name of the other place; the tab of the own one stays pressed."""

    chosen = Signal(str)

    def __init__(self, own: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self.tabs = {
            "ask": button(self.tr("Conversations"), kind="tab", parent=self),
            "saved": button(self.tr("Saved"), kind="tab", parent=self),
        }
        group = QButtonGroup(self)
        for name, tab in self.tabs.items():
            tab.setCheckable(True)
            tab.setChecked(name == own)
            tab.clicked.connect(lambda _checked, name=name: self._press(name))
            group.addButton(tab)
        self.setLayout(row(*self.tabs.values(), space=0))

    def _press(self, name: str) -> None:
        self.tabs[self._own].setChecked(True)
        if name != self._own:
            self.chosen.emit(name)
