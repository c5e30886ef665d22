"""Documents as they can be looked at: the file itself where it can be drawn, else the text that was kept."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.core.administration.knowledge import is_packed
from app.core.errors import UnreadableFile
from app.core.library.documents import Document, Page
from app.core.library.notes import is_note
from app.core.meetings.meeting_documents import is_meeting
from app.engines.drawing import Drawing
from app.engines.file_content import load_file
from app.storage.library.documents import Documents

_HEAD_BYTES = 1024
"""PDF allows other bytes before its mark."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file of a document: whether it is there and `unchanged` since it was read, and the PDF that shows it, if any.

    `password` opens the PDF, "" if it needs none.
    """

    unchanged: bool
    pdf: bytes | None = None
    password: str = field(default="", repr=False)


class Viewing:
    """What the viewer needs of the library. Nothing of it is written to disk; `kept` gives the files that lie in the vault.

    Those are what came in knowledge packs, and the pictures of notes.
    """

    def __init__(
        self,
        documents: Documents,
        drawing: Drawing,
        kept: Callable[[Document], bytes | None] = lambda _document: None,
    ) -> None:
        self._documents = documents
        self._drawing = drawing
        self._kept = kept

    def document(self, document_id: int) -> Document:
        """What is known of a document. Raises NothingFound if it is gone."""
        return self._documents.get(document_id)

    def page(self, document_id: int, page_index: int) -> Page:
        """One page of a document, counted from 0. Raises NothingFound if it is gone."""
        return self._documents.page(document_id, page_index)

    def original(self, document_id: int) -> Original:
        """The file a document was read from; reads it whole. Raises NothingFound if the document is gone.

        A meeting has none that could have changed.
        """
        document = self._documents.get(document_id)
        if is_meeting(document):
            return Original(unchanged=True)
        content = self._content(document)
        if content is None:
            return Original(unchanged=False)
        if b"%PDF-" in content[:_HEAD_BYTES]:
            return self._as_seen(document_id, content)
        if document.format == "image" or is_note(document):
            return Original(True, self._drawn(content))
        return Original(True)

    def _content(self, document: Document) -> bytes | None:
        """What was read, None where it cannot be had any more."""
        if is_packed(document) or is_note(document):
            return self._kept(document)
        try:
            file = load_file(Path(document.path))
        except UnreadableFile:
            return None
        return file.content if file.sha256 == document.content_hash else None

    def _as_seen(self, document_id: int, content: bytes) -> Original:
        """The PDF with what people added to it, which the window does not draw by itself."""
        password = self._documents.password(document_id)
        if self._documents.has_boxes(document_id):
            with contextlib.suppress(UnreadableFile):
                return Original(True, self._drawing.flattened(content, password))
        return Original(True, content, password)

    def _drawn(self, content: bytes) -> bytes | None:
        try:
            return self._drawing.pdf_of(content)
        except UnreadableFile:  # its text was read, and is shown
            return None
