"""What the services have that fits a text, off the window's thread. Knows no Qt."""

from typing import TYPE_CHECKING

from app.ui.palette.state import Entry, Kind

if TYPE_CHECKING:
    from app.services.application import Application

_OF_EACH = 12


def found(services: "Application", text: str) -> tuple[Entry, ...]:
    """Conversations, saved questions, documents and meetings; documents only once there is a text to find them by."""
    conversations = services.history.conversations(text)[:_OF_EACH]
    documents = services.library.named(text, _OF_EACH) if text else []
    return (
        *(Entry(Kind.CONVERSATION, one.id, one.title, text) for one in conversations),
        *(Entry(Kind.QUESTION, one.name, one.name, one.text) for one in services.saved_questions.questions()),
        *(Entry(Kind.DOCUMENT, one.id, one.title, one.path) for one in documents),
        *(Entry(Kind.MEETING, one.id, one.title, one.path) for one in services.meetings.transcripts()),
    )
