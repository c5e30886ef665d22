"""Where questions are typed: the text, what is searched, which model answers, and the button that sends or stops."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.core.asking.pictures import MOST_PICTURES, AttachedPicture
from app.ui.ask.asking import Asking
from app.ui.ask.changes import Library, Scope
from app.ui.ask.completion import Offer, Sought, sought, without
from app.ui.ask.model_menu import ModelMenu
from app.ui.ask.offers_popup import OffersPopup
from app.ui.ask.pictures import PictureStrip, pasted_picture, picture_files
from app.ui.ask.scope_bar import ScopeBar
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.layouts import column, row, surface
from app.ui.widgets.text import characters, label, set_style_property

_LINES_AT_FIRST = 1
_MOST_LINES = 9


class QuestionField(QPlainTextEdit):
    """Grows with its text. Enter sends, Shift+Enter breaks the line, Up in the empty field edits the last message."""

    sent = Signal()
    last_wanted = Signal()
    picture_pasted = Signal(bytes)
    files_pasted = Signal(object)
    focused = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.popup: OffersPopup | None = None
        """Takes its keys first while it is in sight."""
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

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Text, and pictures as well."""
        return bool(picture_files(source) or pasted_picture(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """A picture is handed on, everything else is text."""
        if paths := picture_files(source):
            self.files_pasted.emit(paths)
        elif content := pasted_picture(source):
            self.picture_pasted.emit(content)
        else:
            super().insertFromMimeData(source)

    def event(self, event: QEvent) -> bool:
        """While suggestions are in sight they have the first say, before the window takes Esc and the focus Tab."""
        if self.popup is not None and self.popup.isVisible() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self.popup.press(event):
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Let the frame around show it."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Let the frame around show it."""
        super().focusOutEvent(event)
        self.focused.emit(False)
        if self.popup is not None:
            self.popup.hide()

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
    completion_wanted = Signal(object)
    """Something is being completed; answer with `show_offers`."""
    offer_chosen = Signal(object)
    files_attached = Signal(object)
    """Paths of pictures that the question is to be about."""
    picture_pasted = Signal(bytes)
    choosing_wanted = Signal()
    picture_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QuestionField(self)
        self.field.setAccessibleName(self.tr("Your question"))
        self.field.setPlaceholderText(self.tr("Ask your documents"))
        self.model = ModelMenu(self)
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
        self._attach = icon_button("attach", self.tr("Attach pictures"), self.choosing_wanted.emit, parent=self)
        self.pictures = PictureStrip(self, removable=True)
        self.pictures.removed.connect(self.picture_removed)
        self.field.picture_pasted.connect(self.picture_pasted)
        self.field.files_pasted.connect(self.files_attached)
        self.setAcceptDrops(True)
        self.scope = ScopeBar(self.model, (self._attach, self._stop, self._send), self)
        card = column(self._editing, self.pictures, self.field, self.scope, margin=Space.MEDIUM)
        self._card = surface("card", card, self)
        self.setLayout(column(self._card))
        self.setFocusProxy(self.field)
        self.field.focused.connect(lambda has: set_style_property(self._card, "focused", "true" if has else "false"))
        self.field.sent.connect(self._press)
        self.field.last_wanted.connect(self.last_wanted)
        self.field.textChanged.connect(self._typed)
        self.field.cursorPositionChanged.connect(self._look_for_completion)
        self._sought: Sought | None = None
        self.show_running(None)
        self.show_editing(editing=False)

    @property
    def model_words(self) -> str:
        """Who answers, as the user sees it."""
        return self.model.whole_text.removesuffix(" ▾")

    def show_draft(self, text: str) -> None:
        """Put a text into the field, unless it stands there already."""
        if self.field.toPlainText() != text:
            self.field.setPlainText(text)
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def show_pictures(self, pictures: tuple[AttachedPicture, ...], *, with_documents: bool) -> None:
        """What the next question is about."""
        self.pictures.show_pictures([one.picture for one in pictures])
        self._attach.setEnabled(len(pictures) < MOST_PICTURES)
        if pictures:
            self.field.setPlaceholderText(self.tr("Ask about the picture"))
        else:
            self._show_placeholder(with_documents=with_documents)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Pictures may be dropped here; everything else goes where files go in this window."""
        if picture_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Ask about them."""
        event.acceptProposedAction()
        self.files_attached.emit(picture_files(event.mimeData()))

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

    def show_scope(self, scope: Scope, library: Library) -> None:
        """Show what is searched."""
        self.scope.show_scope(scope, library)
        self._show_placeholder(with_documents=scope.use_documents)

    def _show_placeholder(self, *, with_documents: bool) -> None:
        self.field.setPlaceholderText(
            self.tr("Ask your documents") if with_documents else self.tr("Ask without documents")
        )

    def show_offers(self, what: Sought, offers: tuple[Offer, ...]) -> None:
        """Suggest what fits, unless something else is typed by now."""
        if what != self._sought or not self.field.hasFocus():
            return
        if self.field.popup is None:
            self.field.popup = OffersPopup(self._card)
            self.field.popup.chosen.connect(self._complete)
        self.field.popup.show_offers(offers)

    def _press(self) -> None:
        if not self._running and self.field.toPlainText().strip():
            self.sent.emit(self.field.toPlainText())

    def _typed(self) -> None:
        self._typed_changed()
        self.typed.emit(self.field.toPlainText())
        self._look_for_completion()

    def _look_for_completion(self) -> None:
        text, cursor = self.field.toPlainText(), self.field.textCursor()
        typing = self.field.hasFocus() and not cursor.hasSelection()
        found = sought(text, characters(text, cursor.position())) if typing else None
        if found == self._sought:
            return
        self._sought = found
        if found is not None:
            self.completion_wanted.emit(found)
        elif self.field.popup is not None:
            self.field.popup.hide()

    def _complete(self, offer: Offer) -> None:
        """What was typed for it goes; the chip, or the saved question, comes."""
        if self._sought is not None:
            self.show_draft(without(self.field.toPlainText(), self._sought))
        self.offer_chosen.emit(offer)

    def _typed_changed(self) -> None:
        self._send.setEnabled(bool(self.field.toPlainText().strip()))
