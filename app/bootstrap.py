"""The composition root: the only module that names every concrete class, and decides who gets what."""

import logging
import threading
from collections.abc import Callable, Sequence

from app.cli.arguments import parser
from app.cli.output import Output
from app.cli.run import INTERRUPTED, cancel_on_interrupt, execute, given_passphrase, unlock
from app.core.errors import AlcoveError, Cancelled, ModelError, VaultLocked
from app.core.models import Role
from app.core.prompting import GenerationOptions
from app.engines import machine
from app.engines.calculator import Calculator
from app.engines.file_watch import FileWatch
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.engines.reader import Reader
from app.engines.text_model import LlamaModel, QuotingModel, TextModel
from app.engines.transcriber import SpeakerModels, Transcriber
from app.lockdown.lock import Stage, install
from app.services.administration import Administration
from app.services.answering import Answering
from app.services.application import Application, Lanes
from app.services.catalogue import ModelCatalogue, ModelState
from app.services.follower import Follower
from app.services.following import Following
from app.services.health import Health
from app.services.history import History
from app.services.jobs import Lane
from app.services.library import Library
from app.services.meetings import MeetingService
from app.services.phrasing import Phrasing
from app.services.quiet import Quiet
from app.services.saved_questions import SavedQuestions
from app.services.search import Search
from app.services.similarity import similarity_by
from app.services.sketching import Sketching
from app.services.syncing import Syncing
from app.services.table_answers import TableAnswers
from app.services.vault import Vault
from app.services.whole_reading import WholeReading
from app.storage.audit import Audit
from app.storage.bags import Bags
from app.storage.conversations import Conversations
from app.storage.documents import Documents
from app.storage.file_states import FileStates
from app.storage.findings import Findings
from app.storage.followed_folders import FollowedFolders
from app.storage.generations import Generations
from app.storage.instance import Command
from app.storage.meetings import Meetings
from app.storage.places import Places
from app.storage.saved_questions import SavedQuestions as QuestionStore
from app.storage.settings import Settings

_log = logging.getLogger(__name__)
_READING_OBEDIENCE_SECONDS = 0.2
_OCR_IDLE_SECONDS = 60.0
"""It holds a gigabyte after large pictures, and starts again in seconds."""
_SPEECH_OBEDIENCE_SECONDS = 0.1
_CONTEXT_TOKENS = 4096
"""What a question over documents needs; a longer window costs memory that a laptop does not have to spare."""


def build(places: Places, prepare: bool = False) -> Application:
    """All services of a profile, unopened; `open_services` builds those that need the vault's key.

    With `prepare`, opening also gets the index ready and finishes what a crash interrupted, in the background.
    """
    vault = Vault(places)
    workers = _Workers()
    closing: list[Callable[[], None]] = [workers.close, vault.close]

    def open_services(application: Application) -> None:
        index = _open(application, places, workers)
        closing.insert(0, index.close)
        if prepare:
            _prepare(application, index)
            closing.insert(0, application.following.close)

    def close() -> None:
        for step in closing:
            step()

    application = Application(
        vault=vault,
        lanes=Lanes(Lane("ask"), Lane("library"), Lane("meeting"), Lane("models")),
        opener=open_services,
        closer=close,
    )
    application.administration = Administration(vault)
    return application


class _Workers:
    """The six worker processes; none of them runs before its first request."""

    def __init__(self) -> None:
        self.generate = WorkerProcess("generate")
        self.index = WorkerProcess("index")
        self.read = WorkerProcess("read", obedience_seconds=_READING_OBEDIENCE_SECONDS)
        self.ocr = WorkerProcess("ocr", obedience_seconds=_READING_OBEDIENCE_SECONDS)
        self.transcribe = WorkerProcess("transcribe", obedience_seconds=_SPEECH_OBEDIENCE_SECONDS)
        self.tables = WorkerProcess("tables")
        self._all = (self.generate, self.index, self.read, self.ocr, self.transcribe, self.tables)

    def end_after(self, idle_seconds: float) -> None:
        for worker in self._all:
            worker.idle_seconds = idle_seconds
        self.ocr.idle_seconds = min(idle_seconds, _OCR_IDLE_SECONDS)

    def close(self) -> None:
        for worker in self._all:
            worker.close()


def _prepare(application: Application, index: Index) -> None:
    """Warm the index beside everything else, so that the first question does not wait for it."""

    def warm() -> None:
        try:
            index.warm()
        except AlcoveError as error:
            _log.warning("the index could not be warmed: %s", error)

    def note(sentence: str | None) -> None:
        if sentence:
            _log.warning("unfinished documents could not be completed: %s", sentence)

    threading.Thread(target=warm, daemon=True, name="warm index").start()
    application.lanes.library.submit(application.library.continue_unfinished, lambda _event: None, note)
    application.following.start()


