"""What a job tells while it runs. A job is a generator of these; whoever asked decides how to show them."""

from dataclasses import dataclass

from app.core.asking.conversations import Answer
from app.core.asking.prompting import Thought
from app.core.asking.saved_questions import Difference, SavedQuestion
from app.core.library.documents import Document, ScoredPassage
from app.core.library.filters import NO_FILTERS, Filters
from app.core.library.health import Finding
from app.core.meetings.minutes import Minutes
from app.core.meetings.recording import TrackLevel
from app.core.meetings.sounds import Track
from app.core.meetings.transcript import Segment, Transcript
from app.core.models.compression import ModelFigures
from app.core.tools.tools import Call


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. `total` is 0 while unknown; `unit` is a plural noun such as "files" or "bytes"."""

    activity: str
    done: float
    total: float
    unit: str
    seconds_left: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence, before the first token: the passages, best first, and the question that was searched."""

    question: str
    passages: tuple[ScoredPassage, ...]
    documents_searched: int
    search_ms: float
    filters: Filters = NO_FILTERS
    """What limited the search besides a collection: chosen, or typed into the question."""
    limitation: str = ""
    """Why passages were found by their words alone, in a sentence; "" where they were not."""


@dataclass(frozen=True, slots=True)
class Called:
    """A tool was called for the question, and this came of it."""

    call: Call


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer as the model writes it."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer, checked and kept. `turn_id` is 0 where nothing is kept."""

    answer: Answer
    conversation_id: int = 0
    turn_id: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """A saved question was asked again, and this changed."""

    question: SavedQuestion
    answer: Answer
    difference: Difference


@dataclass(frozen=True, slots=True)
class Added:
    """A document is in the library and searchable."""

    document: Document


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that needed nothing, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A file, or a part of the job, that could not be done; the rest goes on. `reason` is one sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A segment of speech, already kept."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class Caption:
    """News of live captions.

    `settled` are the segments that are certain since the caption before; `provisional` is what seems to be said just
    now, one segment for each track that speaks, and replaces the provisional text before. `behind_s` is how much sound
    is recorded and not yet listened to.
    """

    settled: tuple[Segment, ...]
    provisional: tuple[Segment, ...]
    behind_s: float


@dataclass(frozen=True, slots=True)
class Transcribed:
    """The whole transcript, kept."""

    transcript: Transcript


@dataclass(frozen=True, slots=True)
class MinutesWritten:
    """The minutes of a meeting, kept."""

    minutes: Minutes


@dataclass(frozen=True, slots=True)
class Written:
    """A file was written where the user asked."""

    path: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Models, or an adapter, were taken in, and have these ids."""

    model_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compressed:
    """A smaller model was made of another: its id, and what both take and give."""

    model_id: str
    before: ModelFigures
    after: ModelFigures


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that is not a failure, in one sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Examined:
    """The library was examined: everything found, the most pressing first."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RecordingBegun:
    """A recording runs and is kept from now on, with the transcript that it will be."""

    recording_id: int
    transcript_id: int
    title: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class RecordingAt:
    """How a recording goes. `silent` are the tracks that should have been heard; `seconds_left` is room on the disk."""

    second: float
    levels: tuple[TrackLevel, ...]
    seconds_left: float
    silent: tuple[Track, ...] = ()
    paused: bool = False


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """A track comes from another device now; `name` is empty while there is none."""

    track: Track
    name: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording is over and kept. `reason` says why where the user did not end it."""

    recording_id: int
    transcript_id: int
    duration_s: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """The second that is heard now."""

    second: float


@dataclass(frozen=True, slots=True)
class Saying:
    """The sentence at this position is read aloud from now on."""

    position: int


@dataclass(frozen=True, slots=True)
class ChatsBrought:
    """Conversations of another program are in the folder of its name: these are new, and so many were here already.

    Of the new ones, `beside` stand beside an earlier version that is here too; `continued` counts those that were here and
    got what they had more there. `left_out` counts other versions of messages, of which only those shown last came along.
    """

    folder: str
    conversation_ids: tuple[int, ...]
    known: int = 0
    left_out: int = 0
    continued: int = 0
    beside: int = 0


@dataclass(frozen=True, slots=True)
class CallsTaken:
    """Other programs can call at this URL from now on; `token` is what they must show where it is new, and shown once."""

    url: str
    token: str = ""


Event = (
    Progress
    | Found
    | Called
    | Thought
    | Token
    | Answered
    | Compared
    | Added
    | Skipped
    | Failed
    | Heard
    | Caption
    | Transcribed
    | MinutesWritten
    | Written
    | RecordingBegun
    | RecordingAt
    | DeviceChanged
    | Recorded
    | Played
    | Saying
    | Imported
    | Compressed
    | Notice
    | Examined
    | CallsTaken
    | ChatsBrought
)
