"""What answers a question."""

from app.bootstrap.models import text_model
from app.bootstrap.workers import Workers
from app.core.prompting import GenerationOptions
from app.engines.calculator import Calculator
from app.engines.index import Index
from app.services.answering import Answering
from app.services.application import Application
from app.services.phrasing import Phrasing
from app.services.similarity import similarity_by
from app.services.table_answers import TableAnswers
from app.services.whole_reading import WholeReading
from app.storage.audit import Audit
from app.storage.conversations import Conversations
from app.storage.documents import Documents


def answering(
    application: Application,
    workers: Workers,
    index: Index,
    documents: Documents,
    conversations: Conversations,
    audit: Audit,
) -> Answering:
    """Answers over the library, with the model asked for."""
    settings, catalogue = application.settings, application.catalogue
    similarity = similarity_by(index)

    def options() -> GenerationOptions:
        return GenerationOptions(
            maximum_tokens=int(settings.get("answer.maximum_tokens")),
            temperature=float(settings.get("answer.temperature")),
        )

    return Answering(
        choose_model=lambda model_id: text_model(catalogue, workers, model_id),
        search=application.search,
        similarity=similarity,
        tables=TableAnswers(documents, application.search, Calculator(workers.tables)),
        whole=WholeReading(documents, index, Phrasing(similarity, options)),
        documents=documents,
        conversations=conversations,
        audit=audit,
        options=options,
    )
