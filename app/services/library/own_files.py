"""Which documents of the library are files of the user's own, which can change, move and be gone."""

from app.core.administration.knowledge import is_packed
from app.core.library.documents import Document
from app.core.library.notes import is_note
from app.core.meetings.meeting_documents import is_meeting


def has_file(document: Document) -> bool:
    """Whether a document is a file; meetings, notes and what came in a knowledge pack are none."""
    return not (is_meeting(document) or is_note(document) or is_packed(document))
