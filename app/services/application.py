"""What the user interfaces are given: every service, by name."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, fields

from app.core.cancel import CancelToken
from app.core.opening import Opening
from app.services.administration import Administration
from app.services.answering import Answering
from app.services.backup_schedule import BackupSchedule
from app.services.backups import Backups
from app.services.captions import Captions
from app.services.catalogue import ModelCatalogue
from app.services.chat_imports import ChatImports
from app.services.compressing import Compressing
from app.services.compute_devices import ComputeDevices
from app.services.exporting import Exporting
from app.services.following import Following
from app.services.forgetting import Forgetting
from app.services.health import Health
from app.services.history import History
from app.services.jobs import Lane
from app.services.knowledge import Knowledge
from app.services.library import Library
from app.services.listening_choices import ListeningChoices
from app.services.made_documents import MadeDocuments
from app.services.measuring import Measuring
from app.services.meeting_passages import MeetingPassages
from app.services.meetings import MeetingService
from app.services.minutes import MinutesService
from app.services.monitor import Monitor
from app.services.offering import Offering
from app.services.permissions import Permissions
from app.services.pictures import PictureReading
from app.services.playing import Playing
from app.services.read_states import ReadStates
from app.services.recorded_meetings import RecordedMeetings
from app.services.recorded_queue import RecordedQueue
from app.services.recording import RecordingService
from app.services.recording_queue import RecordingQueue
from app.services.restoring import Restoring
from app.services.samples import Samples
from app.services.saved_questions import SavedQuestions
from app.services.search import Search
from app.services.serving import Serving
from app.services.updating import Updating
from app.services.vault import Vault
from app.services.viewing import Viewing
from app.services.voices import Voices
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
    meeting_passages: MeetingPassages = field(init=False)
    minutes: MinutesService = field(init=False)
    recording: RecordingService = field(init=False)
    recorded_meetings: RecordedMeetings = field(init=False)
    recorded_queue: RecordedQueue = field(init=False)
    playing: Playing = field(init=False)
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
    settings: Settings = field(init=False)
    offering: Offering = field(init=False)
    serving: Serving = field(init=False)

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
