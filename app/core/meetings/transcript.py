"""What was heard: words, segments and transcripts. Times are seconds from the start of the recording."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

MICROPHONE, SYSTEM = "Me", "Others"
"""Who is heard in the microphone, and in what the computer plays, until their voices are told apart."""
TRACKS = (MICROPHONE, SYSTEM)
RECORDINGS = tuple(f".{name}" for name in "wav mp3 m4a aac flac ogg opus wma mp4 m4v mov mkv webm avi".split())
"""How the names of recordings end; a file of another name may be one too."""
MOST_SPEAKERS = 12
"""The largest number of speakers that can be chosen."""
LANGUAGES = tuple(
    "af ar az be bg bs ca cs cy da de el en es et fa fi fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk mr ms ne nl"
    " no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh".split()
)
"""The codes of the languages Whisper writes down well."""


@dataclass(frozen=True, slots=True)
class Word:
    """One recognized word; `confidence` is a probability from 0 to 1."""

    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech. `speaker` is empty where speakers were not told apart; `language` is a code such as "en".

    `words` are those of `text`. Once the text was changed by hand, `heard` keeps the words as they were recognized.
    `overlapped` says that somebody else speaks at the same time, so that words of both may be missing or mixed.
    """

    start: float
    end: float
    text: str
    speaker: str = ""
    words: tuple[Word, ...] = ()
    language: str = ""
    heard: tuple[Word, ...] | None = None
    overlapped: bool = False

    @property
    def recognized(self) -> tuple[Word, ...]:
        """The words as they were recognized, whatever was changed since."""
        return self.words if self.heard is None else self.heard


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody speaks; speakers are numbered from 0 as they are first heard. Turns may overlap."""

    start: float
    end: float
    speaker: int


@dataclass(frozen=True, slots=True)
class Listening:
    """How a recording is transcribed.

    `language` is a code, "" finds it out stretch by stretch. `speakers` is how many there are, 0 finds out, None does
    not tell them apart. `vocabulary` are names and terms that may be said; with `library_names` those that stand out in
    the user's documents are added.
    """

    language: str = ""
    speakers: int | None = None
    vocabulary: str = ""
    library_names: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcribed recording. `id` is 0 until it is kept; `real_time_factor` is processing time over duration."""

    id: int
    path: str
    title: str
    language: str
    duration_s: float
    segments: tuple[Segment, ...]
    real_time_factor: float
    created_at: str = ""
    complete: bool = True

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in the order they are first heard."""
        return tuple(dict.fromkeys(segment.speaker for segment in self.segments if segment.speaker))


def main_language(segments: Iterable[Segment]) -> str:
    """The language most is said in, "" where nothing is said."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for segment in segments:
        seconds[segment.language] += segment.end - segment.start
    return max(seconds, key=lambda language: seconds[language], default="")
