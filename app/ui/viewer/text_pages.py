"""A page as plain text, with a range highlighted. Nothing in it is markup, so nothing in it can load or open."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.library.documents import Page
from app.ui.tokens import Space
from app.ui.viewer.place import part_with, parts
from app.ui.widgets.highlight import cursor_at, highlighted

_WIDEST_ZOOM = 8


class TextPages(QPlainTextEdit):
    """Shows one page at a time, in parts where it is long.

    Asks for another page with `page_wanted(page_index, from_its_end)` and tells with `moved` that another part is shown.
    """

    page_wanted = Signal(int, bool)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("kind", "bare")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(Space.MEDIUM)
        self.setTextInteractionFlags(self.textInteractionFlags() | self.textInteractionFlags().TextSelectableByKeyboard)
        self.setAccessibleName(self.tr("Text of the page"))
        self._text = ""
        self._parts: tuple[tuple[int, int], ...] = ((0, 0),)
        self._part = 0
        self._mark = (0, 0)
        self._zoom = 0
        self.page_index = 0
        self.page_count = 1
        self.page_label = ""

    @property
    def part(self) -> tuple[int, int]:
        """Which part of how many is shown, counted from 1."""
        return self._part + 1, len(self._parts)

    @property
    def marked_text(self) -> str:
        """The words that are highlighted now."""
        selections = self.extraSelections()
        return selections[0].cursor.selectedText().replace("\u2029", "\n") if selections else ""

    def show_page(
        self, page: Page, page_index: int, page_count: int, mark: tuple[int, int] = (0, 0), *, at_end: bool = False
    ) -> None:
        """Show a page, with the characters `mark` highlighted and in sight."""
        self._text, self._mark, self.page_label = page.text, mark, page.label
        self.page_index, self.page_count = page_index, page_count
        self._parts = parts(page.text)
        self._show_part(len(self._parts) - 1 if at_end else part_with(self._parts, mark[0]))

    @property
    def has_next(self) -> bool:
        """Whether something comes after what is shown."""
        return self._part + 1 < len(self._parts) or self.page_index + 1 < self.page_count

    @property
    def has_previous(self) -> bool:
        """Whether something comes before what is shown."""
        return self._part > 0 or self.page_index > 0

    def go_next(self) -> None:
        """The next part, or the next page."""
        if self._part + 1 < len(self._parts):
            self._show_part(self._part + 1)
        elif self.has_next:
            self.page_wanted.emit(self.page_index + 1, False)

    def go_previous(self) -> None:
        """The part before, or the page before."""
        if self._part > 0:
            self._show_part(self._part - 1)
        elif self.has_previous:
            self.page_wanted.emit(self.page_index - 1, True)

    def zoom(self, steps: int) -> None:
        """Larger or smaller letters."""
        steps = max(-_WIDEST_ZOOM // 2, min(_WIDEST_ZOOM, self._zoom + steps)) - self._zoom
        self._zoom += steps
        self.zoomIn(steps)

    def _show_part(self, part: int) -> None:
        self._part = part
        start, end = self._parts[part]
        self.setPlainText(self._text[start:end])
        first = self._highlight_mark()
        self.setTextCursor(cursor_at(self.document(), first))
        self.centerCursor()
        self.moved.emit()

    def _highlight_mark(self) -> int:
        """Highlight what of the mark is in this part; returns where it begins."""
        start, end = self._parts[self._part]
        first, last = (max(start, min(end, offset)) - start for offset in self._mark)
        self.setExtraSelections([highlighted(self.document(), first, last)] if last > first else [])
        return first

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the mark in sight: a panel that opens gets its size after its text."""
        super().resizeEvent(event)
        if self.extraSelections():
            self.centerCursor()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take up new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.marked_text:
            self._highlight_mark()
