"""What answers a question."""

from functools import partial

from app.bootstrap.models import answering_model
from app.bootstrap.workers import Workers
from app.core.asking.prompting import GenerationOptions
from app.engines.battery import battery_left
from app.engines.calculator import Calculator
from app.engines.index import Index
from app.engines.turns import Questions
from app.services.application import Application
from app.services.asking.answering import Answering
from app.services.asking.own_help import own_help
from app.services.asking.phrasing import Phrasing
from app.services.asking.prompts import Prompts
from app.services.asking.read_states import ReadStates
from app.services.asking.replies import Replies
from app.services.asking.table_answers import TableAnswers
from app.services.asking.tool_calls import ToolCalls
from app.services.asking.tool_functions import ToolFunctions
from app.services.asking.whole_reading import WholeReading
from app.services.asking.written_answers import WrittenAnswers
from app.services.library.similarity import similarity_by
from app.services.models.routing import ModelRouting
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations
from app.storage.conversations.pictures import Pictures
from app.storage.conversations.readings import Readings
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.workers.protocol.generate import LoadTextModel


def answering(application: Application, workers: Workers, index: Index, readings: Readings, audit: Audit) -> Answering:
    """Answers over the library, with the model asked for."""
    database, settings = application.vault.database, application.settings
    application.read_states = ReadStates(readings, lambda: int(settings.get("answer.kept_megabytes")))
    settings.on_change("answer.kept_megabytes", application.read_states.keep_within_limit)
    routing = ModelRouting(
        application.catalogue,
        application.measuring,
        settings,
        partial(_loaded, workers),
        battery_left,
        application.sparing.strain,
    )
    return Answering(
        choose_model=partial(answering_model, application, workers, routing),
        replies=_replies(application, workers, index, readings),
        search=application.search,
        documents=Documents(database),
        matching=Matching(database),
        conversations=Conversations(database),
        pictures=Pictures(database),
        audit=audit,
        guardrails=application.permissions.guardrails(application.vault.places),
        questions=Questions(),
    )


def _replies(application: Application, workers: Workers, index: Index, readings: Readings) -> Replies:
    database, settings = application.vault.database, application.settings
    documents = Documents(database)
    return Replies(
        own_help(application.vault.places.resources),
        ToolCalls(
            ToolFunctions(documents, Matching(database), application.search),
            lambda: bool(settings.get("answer.tools")),
            application.permissions,
        ),
        TableAnswers(documents, application.search, Calculator(workers.tables)),
        WholeReading(documents, index, phrasing(application, index)),
        WrittenAnswers(
            application.search,
            similarity_by(index),
            documents,
            Prompts(readings, application.pictures),
            application.read_states,
            lambda: generation_options(application),
        ),
    )


def _loaded(workers: Workers) -> tuple[str, float]:
    """The path of the model file in memory, and the seconds its loading took."""
    match workers.generate.setup:
        case (LoadTextModel(path=path), seconds):
            return path, seconds
        case _:
            return "", 0.0


def phrasing(application: Application, index: Index) -> Phrasing:
    """What puts into words what code has chosen."""
    return Phrasing(similarity_by(index), lambda: generation_options(application))


def generation_options(application: Application) -> GenerationOptions:
    """How answers are written, as the settings say."""
    settings = application.settings
    return GenerationOptions(
        maximum_tokens=int(settings.get("answer.maximum_tokens")),
        temperature=float(settings.get("answer.temperature")),
        thinking_tokens=int(settings.get("answer.thinking_tokens")),
    )
