"""All services of a profile, wired."""

import logging
import threading
from collections.abc import Callable

from app.bootstrap.asking import answering
from app.bootstrap.following import following
from app.bootstrap.meetings import captions, meetings, playing, recorded_meetings, recording, recording_queue
from app.bootstrap.minutes import exporting, meeting_passages, minutes
from app.bootstrap.models import measuring, text_model
from app.bootstrap.workers import Workers
from app.core.cancel import CancelToken
from app.core.errors import AlcoveError, ModelError
from app.core.models import Role
from app.core.sounds import Devices, Track
from app.core.text import counted
from app.engines import machine
from app.engines.drawing import Drawing
from app.engines.index import Index
from app.engines.inspector import Inspector
from app.engines.reader import Reader
from app.engines.sound import Sound
from app.services.administration import Administration
from app.services.application import Application, Lanes
from app.services.catalogue import ModelCatalogue
from app.services.health import Health
from app.services.history import History
from app.services.jobs import Lane
from app.services.library import Library
from app.services.listening_choices import ListeningChoices
from app.services.monitor import Monitor
from app.services.recorded_queue import RecordedQueue
from app.services.saved_questions import SavedQuestions
from app.services.search import Search
from app.services.sketching import Sketching
from app.services.vault import Vault
from app.services.viewing import Viewing
from app.services.voices import Voices
from app.storage.audit import Audit
from app.storage.bags import Bags
from app.storage.conversations import Conversations
from app.storage.documents import Documents
from app.storage.file_states import FileStates
from app.storage.findings import Findings
from app.storage.followed_folders import FollowedFolders
from app.storage.generations import Generations
from app.storage.places import Places
from app.storage.readings import Readings
from app.storage.recordings import Recordings
from app.storage.saved_questions import SavedQuestions as QuestionStore
from app.storage.settings import Settings
from app.storage.speech_paces import SpeechPaces
from app.storage.voices import VoiceStore

_log = logging.getLogger(__name__)


def build(places: Places, prepare: bool = False, with_sound: bool = False) -> Application:
    """All services of a profile, unopened; `open_services` builds those that need the vault's key.

    With `prepare`, opening also gets the index ready and finishes what a crash interrupted, in the background. Where
    the offline lock is sealed afterwards, sound can be reached only `with_sound`.
    """
    vault = Vault(places)
    workers = Workers()
    if with_sound:
        workers.launcher.start()
    closing: list[Callable[[], None]] = [workers.close, vault.close]

    def open_services(application: Application) -> None:
        index = _open(application, places, workers, prepare)
        closing.insert(0, index.close)
        if prepare:
            _prepare(application, index)
            closing.insert(0, application.following.close)

    def close() -> None:
        for step in closing:
            step()

    application = Application(
        vault=vault,
        lanes=Lanes(
            Lane("ask"),
            Lane("library"),
            Lane("meeting"),
            Lane("captions"),
            Lane("models"),
            Lane("recording"),
            Lane("playing"),
            Lane("minutes"),
        ),
        opener=open_services,
        closer=close,
    )
    sound = Sound(workers.listening, workers.playing)
    application.administration = Administration(vault, lambda: _described(sound.devices()))
    return application


def _described(found: Devices) -> str:
    microphones, outputs = len(found.of(Track.MICROPHONE)), len(found.of(Track.SYSTEM))
    counts = f"{counted(microphones, 'microphone')} and {counted(outputs, 'output')}"
    return f"{found.system}, with {counts} that can be recorded"


def _prepare(application: Application, index: Index) -> None:
    """Warm the index beside everything else, so that the first question does not wait for it."""

    def warm() -> None:
        try:
            index.warm()
            here = [state for state in application.catalogue.models() if state.installed]
            application.read_states.forget_other_models(state.model.files[0].sha256 for state in here)
        except AlcoveError as error:
            _log.warning("what the first question needs could not be prepared: %s", error)

    def note(sentence: str | None) -> None:
        if sentence:
            _log.warning("unfinished documents could not be completed: %s", sentence)

    def note_unmeasured(sentence: str | None) -> None:
        if sentence:
            _log.warning("the model in use could not be measured: %s", sentence)

    threading.Thread(target=warm, daemon=True, name="warm index").start()
    application.lanes.library.submit(application.library.continue_unfinished, lambda _event: None, note)
    application.lanes.models.submit(application.measuring.measure_chosen, lambda _event: None, note_unmeasured)
    application.following.start()
    application.recordings.start()
    application.recorded_queue.go_on()


def _complete_passages(application: Application, in_background: bool) -> None:
    """Give passages their vectors that have none: beside everything else, or now where nobody stays to do it later."""
    if in_background:
        application.lanes.library.submit(
            application.library.continue_unfinished, lambda _event: None, lambda _end: None
        )
        return
    application.meeting_passages.embed(CancelToken())


def _open(application: Application, places: Places, workers: Workers, stays: bool) -> Index:
    database = application.vault.database
    documents, files = Documents(database), FileStates(database)
    conversations = Conversations(database)
    audit = Audit(database)
    settings = Settings(database)
    workers.end_after(int(settings.get("workers.idle_seconds")))
    inspector = Inspector(workers.header, workers.inspect)
    paces = SpeechPaces(database)
    catalogue = ModelCatalogue(places, settings, workers.generate, inspector, audit, speech_shares=paces.measured)
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
    passages = meeting_passages(database, index, lambda: _complete_passages(application, stays))
    search = Search(documents, index, passages.catch_up)
    application.settings = settings
    application.catalogue = catalogue
    application.monitor = Monitor(workers.running)
    application.measuring = measuring(application, workers, database)
    application.search = search
    followed, findings = FollowedFolders(database), Findings(database)
    sketching = Sketching(documents, findings)
    application.library = Library(documents, files, Reader(workers.read, pictures=workers.ocr), index, sketching, audit)
    application.viewing = Viewing(documents, Drawing(workers.draw))
    application.following = following(application, followed, files, audit)
    application.health = Health(documents, files, followed, findings, sketching)
    application.history = History(conversations, audit)
    sound = Sound(workers.listening, workers.playing)
    kept = Recordings(database, places, application.vault.key)
    application.recording = recording(sound, kept, audit)
    application.voices = Voices(settings, VoiceStore(database), audit)
    application.recorded_meetings = recorded_meetings(application, workers, database, kept, audit)
    application.playing = playing(sound, workers, database, application.recording.tracks)
    application.recording.close_interrupted()
    application.meetings = meetings(
        catalogue, workers, database, application.recording.tracks, application.voices, audit
    )
    application.captions = captions(catalogue, workers, application.recording.tracks)
    application.recordings = recording_queue(application, database)
    application.listening_choices = ListeningChoices(settings)
    application.recorded_queue = RecordedQueue(
        application.recorded_meetings, application.listening_choices.remembered, application.lanes.meeting
    )
    application.meeting_passages = passages
    application.exporting = exporting(workers, database, audit)
    application.minutes = minutes(application, workers, places, database, index)
    application.answering = answering(
        application, workers, index, Readings(database, places), documents, conversations, audit
    )
    application.saved_questions = SavedQuestions(
        QuestionStore(database),
        application.answering,
        documents,
        audit,
        lambda: text_model(application, workers, None).name,
    )
    return index
