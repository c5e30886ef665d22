"""Where questions are typed: the text, what is searched, which model answers, and the button that sends or stops."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy, QToolButton, QWidget

from app.core.exhaustive import Reach
from app.ui.ask.changes import EVERYTHING, Library, Scope
from app.ui.ask.state import Asking
from app.ui.icons import Role, icon
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.elided_button import ElidedButton
from app.ui.widgets.layouts import column, row, surface
from app.ui.widgets.text import label, set_style_property

_LINES_AT_FIRST = 1
_MOST_LINES = 9


class QuestionField(QPlainTextEdit):
    """Grows with its text. Enter sends, Shift+Enter breaks the line, Up in the empty field edits the last message."""

    sent = Signal()
    last_wanted = Signal()
    focused = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bare")
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Send, break the line, or fetch the last message."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        broken = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        if enter and not broken:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText():
            self.last_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Let the frame around show it."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Let the frame around show it."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the height to the lines at the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its lines, up to a limit."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _fit(self) -> None:
        lines = max(_LINES_AT_FIRST, min(_MOST_LINES, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 2
        if self.minimumHeight() != height:
            self.setFixedHeight(height)


class Composer(QWidget):
    """Emits what the user wants; keeps nothing but the text in the field."""

    sent = Signal(str)
    stop_wanted = Signal()
    typed = Signal(str)
    last_wanted = Signal()
    edit_given_up = Signal()
    scope_chosen = Signal(object)
    reach_chosen = Signal(object)
    models_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QuestionField(self)
        self.field.setAccessibleName(self.tr("Your question"))
        self.field.setPlaceholderText(self.tr("Ask your documents"))
        self._scope = _menu_button(self.tr("What is searched"), "library", self)
        self._menu = QMenu(self)
        self._scope.setMenu(self._menu)
        self._reach = _menu_button(self.tr("How much is read"), "document", self)
        self._reaches = QMenu(self)
        self._reach.setMenu(self._reaches)
        self._model = ElidedButton(self.tr("Model"), self.models_wanted.emit, parent=self)
        self._send = button(self.tr("Send"), self._press, kind="primary", icon_name="send", parent=self)
        self._stop = button(self.tr("Stop"), self.stop_wanted.emit, icon_name="stop", parent=self)
        self._editing = QWidget(self)
        told = label(
            self.tr("You are changing an earlier message; what followed it will be replaced."), "caption", wrap=True
        )
        given_up = button(self.tr("Leave it as it was"), self.edit_given_up.emit, kind="quiet", parent=self)
        line = row(told, given_up)
        line.setStretch(0, 1)
        self._editing.setLayout(line)
        below = row(self._scope, self._reach, self._model, None, self._stop, self._send)
        card = column(self._editing, self.field, below, margin=Space.MEDIUM)
        self._card = surface("card", card, self)
        self.setLayout(column(self._card))
        self.setFocusProxy(self.field)
        self.field.focused.connect(lambda has: set_style_property(self._card, "focused", "true" if has else "false"))
        self.field.sent.connect(self._press)
        self.field.last_wanted.connect(self.last_wanted)
        self.field.textChanged.connect(self._typed)
        self.show_scope(EVERYTHING, Library())
        self.show_reach(Reach.AUTOMATIC, everything=False, with_documents=True)
        self.show_running(None)
        self.show_editing(editing=False)

    @property
    def reach_words(self) -> str:
        """How much is read for the answer, as the user sees it."""
        return self._reach.text().removesuffix(" ▾")

    @property
    def reaches(self) -> list[QAction]:
        """What can be chosen instead."""
        return self._reaches.actions()

    def show_draft(self, text: str) -> None:
        """Put a text into the field, unless it stands there already."""
        if self.field.toPlainText() != text:
            self.field.setPlainText(text)
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def show_running(self, asking: Asking | None) -> None:
        """While an answer is on its way, Stop stands where Send was."""
        self._running = asking is not None
        self._send.setVisible(asking is None)
        self._stop.setVisible(asking is not None)
        self._stop.setEnabled(asking is not None and not asking.stopping)
        self._typed_changed()

    def show_editing(self, *, editing: bool) -> None:
        """Whether the text is an earlier message that is being changed."""
        self._editing.setVisible(editing)

    def show_model(self, name: str) -> None:
        """Name the model that answers."""
        self._model.show_text(name or self.tr("No chat model: quotations only"))
        self._model.setAccessibleName(self.tr("Answered by: {name}").format(name=self._model.whole_text))

    def show_scope(self, scope: Scope, library: Library) -> None:
        """Show what is searched, and offer everything that could be."""
        self._scope.setText(f"{self._words(scope)} ▾")
        self._scope.setAccessibleName(self.tr("Searched: {scope}").format(scope=self._words(scope)))
        self.field.setPlaceholderText(
            self.tr("Ask your documents") if scope.use_documents else self.tr("Ask without documents")
        )
        self._menu.clear()
        group = QActionGroup(self._menu)
        choices = [Scope(), *(Scope(collection=name) for name in library.collections), Scope(use_documents=False)]
        for choice in [*choices, *([scope] if scope.document_ids else [])]:
            action = QAction(self._words(choice), group, checkable=True)
            action.setChecked(choice == scope)
            action.triggered.connect(lambda _checked, chosen=choice: self.scope_chosen.emit(chosen))
            self._menu.addAction(action)

    def show_reach(self, reach: Reach, *, everything: bool, with_documents: bool) -> None:
        """Show how much is read for the answer, `everything` or the best passages, and offer the choice."""
        words = self.tr("Everything") if everything else self.tr("Best passages")
        self._reach.setVisible(with_documents)
        self._reach.setText(f"{words} ▾")
        self._reach.setAccessibleName(self.tr("Answer from: {reach}").format(reach=words))
        self._reaches.clear()
        group = QActionGroup(self._reaches)
        for choice, text in (
            (Reach.AUTOMATIC, self.tr("As the question needs")),
            (Reach.BEST, self.tr("Best passages")),
            (Reach.EVERYTHING, self.tr("Everything: summaries, lists, counts")),
        ):
            action = QAction(text, group, checkable=True)
            action.setChecked(choice is reach)
            action.triggered.connect(lambda _checked, chosen=choice: self.reach_chosen.emit(chosen))
            self._reaches.addAction(action)

    def _words(self, scope: Scope) -> str:
        if not scope.use_documents:
            return self.tr("No documents")
        if scope.document_ids:
            return scope.title or self.tr("%n document(s)", "", len(scope.document_ids))
        return scope.collection or self.tr("All documents")

    def _press(self) -> None:
        if not self._running and self.field.toPlainText().strip():
            self.sent.emit(self.field.toPlainText())

    def _typed(self) -> None:
        self._typed_changed()
        self.typed.emit(self.field.toPlainText())

    def _typed_changed(self) -> None:
        self._send.setEnabled(bool(self.field.toPlainText().strip()))


def _menu_button(name: str, icon_name: str, parent: QWidget) -> QToolButton:
    made = QToolButton(parent)
    made.setToolTip(name)
    made.setIcon(icon(icon_name, Role.Accent))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
