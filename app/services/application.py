"""What the user interfaces are given: every service, by name."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, fields

from app.core.cancel import CancelToken
from app.core.opening import Opening
from app.services.administration.administration import Administration
from app.services.administration.backup_schedule import BackupSchedule
from app.services.administration.backups import Backups
from app.services.administration.forgetting import Forgetting
from app.services.administration.knowledge import Knowledge
from app.services.administration.login_start import LoginStart
from app.services.administration.restoring import Restoring
from app.services.administration.updating import Updating
from app.services.administration.vault import Vault
from app.services.asking.answering import Answering
from app.services.asking.made_documents import MadeDocuments
from app.services.asking.pictures import PictureReading
from app.services.asking.read_states import ReadStates
from app.services.asking.saved_questions import SavedQuestions
from app.services.chats.chat_imports import ChatImports
from app.services.chats.history import History
from app.services.chats.samples import Samples
from app.services.jobs import Lane
from app.services.library.following import Following
from app.services.library.health import Health
from app.services.library.library import Library
from app.services.library.photo_notes import PhotoNotes
from app.services.library.search import Search
from app.services.library.viewing import Viewing
from app.services.meetings.captions import Captions
from app.services.meetings.export_choices import ExportChoices
from app.services.meetings.exporting import Exporting
from app.services.meetings.listening_choices import ListeningChoices
from app.services.meetings.meeting_passages import MeetingPassages
from app.services.meetings.meetings import MeetingService
from app.services.meetings.minutes import MinutesService
from app.services.meetings.playing import Playing
from app.services.meetings.recorded_meetings import RecordedMeetings
from app.services.meetings.recorded_queue import RecordedQueue
from app.services.meetings.recording import RecordingService
from app.services.meetings.recording_queue import RecordingQueue
from app.services.meetings.voices import Voices
from app.services.models.catalogue import ModelCatalogue
from app.services.models.compressing import Compressing
from app.services.models.compute_devices import ComputeDevices
from app.services.models.measuring import Measuring
from app.services.models.monitor import Monitor
from app.services.permissions import Permissions
from app.services.reading_aloud import ReadingAloud
from app.services.serving.offering import Offering
from app.services.serving.serving import Serving
from app.services.sparing import Sparing
from app.storage.settings import Settings

_LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class Lanes:
    """The threads long work runs on, one for each kind that may run side by side."""

    ask: Lane
    library: Lane
    meeting: Lane
    captions: Lane
    models: Lane
    recording: Lane
    playing: Lane
    minutes: Lane
    aloud: Lane
    api: Lane
    backup: Lane

    @classmethod
    def started(cls) -> "Lanes":
        """All of them, with nothing to do yet."""
        return cls(**{one.name: Lane(one.name) for one in fields(cls)})

    def close(self) -> None:
        """Cancel everything and end the threads."""
        for lane in (
            self.recording,
            self.playing,
            self.aloud,
            self.ask,
            self.library,
            self.meeting,
            self.captions,
            self.models,
            self.minutes,
            self.api,
            self.backup,
        ):
            lane.close()


@dataclass
class Application:
    """All services. `vault` and `permissions` are there from the start; the others are set once `open_services` was called on the open vault.

    Assembled by `app.bootstrap`, which gives `opener` and `closer`. `on_second_start` is called, on any thread, when the
    user starts Alcove again for the same profile, with what the window is opened for. None where there is no window.
    """

    vault: Vault
    permissions: Permissions
    lanes: Lanes
    opener: Callable[["Application"], None]
    closer: Callable[[], None]
    on_second_start: Callable[[Opening], None] | None = None
    _opened: threading.Event = field(default_factory=threading.Event, init=False)
    answering: Answering = field(init=False)
    read_states: ReadStates = field(init=False)
    search: Search = field(init=False)
    library: Library = field(init=False)
    knowledge: Knowledge = field(init=False)
    samples: Samples = field(init=False)
    viewing: Viewing = field(init=False)
    pictures: PictureReading = field(init=False)
    photo_notes: PhotoNotes = field(init=False)
    following: Following = field(init=False)
    health: Health = field(init=False)
    history: History = field(init=False)
    chat_imports: ChatImports = field(init=False)
    forgetting: Forgetting = field(init=False)
    made_documents: MadeDocuments = field(init=False)
    saved_questions: SavedQuestions = field(init=False)
    meetings: MeetingService = field(init=False)
    captions: Captions = field(init=False)
    recordings: RecordingQueue = field(init=False)
    voices: Voices = field(init=False)
    listening_choices: ListeningChoices = field(init=False)
    exporting: Exporting = field(init=False)
    export_choices: ExportChoices = field(init=False)
    meeting_passages: MeetingPassages = field(init=False)
    minutes: MinutesService = field(init=False)
    recording: RecordingService = field(init=False)
    recorded_meetings: RecordedMeetings = field(init=False)
    recorded_queue: RecordedQueue = field(init=False)
    playing: Playing = field(init=False)
    reading_aloud: ReadingAloud = field(init=False)
    compute_devices: ComputeDevices = field(init=False)
    catalogue: ModelCatalogue = field(init=False)
    monitor: Monitor = field(init=False)
    measuring: Measuring = field(init=False)
    compressing: Compressing = field(init=False)
    administration: Administration = field(init=False)
    backups: Backups = field(init=False)
    backup_schedule: BackupSchedule = field(init=False)
    restoring: Restoring = field(init=False)
    updating: Updating = field(init=False)
    login_start: LoginStart = field(init=False)
    settings: Settings = field(init=False)
    offering: Offering = field(init=False)
    serving: Serving = field(init=False)
    sparing: Sparing = field(init=False)

    @property
    def opened(self) -> bool:
        """Whether the services that need the vault's key are there."""
        return self._opened.is_set()

    @property
    def is_asked(self) -> bool:
        """Whether the user or another program waits for an answer, so that other work makes way."""
        return self.lanes.ask.busy or self.serving.busy

    def open_services(self) -> None:
        """Open everything that needs the vault's key. Takes a while: not for the window's thread."""
        self.opener(self)
        self._opened.set()

    def await_opened(self, cancel: CancelToken) -> None:
        """Wait until the services are open. Raises Cancelled."""
        while not self._opened.wait(_LOOK_SECONDS):
            cancel.checkpoint()

    def close(self) -> None:
        """Stop all work, end the workers and close the vault."""
        self.lanes.close()
        self.closer()
