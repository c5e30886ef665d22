"""What forgets for good."""

from app.bootstrap.workers import Workers
from app.services.administration.backup_erasure import BackupErasure
from app.services.administration.forgetting import Forgetting
from app.services.application import Application
from app.storage.audit import Audit
from app.storage.library.documents import Documents
from app.storage.traces import Traces


def forgetting(application: Application, workers: Workers, audit: Audit) -> Forgetting:
    """Forgets documents, meetings and people, and proves it; the models forget too what they hold in memory."""
    database = application.vault.database
    return Forgetting(
        application.library,
        application.following,
        application.meetings,
        application.meeting_passages,
        application.voices,
        application.search,
        application.read_states,
        Documents(database),
        Traces(database),
        audit,
        BackupErasure(application.vault),
        workers.generate.stop,
    )