def _open(application: Application, places: Places, workers: _Workers) -> Index:
    database = application.vault.database
    documents, files = Documents(database), FileStates(database)
    conversations = Conversations(database)
    audit = Audit(database)
    settings = Settings(database)
    workers.end_after(int(settings.get("workers.idle_seconds")))
    catalogue = ModelCatalogue(places, settings, workers.generate, audit)
    embedder = catalogue.chosen(Role.EMBEDDING)
    if embedder is None:
        raise ModelError("The embedding model that comes with Alcove is missing; install Alcove again.")
    index = Index(
        workers.index,
        embedder.path,
        embedder.model,
        lambda: documents.vectors(embedder.model.id),
        Generations(places, application.vault.key),
        machine.physical_cores(),
        Bags(database).after,
    )
    search = Search(documents, index)
    application.settings = settings
    application.catalogue = catalogue
    application.search = search
    followed, findings = FollowedFolders(database), Findings(database)
    sketching = Sketching(documents, findings)
    application.library = Library(documents, files, Reader(workers.read, pictures=workers.ocr), index, sketching, audit)
    application.following = _following(application, followed, files, audit)
    application.health = Health(documents, files, followed, findings, sketching)
    application.history = History(conversations, audit)
    application.meetings = MeetingService(
        lambda: _transcriber(catalogue, workers),
        lambda: _speaker_models(catalogue, workers),
        Meetings(database),
        audit,
    )
    application.answering = _answering(application, workers, index, documents, conversations, audit)
    application.saved_questions = SavedQuestions(QuestionStore(database), application.answering, audit)
    return index


def _answering(
    application: Application,
    workers: _Workers,
    index: Index,
    documents: Documents,
    conversations: Conversations,
    audit: Audit,
) -> Answering:
    settings, catalogue = application.settings, application.catalogue
    similarity = similarity_by(index)

    def options() -> GenerationOptions:
        return GenerationOptions(
            maximum_tokens=int(settings.get("answer.maximum_tokens")),
            temperature=float(settings.get("answer.temperature")),
        )

    return Answering(
        choose_model=lambda model_id: _text_model(catalogue, workers, model_id),
        search=application.search,
        similarity=similarity,
        tables=TableAnswers(documents, application.search, Calculator(workers.tables)),
        whole=WholeReading(documents, index, Phrasing(similarity, options)),
        documents=documents,
        conversations=conversations,
        audit=audit,
        options=options,
    )


def _following(application: Application, followed: FollowedFolders, files: FileStates, audit: Audit) -> Following:
    settings, library, lanes = application.settings, application.library, application.lanes
    quiet = Quiet(
        heeds_battery=lambda: not settings.get("library.sync_on_battery"),
        on_battery=machine.on_battery,
        asking=lambda: lanes.ask.busy,
    )
    syncing = Syncing(followed, files, library, audit, lambda: int(settings.get("library.days_gone_kept")))
    follower = Follower(
        followed, syncing, library, lanes.library, FileWatch(), quiet, lambda: int(settings.get("library.poll_seconds"))
    )
    return Following(followed, files, library, syncing, follower, quiet, audit)


def _text_model(catalogue: ModelCatalogue, workers: _Workers, model_id: str | None) -> TextModel:
    """The model asked for, else the one in use, else quotation."""
    if model_id is None:
        state = catalogue.chosen(Role.CHAT)
        if state is None:
            return QuotingModel()
    else:
        state = _installed(catalogue, model_id)
    return LlamaModel(workers.generate, state.model, state.path, machine.physical_cores(), _CONTEXT_TOKENS)


def _installed(catalogue: ModelCatalogue, model_id: str) -> ModelState:
    for state in catalogue.models():
        if state.model.id == model_id and state.model.role is Role.CHAT:
            if not state.installed:
                raise ModelError(f"{state.model.name} is not here; fetch it with: alcove models fetch {model_id}")
            return state
    raise ModelError(f"There is no chat model {model_id!r}; see them all with: alcove models list")


def _transcriber(catalogue: ModelCatalogue, workers: _Workers) -> Transcriber:
    state = catalogue.chosen(Role.SPEECH)
    if state is None:
        raise ModelError("There is no speech model on this machine; fetch one with: alcove models fetch")
    sha256 = {file.path: file.sha256 for file in state.model.files}
    return Transcriber(workers.transcribe, state.path, sha256, machine.physical_cores())


def _speaker_models(catalogue: ModelCatalogue, workers: _Workers) -> SpeakerModels:
    state = catalogue.chosen(Role.SPEAKERS)
    if state is None:
        raise ModelError("The models that tell speakers apart come with Alcove and are missing; install Alcove again.")
    sha256 = {file.path: file.sha256 for file in state.model.files}
    return SpeakerModels(workers.transcribe, state.path, sha256, machine.physical_cores())


def look_only(places: Places, arguments: Sequence[str], output: Output) -> int:
    """Commands that say something of the installation and leave the vault closed."""
    install(Stage.SEALED)
    application = build(places)
    try:
        with cancel_on_interrupt() as cancel:
            return execute(application, parser().parse_args(arguments), output, cancel)
    finally:
        application.close()


def run_command(places: Places, arguments: Sequence[str], output: Output) -> int:
    """One command by the profile's owner: unlock while the keyring can be reached, seal, work."""
    parsed = parser().parse_args(arguments)
    application = build(places)
    try:
        unlock(application.vault, given_passphrase(parsed), output)
        install(Stage.SEALED)
        application.open_services()
        with cancel_on_interrupt() as cancel:
            return execute(application, parsed, output, cancel)
    finally:
        application.close()


def run_forwarded(application: Application, command: Command) -> int:
    """Run another process's command line over the services that are open here."""
    parsed = parser().parse_args(command.arguments)
    parsed.working_directory = command.working_folder
    output = Output(
        lambda text: command.write(text.encode()),
        lambda text: command.write_message(text.encode()),
        parsed.as_json,
        command.terminal,
    )
    if parsed.command is None:
        application.on_second_start()
        output.message("Alcove is open already; its window was brought to the front.")
        return 0
    if application.vault.state() != "open":
        output.message("Alcove is open but locked; unlock it in its window first.")
        return VaultLocked.exit_code
    try:
        return execute(application, parsed, output, command.cancel)
    except Cancelled:
        return INTERRUPTED
