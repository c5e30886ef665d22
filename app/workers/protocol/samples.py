"""What is asked of the process that listens to sound it is sent, block by block, instead of a file.

One stream is open at a time: `OpenRecognition`, `OpenSpeakers` or `OpenCaptions`, then `HearSamples`…, then `EndSamples`.
Each of them is a short request of its own; what is heard is answered by the request that made it certain.
"""

from app.workers.protocol.message import Message


class DecodeRecording(Message, frozen=True):
    """Decode an audio or video file from a second on; answered by `RecordingOpened`, then `SamplesDecoded`…"""

    path: str
    from_s: float = 0.0


class SamplesDecoded(Message, frozen=True):
    """The next sound of the file: 16 kHz mono, signed 16 bit, little endian."""

    samples: bytes


class OpenRecognition(Message, frozen=True):
    """Begin to recognize a recording of so many tracks from a second on; a stream opened before is given up.

    `HearSamples` is then answered by `SegmentHeard`… and `HeardUntil`… of the recording's own clock. The first of two
    tracks is the microphone: what it only repeats of the second, which is what the loudspeaker plays, is left out.
    `language` and `vocabulary` as in `Transcribe`.
    """

    stream: int
    tracks: int
    language: str = ""
    vocabulary: str = ""
    from_s: float = 0.0


class OpenSpeakers(Message, frozen=True):
    """Begin to tell apart who speaks in a track; a stream opened before is given up.

    `HearSamples` is then answered by `HeardUntil`…, `EndSamples` by `SpeakerTurn`… and `SpeakerVoice`…
    """

    stream: int
    folder: str
    sha256: dict[str, str]
    threads: int
    speakers: int = 0


class OpenCaptions(Message, frozen=True):
    """Begin to write down speech while it is said, from a second on; a stream opened before is given up.

    `HearSamples` is then answered by `SegmentHeard`… for each stretch of speech that is over, and by
    `ProvisionalHeard` for one that is not: nearly every second of it, but not for a block of more than 2.5 s.
    Two tracks are as in `OpenRecognition`.
    """

    stream: int
    tracks: int
    language: str = ""
    vocabulary: str = ""
    from_s: float = 0.0


class ProvisionalHeard(Message, frozen=True):
    """What is said, as it seems, in the stretch of speech of a track that is not over; replaces what seemed before."""

    start: float
    end: float
    text: str
    track: int = 0


class HearSamples(Message, frozen=True):
    """The next sound of each track: 16 kHz mono, signed 16 bit, little endian, all of one length."""

    stream: int
    tracks: tuple[bytes, ...]


class EndSamples(Message, frozen=True):
    """There is no more: what was not yet certain is answered now, and the stream is closed."""

    stream: int
