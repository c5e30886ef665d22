"""A panel with one document: its title, the way to ask about it, and its pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.core.administration.knowledge import shown_path
from app.core.library.documents import Document
from app.core.library.notes import is_note
from app.core.meetings.meeting_documents import is_meeting, transcript_of
from app.ui import sentences
from app.ui.job_bridge import JobBridge
from app.ui.tokens import Space
from app.ui.viewer.document_viewer import DocumentViewer
from app.ui.viewer.place import Place, Shelf
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

_SMALLEST = 260


class DocumentPanel(QFrame):
    """Shows documents of the library from their first page."""

    close_wanted = Signal()
    ask_wanted = Signal(object)
    password_wanted = Signal(object)
    meeting_wanted = Signal(int)
    """The meeting whose transcript it is is to be heard and read: its id."""

    def __init__(self, shelf: Shelf, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "pane")
        self.setMinimumWidth(_SMALLEST)
        self._document: Document | None = None
        self._title = label("", "heading", wrap=True, selectable=True, parent=self)
        self._path = label("", "caption", wrap=True, selectable=True, parent=self)
        self._notes = label("", "caption", wrap=True, selectable=True, parent=self)
        self.unlock = button(self.tr("Enter password…"), self._unlock, kind="primary", icon_name="key", parent=self)
        self.meeting = button(
            self.tr("Open in Meetings"), self._open_meeting, kind="primary", icon_name="meetings", parent=self
        )
        ask = icon_button("ask", self.tr("Ask only this document"), self._ask, parent=self)
        close = icon_button("close", self.tr("Close the document"), self.close_wanted.emit, parent=self)
        self.viewer = DocumentViewer(shelf, jobs, self)
        head = row(
            column(self._title, self._path, self._notes, row(self.unlock, self.meeting, None), space=Space.TIGHT),
            ask,
            close,
            space=Space.TIGHT,
        )
        head.setStretch(0, 1)
        for above in (ask, close):
            head.setAlignment(above, Qt.AlignmentFlag.AlignTop)
        head.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.SMALL, Space.SMALL)
        whole = column(head, self.viewer, space=0)
        whole.setStretch(1, 1)
        whole.addStretch()  # below the head of a file that has no pages to show
        self.setLayout(whole)

    def show_document(self, document: Document) -> None:
        """Show a document, unless it is shown already."""
        if self._document == document and not self.isHidden():
            return
        is_other = self._document is None or self._document.id != document.id or self.isHidden()
        self._document = document
        self._title.setText(document.title)
        self._path.setText(sentences.in_language(document.reason) or shown_path(document.path))
        self._path.setVisible(not (is_meeting(document) or is_note(document)))
        self.meeting.setVisible(is_meeting(document))
        self._notes.setText("\n".join(map(sentences.in_language, document.notes)))
        self._notes.setVisible(bool(document.notes))
        self.unlock.setVisible(document.locked)
        self.viewer.setVisible(not document.reason)
        if is_other and not document.reason:
            self.viewer.show_place(Place(document.id, title=document.title))

    def _unlock(self) -> None:
        if self._document is not None:
            self.password_wanted.emit(self._document)

    def _open_meeting(self) -> None:
        transcript_id = transcript_of(self._document.path) if self._document is not None else None
        if transcript_id is not None:
            self.meeting_wanted.emit(transcript_id)

    def _ask(self) -> None:
        if self._document is not None:
            self.ask_wanted.emit(self._document)
