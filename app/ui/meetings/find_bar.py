"""Finding and replacing in the open transcript."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.core.meetings.transcript_search import Wanted
from app.ui.meetings.editor_state import EditorState
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.fields import takes_escape
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label


class FindBar(QWidget):
    """What is looked for, how often it is there, and what takes its place. Hidden until it is asked for."""

    sought = Signal(Wanted)
    stepped = Signal(bool)
    """On to the next match, or (true) to the one before."""
    replaced = Signal(str)
    all_replaced = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(self.tr("Find in this transcript"))
        self.text.setAccessibleName(self.tr("Find in this transcript"))
        self.case = QCheckBox(self.tr("Same case"), self)
        self.whole_word = QCheckBox(self.tr("Whole word"), self)
        self.count = label("", tone="muted", parent=self)
        before = icon_button("chevron-up", self.tr("Previous match"), lambda: self.stepped.emit(True), parent=self)
        after = icon_button("chevron-down", self.tr("Next match"), lambda: self.stepped.emit(False), parent=self)
        close = icon_button("close", self.tr("Close"), self.closed.emit, parent=self)
        self.by = QLineEdit(self)
        self.by.setPlaceholderText(self.tr("Replace by"))
        self.by.setAccessibleName(self.tr("Replace by"))
        self.one = button(self.tr("Replace"), lambda: self.replaced.emit(self.by.text()), parent=self)
        self.all = button(self.tr("Replace all"), lambda: self.all_replaced.emit(self.by.text()), parent=self)
        self._replacing = QWidget(self)
        self._replacing.setLayout(row(self.by, self.one, self.all))
        finding = row(self.text, self.count, self.case, self.whole_word, before, after, close)
        self.setLayout(column(finding, self._replacing, space=Space.SMALL))
        for first, then in pairwise((self.text, self.by, self.one, self.all, self.case)):
            self.setTabOrder(first, then)
        self.text.textChanged.connect(lambda: self.seek())
        self.case.toggled.connect(lambda: self.seek())
        self.whole_word.toggled.connect(lambda: self.seek())
        self.setVisible(False)

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self.text.text(), self.case.isChecked(), self.whole_word.isChecked())

    def open(self, *, replacing: bool) -> None:
        """Come into sight, with the fields to replace or without them."""
        self._come(replacing=replacing)
        self.text.selectAll()
        self.text.setFocus()

    def show_text(self, text: str) -> None:
        """Come into sight with this text looked for; the keys stay where they are."""
        self.text.setText(text)
        self._come(replacing=False)

    def _come(self, *, replacing: bool) -> None:
        self.setVisible(True)
        self._replacing.setVisible(replacing)
        self.seek()

    def seek(self) -> None:
        """Look for what stands in the field."""
        self.sought.emit(self.wanted)

    def show_state(self, state: EditorState) -> None:
        """How often it is there, and which of them is shown."""
        words = self.tr("{number} of {count}").format(number=state.match_number, count=len(state.found))
        self.count.setText(words if state.found else self.tr("Not found") if state.wanted.text else "")
        for control in (self.one, self.all):
            control.setEnabled(bool(state.found))

    def event(self, event: QEvent) -> bool:
        """Esc is for the bar while it is being used."""
        return takes_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes on, Shift+Enter back, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
