"""What was said, as continuous speech: who speaks until another does, sentence by sentence, each with its second."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.meetings.transcript import Segment
from app.core.meetings.transcript_formats import clock
from app.core.words.sentences import ends_sentence, split_sentences

_LONGEST_SPEECH = 900
"""Characters of a speech, and of a stretch, before it is cut at the next end of a sentence; twice that of a segment."""
_LONGEST_PAUSE_S = 8.0
_LONGEST_STRETCH_S = 60.0

Time = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker says without another between. `times` are characters of `text` with the second they are said at."""

    speaker: str
    text: str
    times: tuple[Time, ...]
    end: float
    language: str = ""

    @property
    def start(self) -> float:
        """The second it begins at."""
        return self.times[0][1]

    def second(self, character: int) -> float:
        """When a character of the text is said, between the two known times around it."""
        return _second(self.times, character, len(self.text), self.end)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a speech: `speech` is its position, `start` and `end` are seconds, the others characters."""

    speech: int
    first: int
    last: int
    text: str
    speaker: str
    start: float
    end: float
    language: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some speeches one after the other, a line each with the speaker's name before it: a passage of a meeting."""

    text: str
    times: tuple[Time, ...]
    end: float
    speakers: tuple[str, ...]

    @property
    def start(self) -> float:
        """The second it begins at."""
        return self.times[0][1]

    @property
    def label(self) -> str:
        """Where it stands: "00:12:04, Anna, Ben"."""
        return ", ".join((clock(self.start), *self.speakers))

    def second(self, character: int) -> float:
        """When a character of the text is said."""
        return _second(self.times, character, len(self.text), self.end)


def speeches(segments: Iterable[Segment]) -> list[Speech]:
    """The speeches of a transcript in order; where long, after a long pause, or in another language they are cut.

    That is at the end of a sentence. Where none ends, as in speech written down without any mark, a very long one is cut
    at the end of a segment.
    """
    return [_speech(run) for run in _runs(segment for segment in segments if segment.text.strip())]


def sentences(spoken: Sequence[Speech]) -> list[Said]:
    """Every sentence of the speeches, in order."""
    return [
        Said(
            position,
            span.start,
            span.end,
            span.text,
            speech.speaker,
            speech.second(span.start),
            speech.second(span.end),
            speech.language,
        )
        for position, speech in enumerate(spoken)
        for span in split_sentences(speech.text)
    ]


def stretches(segments: Iterable[Segment]) -> list[Stretch]:
    """A transcript as passages: together all that was said, each short enough to be quoted and found."""
    return [_stretch(group) for group in _grouped(speeches(segments))]


def _grouped(spoken: Iterable[Speech]) -> Iterator[list[Speech]]:
    group: list[Speech] = []
    length = 0
    for speech in spoken:
        too_long = group and (
            length + len(speech.text) > _LONGEST_SPEECH or speech.end - group[0].start > _LONGEST_STRETCH_S
        )
        if too_long:
            yield group
            group, length = [], 0
        group.append(speech)
        length += len(speech.text)
    if group:
        yield group


def _stretch(group: Sequence[Speech]) -> Stretch:
    text = ""
    times: list[Time] = []
    for speech in group:
        text += "\n" if text else ""
        times.append((len(text), speech.start))
        text += f"{speech.speaker}: " if speech.speaker else ""
        times += [(len(text) + place, second) for place, second in speech.times]
        text += speech.text
    speakers = tuple(dict.fromkeys(speech.speaker for speech in group if speech.speaker))
    return Stretch(text, tuple(times), group[-1].end, speakers)


def _runs(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    run: list[Segment] = []
    length = 0
    for segment in segments:
        if run and not _goes_on(run[-1], length, segment):
            yield run
            run, length = [], 0
        run.append(segment)
        length += len(segment.text)
    if run:
        yield run


def _goes_on(last: Segment, length: int, segment: Segment) -> bool:
    """Whether a speech of so many characters that ends in `last` goes on with a segment."""
    if last.speaker != segment.speaker or length > 2 * _LONGEST_SPEECH:
        return False
    too_long = length > _LONGEST_SPEECH or segment.start - last.end > _LONGEST_PAUSE_S
    return not ((too_long or segment.language != last.language) and ends_sentence(last.text))


def _speech(run: Sequence[Segment]) -> Speech:
    texts: list[str] = []
    times: list[Time] = []
    length = 0
    for segment in run:
        text = segment.text.strip()
        times += [(place + length, second) for place, second in _times(segment, text)]
        texts.append(text)
        length += len(text) + 1
    return Speech(run[0].speaker, " ".join(texts), tuple(times), run[-1].end, run[0].language)


def _times(segment: Segment, text: str) -> tuple[Time, ...]:
    """The beginning of each recognized word that still stands in the text; edited words are passed over."""
    times = [(0, segment.start)]
    place = 0
    for word in segment.words:
        bare = word.text.strip()
        found = text.find(bare, place) if bare else -1
        if found < 0 or found - place > _LONGEST_SPEECH // 10:
            continue
        if found > times[-1][0] and word.start >= times[-1][1]:
            times.append((found, word.start))
        place = found + len(bare)
    return tuple(times)


def _second(times: Sequence[Time], character: int, length: int, end: float) -> float:
    """Between two known times a character is as far along as its place in the text."""
    position = max(0, bisect_right(times, character, key=lambda time: time[0]) - 1)
    place, second = times[position]
    next_place, next_second = times[position + 1] if position + 1 < len(times) else (length, end)
    if next_place <= place:
        return second
    share = min(1.0, (character - place) / (next_place - place))
    return second + share * max(0.0, next_second - second)
