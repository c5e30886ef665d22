"""What makes of meetings something to find and to hand on: passages, minutes."""

from collections.abc import Callable

from app.bootstrap.asking import phrasing
from app.bootstrap.models import minutes_model
from app.bootstrap.workers import Workers
from app.engines.index import Index
from app.engines.paper import Paper
from app.services.application import Application
from app.services.library.embedding import Embedding
from app.services.library.similarity import similarity_by
from app.services.meetings.exporting import Exporting
from app.services.meetings.meeting_passages import MeetingPassages
from app.services.meetings.minutes import MinutesService
from app.services.meetings.minutes_templates import MinutesTemplates
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.meetings.changed_meetings import ChangedMeetings
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.minutes import KeptMinutes
from app.storage.places import Places


def meeting_passages(database: Database, embedding: Embedding, stored: Callable[[], None]) -> MeetingPassages:
    """Keeps meetings findable; `stored` sees to the vectors of their passages."""
    return MeetingPassages(
        Meetings(database),
        ChangedMeetings(database),
        KeptMinutes(database),
        Documents(database),
        embedding,
        stored,
    )


def exporting(
    workers: Workers, database: Database, audit: Audit, permissions: Permissions, places: Places
) -> Exporting:
    """Writes transcripts and minutes to files, without what an organization wants taken out."""
    redacted = permissions.guardrails(places).redacted
    return Exporting(Meetings(database), KeptMinutes(database), Paper(workers.paper), audit, permissions, redacted)


def minutes(application: Application, workers: Workers, places: Places, index: Index, audit: Audit) -> MinutesService:
    """Writes minutes with the model in use, or without any."""
    database = application.vault.database
    kept = KeptMinutes(database)
    return MinutesService(
        Meetings(database),
        kept,
        MinutesTemplates(places.resources / "minutes", kept),
        lambda model_id: minutes_model(application, workers, model_id),
        phrasing(application, index),
        similarity_by(index),
        lambda: application.is_asked,
        audit,
    )
