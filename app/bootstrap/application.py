"""All services of a profile, wired."""

import logging
import threading
from collections.abc import Callable

from app.bootstrap.asking import answering
from app.bootstrap.backups import backups
from app.bootstrap.forgetting import forgetting
from app.bootstrap.library import index_of, open_library
from app.bootstrap.meetings import (
    captions,
    meetings,
    playing,
    reading_aloud,
    recorded_meetings,
    recording,
    recording_queue,
)
from app.bootstrap.minutes import exporting, minutes
from app.bootstrap.models import compressing, measuring, model_name
from app.bootstrap.serving import offering, serving
from app.bootstrap.sparing import sparing
from app.bootstrap.workers import Workers
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import AlcoveError, UserError
from app.core.meetings.sounds import Devices, Track
from app.core.models.adapters import identity_of
from app.core.words.text import counted
from app.engines.devices import has_backends, list_devices
from app.engines.index import Index
from app.engines.inspector import Inspector
from app.engines.paper import Paper
from app.engines.sound import Sound
from app.services.administration.administration import Administration
from app.services.administration.login_start import LoginStart
from app.services.administration.restoring import Restoring
from app.services.administration.retention import Retention
from app.services.administration.updating import Updating
from app.services.administration.vault import Vault
from app.services.administration.verification import installation_folder
from app.services.application import Application, Lanes
from app.services.asking.made_documents import MadeDocuments
from app.services.asking.saved_questions import SavedQuestions
from app.services.chats.chat_imports import ChatImports
from app.services.chats.history import History
from app.services.jobs import OnEnd
from app.services.meetings.export_choices import ExportChoices
from app.services.meetings.listening_choices import ListeningChoices
from app.services.meetings.recorded_queue import RecordedQueue
from app.services.meetings.voices import Voices
from app.services.models.catalogue import ModelCatalogue
from app.services.models.compute_devices import ComputeDevices
from app.services.models.monitor import Monitor
from app.services.permissions import Permissions
from app.storage.audit import LEVEL_CHANGED, REFUSED, Audit
from app.storage.conversations.brought_chats import BroughtChats
from app.storage.conversations.conversations import Conversations
from app.storage.conversations.readings import Readings
from app.storage.conversations.saved_questions import SavedQuestions as QuestionStore
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.storage.meetings.recordings import Recordings
from app.storage.meetings.speech_paces import SpeechPaces
from app.storage.meetings.voices import VoiceStore
from app.storage.places import Places
from app.storage.policy_files import system_policy
from app.storage.settings import Settings
from app.storage.signed_manifests import program_keys

_log = logging.getLogger(__name__)


def build(
    places: Places, prepare: bool = False, with_launcher: bool = False, policy: Policy | None = None
) -> Application:
    """All services of a profile, unopened; `open_services` builds those that need the vault's key.

    With `prepare`, opening also gets the index ready and finishes what a crash interrupted, in the background. Where
    the offline lock is sealed afterwards, sound can be reached, and calls be taken, only `with_launcher`.
    `policy` is this machine's unless another is given.

    Raises:
        RefusedByPolicy: the machine's policy cannot be used.
    """
    in_force = system_policy() if policy is None else policy
    permissions = Permissions(in_force, lambda rule: _note_refusal(vault, in_force, rule))
    vault = Vault(places, permissions)
    workers = Workers()
    if with_launcher:
        workers.launcher.start()
    closing: list[Callable[[], None]] = [workers.close, vault.close]

    def open_services(application: Application) -> None:
        index = _open(application, places, workers, prepare)
        closing[:0] = [application.serving.stop, index.close]
        if prepare:
            _prepare(application, index)
            closing[:0] = [application.sparing.close, application.backup_schedule.close, application.following.close]
        else:
            for _event in application.knowledge.follow_machine(CancelToken()):
                pass  # whatever cannot be taken in is in the log

    def close() -> None:
        for step in closing:
            step()

    application = Application(vault, permissions, Lanes.started(), opener=open_services, closer=close)
    _set_what_needs_no_key(application, places, workers)
    return application


def _set_what_needs_no_key(application: Application, places: Places, workers: Workers) -> None:
    """The services that are there before the vault is open."""
    vault, permissions = application.vault, application.permissions
    sound = Sound(workers.listening, workers.playing)
    application.administration = Administration(
        vault, lambda: _described(sound.devices()), permissions.policy, lambda: _graphics(application, workers)
    )
    application.restoring = Restoring(vault, permissions)
    application.login_start = LoginStart(places, permissions)
    application.updating = Updating(installation_folder(), program_keys(places.resources), permissions.policy)


def _note_refusal(vault: Vault, policy: Policy, rule: str) -> None:
    if vault.state() == "open":
        Audit(vault.database, policy).record(REFUSED, rule=rule)


def _described(found: Devices) -> str:
    microphones, outputs = len(found.of(Track.MICROPHONE)), len(found.of(Track.SYSTEM))
    counts = f"{counted(microphones, 'microphone')} and {counted(outputs, 'output')}"
    return f"{found.system}, with {counts} that can be recorded"


def _graphics(application: Application, workers: Workers) -> str:
    """What the drivers report, and what of it is used or failed where the vault says so. Raises WorkerCrashed."""
    if not application.opened:
        return "; ".join(device.told for device in list_devices(workers.inspect))
    state = application.compute_devices.state()
    failures = [f"{one.device.told} failed: {one.failure}" for one in state.devices if one.failure]
    if failures or state.failure:
        raise UserError(f"{'; '.join(failures) or state.failure} Choose it again under Models to try it again.")
    return "; ".join(f"{one.device.told}, {'in use' if one.used else 'not in use'}" for one in state.devices)


