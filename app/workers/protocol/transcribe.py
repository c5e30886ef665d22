"""What is asked of the process that listens to recordings, and what it answers."""

import msgspec

from app.workers.protocol.message import Message


class LoadSpeechModel(Message, frozen=True):
    """Load a CTranslate2 Whisper folder once the sha256 of each file is right; answered by `Done`.

    Not `careful`, everything is read once, and what is doubtful not a second time.
    """

    folder: str
    sha256: dict[str, str]
    threads: int
    careful: bool = True


class Transcribe(Message, frozen=True):
    """Transcribe an audio or video file; answered by `RecordingOpened`, then `SegmentHeard`… and `HeardUntil`…

    `language` is a code such as "de", or "" to find out stretch by stretch. `from_s` skips what was heard before.
    `vocabulary` are names and terms that may be said. Where the file's `content` comes along, `path` is only its name.
    """

    path: str
    language: str = ""
    from_s: float = 0.0
    vocabulary: str = ""
    content: bytes = b""


class RecordingOpened(Message, frozen=True):
    """The recording's length as the file says, 0.0 where it does not."""

    duration_s: float


class WordHeard(msgspec.Struct, frozen=True):
    """A recognized word; seconds from the start of the recording, confidence from 0 to 1."""

    start: float
    end: float
    text: str
    confidence: float


class SegmentHeard(Message, frozen=True):
    """A recognized stretch of speech, the code of its language, and the number of the track that it was heard in."""

    start: float
    end: float
    text: str
    language: str
    words: tuple[WordHeard, ...] = ()
    track: int = 0


class HeardUntil(Message, frozen=True):
    """Everything before this second is done, speech or silence."""

    second: float


class TellSpeakers(Message, frozen=True):
    """Tell apart who speaks in a recording, with the models of `folder`; answered by `HeardUntil`…, then
    `SpeakerTurn`… and `SpeakerVoice`…

    `speakers` is how many there are, 0 to find out.
    """

    path: str
    folder: str
    sha256: dict[str, str]
    threads: int
    speakers: int = 0


class SpeakerVoice(Message, frozen=True):
    """How a speaker sounds: a unit vector as little-endian float32, and the seconds it was gathered from."""

    speaker: int
    values: bytes
    seconds: float


class SpeakerTurn(Message, frozen=True):
    """Somebody speaks; speakers are numbered from 0 as they are first heard. Turns may overlap."""

    start: float
    end: float
    speaker: int
