"""The page of a source, from the PDF itself or from the text Alcove read, with the way to the pages around it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.words.aloud import spoken
from app.ui.aloud import Aloud, AloudButton
from app.ui.job_bridge import JobBridge
from app.ui.tokens import Space
from app.ui.viewer.pdf_pages import PdfPages
from app.ui.viewer.place import Contents, Place, Shelf, read_contents
from app.ui.viewer.text_pages import TextPages
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label, rule


class DocumentViewer(QWidget):
    """Shows a `Place`. `shown` is emitted once its page stands there, as a PDF or as text."""

    shown = Signal()
    aloud_wanted = Signal()

    def __init__(self, shelf: Shelf, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._jobs = jobs
        self._place = Place(0)
        self.pdf = PdfPages(self)
        self.text = TextPages(self)
        self.note = label("", "caption", wrap=True, selectable=True, parent=self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.pdf)
        self._pages.addWidget(self.text)
        arrows = ["chevron-left", "chevron-right"]
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            arrows.reverse()
        self._back = icon_button(arrows[0], self.tr("Previous page"), self._go_previous, parent=self)
        self._forward = icon_button(arrows[1], self.tr("Next page"), self._go_next, parent=self)
        self._page = ElidedLabel("caption", self)
        smaller = icon_button("zoom-out", self.tr("Smaller"), lambda: self._zoom(-1), parent=self)
        larger = icon_button("zoom-in", self.tr("Larger"), lambda: self._zoom(1), parent=self)
        self.aloud = AloudButton(self.aloud_wanted.emit, self)
        bar = row(self._back, self._page, self._forward, None, self.aloud, smaller, larger, space=Space.TIGHT)
        bar.setContentsMargins(Space.SMALL, Space.TIGHT, Space.SMALL, Space.TIGHT)
        around = column(self.note)
        around.setContentsMargins(Space.MEDIUM, Space.TIGHT, Space.MEDIUM, Space.TIGHT)
        whole = column(bar, rule(self), around, self._pages, space=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self._say("")
        self.pdf.moved.connect(self._moved)
        self.text.moved.connect(self._moved)
        self.pdf.failed.connect(self._fall_back)
        self.text.page_wanted.connect(self._read_text_page)

    @property
    def shows_pdf(self) -> bool:
        """Whether the page in sight is drawn from the PDF itself."""
        return self._pages.currentWidget() is self.pdf

    def show_place(self, place: Place) -> None:
        """Bring the place into sight with its characters highlighted; the reading happens in the background."""
        self._place = place
        self._jobs.run_once(self, lambda: read_contents(self._shelf, place), self._show, self._say, replaces="place")

    def connect_aloud(self, aloud: Aloud) -> None:
        """Have what is highlighted read aloud where the button is pressed, and else the page in sight."""
        self.aloud_wanted.connect(lambda: self.read_aloud(aloud))

    def read_aloud(self, aloud: Aloud) -> None:
        """Read what is highlighted, else the page in sight, or stop."""

        def read(text: str) -> None:
            aloud.toggle(self, spoken(text), lambda part: self.aloud.show_reading(part is not None))

        if not self.shows_pdf or self.pdf.marked_text:
            read(self._current().marked_text or self.text.toPlainText())
            return
        document_id, page_index = self._place.document_id, self.pdf.page_index
        self._jobs.run_once(
            self, lambda: self._shelf.page(document_id, page_index).text, read, self._say, replaces="aloud"
        )

    def _show(self, contents: Contents) -> None:
        place = contents.place
        mark = (place.start, place.end)
        if contents.pdf is not None:
            self._say("")
            self.pdf.open(contents.pdf, place.page_index, contents.marks, contents.words, contents.password)
            return
        if contents.page is not None:
            gone = self.tr("The file was moved, deleted or changed since it was read; this is the text Alcove kept.")
            self._say(gone if contents.original_is_gone else self.note.text())
            self.text.show_page(contents.page, place.page_index, contents.page_count, mark)

    def _fall_back(self) -> None:
        """Qt cannot read the PDF: show the text of the page."""
        place = self._place
        self._say(self.tr("This PDF cannot be drawn here; this is the text Alcove read from it."))
        self._jobs.run_once(
            self, lambda: read_contents(self._shelf, place, as_text=True), self._show, self._say, replaces="place"
        )

    def _read_text_page(self, page_index: int, at_end: bool) -> None:
        document_id, count = self._place.document_id, self.text.page_count
        self._jobs.run_once(
            self,
            lambda: self._shelf.page(document_id, page_index),
            lambda page: self.text.show_page(page, page_index, count, at_end=at_end),
            self._say,
            replaces="place",
        )

    def _say(self, note: str) -> None:
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _moved(self) -> None:
        pages = self.sender()
        assert isinstance(pages, PdfPages | TextPages)
        self._pages.setCurrentWidget(pages)
        words = self.tr("Page {page} of {pages}").format(page=pages.page_index + 1, pages=pages.page_count)
        if isinstance(pages, TextPages):
            part, parts = pages.part
            only = self.tr("Text") if parts == 1 else self.tr("Part {part} of {parts}").format(part=part, parts=parts)
            words = only if pages.page_count == 1 else words
            words = f"{pages.page_label} \u00b7 {words}" if pages.page_label else words
        self._page.setText(words)
        pages.setAccessibleName(f"{self._place.title}: {words}" if self._place.title else words)
        pages.setAccessibleDescription(pages.marked_text)
        self._back.setEnabled(pages.has_previous)
        self._forward.setEnabled(pages.has_next)
        self.shown.emit()

    def _current(self) -> PdfPages | TextPages:
        return self.pdf if self.shows_pdf else self.text

    def _go_next(self) -> None:
        self._current().go_next()

    def _go_previous(self) -> None:
        self._current().go_previous()

    def _zoom(self, steps: int) -> None:
        self._current().zoom(steps)