def _prepare(application: Application, index: Index) -> None:
    """Warm the index beside everything else, so that the first question does not wait for it."""

    def warm() -> None:
        try:
            index.warm()
            _forget_other_models(application)
            application.updating.forget_previous()
        except AlcoveError as error:
            _log.warning("what the first question needs could not be prepared: %s", error)

    threading.Thread(target=warm, daemon=True, name="warm index").start()
    application.lanes.library.submit(
        application.knowledge.follow_machine, lambda _event: None, _noting("the machine's knowledge packs are not used")
    )
    _complete_in_background(application)
    application.lanes.models.submit(
        application.measuring.measure_chosen,
        lambda _event: None,
        _noting("the model in use could not be measured"),
        gives_way=True,
    )
    application.following.start()
    application.recordings.start()
    application.backup_schedule.start()
    application.recorded_queue.go_on()
    application.sparing.start()
    application.serving.start(application.lanes.api, _noting("calls of other programs are not taken"))


def _forget_other_models(application: Application) -> None:
    catalogue = application.catalogue
    here = [state.model for state in catalogue.models() if state.installed]
    wishes = (None, *application.history.adapter_wishes())
    application.read_states.forget_other_models(
        [
            *map(identity_of, here),
            *(
                identity_of(model, it.model.files[0].sha256, catalogue.scale_of(wish))
                for model in here
                for wish in wishes
                if (it := catalogue.adapter_of(model, wish))
            ),
        ]
    )


def _complete_in_background(application: Application) -> None:
    """Give passages their vectors that have none, beside everything else."""
    note = _noting("unfinished documents could not be completed")
    application.lanes.library.submit(application.library.continue_unfinished, lambda _event: None, note)


def _noting(what: str) -> OnEnd:
    """What is done at the end of work that nobody waits for: a failure goes into the log."""

    def note(sentence: str | None) -> None:
        if sentence:
            _log.warning("%s: %s", what, sentence)

    return note


def _open(application: Application, places: Places, workers: Workers, stays: bool) -> Index:
    """Build what needs the vault's key. What does not stay gives meetings their vectors at once: nobody does it later."""

    def stored() -> None:
        if stays:
            _complete_in_background(application)
        else:
            application.meeting_passages.embed(CancelToken())

    database, policy = application.vault.database, application.permissions.policy
    audit, settings = Audit(database, policy), Settings(database, policy)
    application.settings = settings
    application.sparing = sparing(application)
    workers.end_after(int(settings.get("workers.idle_seconds")))
    _open_models(application, places, workers, audit)
    application.backups, application.backup_schedule = backups(application, audit)
    application.history = History(Conversations(database), audit)
    application.chat_imports = ChatImports(BroughtChats(database), audit, application.permissions)
    index = index_of(application, places, workers)
    open_library(application, places, workers, index, audit, stored)
    application.knowledge.keep_in_order()
    application.made_documents = MadeDocuments(
        Conversations(database), Paper(workers.paper), audit, application.permissions
    )
    _open_meetings(application, places, workers, audit)
    application.minutes = minutes(application, workers, places, index, audit)
    Retention(policy, application.meetings, application.history, audit).erase_expired()
    settings.on_change("audit.level", lambda: audit.record(LEVEL_CHANGED, level=settings.get("audit.level")))
    application.answering = answering(application, workers, index, Readings(database, places), audit)
    application.saved_questions = SavedQuestions(
        QuestionStore(database),
        application.answering,
        Documents(database),
        Matching(database),
        audit,
        lambda: model_name(application.catalogue),
    )
    application.forgetting = forgetting(application, workers, audit)
    application.offering = offering(application, workers, index, audit)
    application.serving = serving(application, places, workers, audit)
    return index


def _open_models(application: Application, places: Places, workers: Workers, audit: Audit) -> None:
    database, settings = application.vault.database, application.settings
    application.compute_devices = ComputeDevices(settings, has_backends, lambda: list_devices(workers.inspect))
    application.catalogue = ModelCatalogue(
        places,
        settings,
        workers.generate,
        Inspector(workers.header, workers.inspect),
        audit,
        application.permissions,
        speech_shares=SpeechPaces(database).measured,
        removed=lambda: _forget_other_models(application),
        devices=application.compute_devices,
    )
    application.monitor = Monitor(workers.running, application.compute_devices.used_told)
    application.measuring = measuring(application, workers, database)
    application.compressing = compressing(application, workers, database)


def _open_meetings(application: Application, places: Places, workers: Workers, audit: Audit) -> None:
    database, catalogue = application.vault.database, application.catalogue
    sound = Sound(workers.listening, workers.playing)
    kept = Recordings(database, places, application.vault.key)
    application.recording = recording(sound, kept, audit, application.permissions)
    tracks = application.recording.tracks
    application.voices = Voices(application.settings, VoiceStore(database), audit)
    application.recorded_meetings = recorded_meetings(application, workers, database, kept, audit)
    application.playing = playing(sound, workers, database, tracks)
    application.recording.close_interrupted()
    application.meetings = meetings(
        catalogue, application.settings, workers, database, tracks, application.voices, audit
    )
    application.reading_aloud = reading_aloud(application, workers)
    application.captions = captions(catalogue, workers, database, tracks)
    application.recordings = recording_queue(application, database)
    application.listening_choices = ListeningChoices(application.settings)
    application.recorded_queue = RecordedQueue(
        application.recorded_meetings, application.listening_choices.remembered, application.lanes.meeting
    )
    application.exporting = exporting(workers, database, audit, application.permissions, places)
    application.export_choices = ExportChoices(application.settings)
