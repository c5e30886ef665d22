"""Names and numbers taken out of what is handed on: found by their form and by who is known, replaced alike everywhere.

The same name always becomes the same "[name 1]", so that who said what to whom can still be followed.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.meetings import Segment, Transcript, Word
from app.core.mentions import Kind, mentions
from app.core.minutes import Minutes, MinutesLine, MinutesSection, Moment

_GENERIC_SPEAKER = re.compile(r"(?:Speaker|Sprecher|Locuteur|Hablante)\s\d+|Speaker|Me|Others")
_SINGLE_NAME = re.compile(r"(?<=[a-zà-ÿ,;0-9] )[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2,}(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\b")
_CALLED = re.compile(r"(?:^|(?<=[.!?] ))([A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2,}),\s(?=\w)")
_TITLED = re.compile(
    r"\b(?:Dr|Prof|Mr|Mrs|Ms|Miss|Herrn?|Frau|Monsieur|Madame|M|Mme|Señora?|Sra?|Don|Doña)\.?\s((?:Dr\.\s)?[A-ZÀ-ÖØ-Þ][\w'’-]+)"
)
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december english german french spanish european american british internet christmas easter okay the "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag yes yeah well also and but then now here there this that "
    "what when where who why how which because however maybe please euro euros thanks thank sorry hello good morning".split()
)
_CAPITALIZED_NOUNS = frozenset(("de", "lb"))
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
_LONG_NUMBER = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\s()/.-]{0,2}\d){5,18}(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,:])(?:\d{1,3}(?:[.,'’ ]\d{3})+|\d{3,})(?:[.,]\d+)*(?![\w:])")


class Hidden(StrEnum):
    """What can be taken out."""

    NAMES = "names"
    NUMBERS = "numbers"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Replacement:
    """`text` becomes `stand_in`, so many times."""

    kind: Hidden
    text: str
    stand_in: str
    count: int


class Redaction:
    """Takes out what was found. `replacements` is the preview, in the order of the stand-ins."""

    def __init__(self, replacements: Sequence[Replacement]) -> None:
        self.replacements = tuple(replacements)
        self._stand_ins = {one.text: one.stand_in for one in replacements}
        longest_first = sorted(self._stand_ins, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def text(self, text: str) -> str:
        """A text without what was found."""
        return self._pattern.sub(self._stand_in, text) if self._stand_ins else text

    def transcript(self, transcript: Transcript) -> Transcript:
        """A transcript without it: in words, speakers, title and the path too."""
        segments = tuple(self._segment(segment) for segment in transcript.segments)
        return replace(transcript, segments=segments, title=self.text(transcript.title), path="")

    def minutes(self, minutes: Minutes) -> Minutes:
        """Minutes without it."""
        sections = tuple(self._section(section) for section in minutes.sections)
        return replace(minutes, title=self.text(minutes.title), sections=sections)

    def _stand_in(self, match: re.Match[str]) -> str:
        return self._stand_ins[match.group()]

    def _section(self, section: MinutesSection) -> MinutesSection:
        return replace(section, lines=tuple(self._line(line) for line in section.lines))

    def _line(self, line: MinutesLine) -> MinutesLine:
        moments = tuple(
            Moment(one.start, one.end, self.text(one.speaker), self.text(one.quote)) for one in line.moments
        )
        due_text = self.text(line.due_text)
        due = line.due if due_text == line.due_text else ""
        return replace(
            line, text=self.text(line.text), owner=self.text(line.owner), moments=moments, due_text=due_text, due=due
        )

    def _segment(self, segment: Segment) -> Segment:
        return replace(
            segment,
            text=self.text(segment.text),
            speaker=self.text(segment.speaker),
            words=tuple(self._words(segment)) if self._stand_ins else segment.words,
        )

    def _words(self, segment: Segment) -> Iterator[Word]:
        """The words; those that stand in one thing taken out become one, as long as they were together."""
        spans = [(found.start(), found.end(), self._stand_in(found)) for found in self._pattern.finditer(segment.text)]
        written = -1
        place = 0
        held: Word | None = None
        for word in segment.words:
            bare = word.text.strip()
            start = segment.text.find(bare, place)
            if start < 0:
                yield replace(word, text=self.text(word.text))
                continue
            place = start + len(bare)
            number = next((n for n, (first, last, _) in enumerate(spans) if start < last and first < place), -1)
            if number >= 0 and number == written and held is not None:
                rest = segment.text[spans[number][1] : place]
                confidence = min(held.confidence, word.confidence)
                held = replace(held, end=word.end, confidence=confidence, text=held.text + rest)
                continue
            if held is not None:
                yield held
                held = None
            written = number
            if number >= 0:
                first, last, stand_in = spans[number]
                around = segment.text[start : max(start, first)], segment.text[last:place] if last < place else ""
                lead = word.text[: len(word.text) - len(word.text.lstrip())]
                held = replace(word, text=f"{lead}{around[0]}{stand_in}{around[1]}")
            else:
                yield word
        if held is not None:
            yield held


def find_redaction(
    transcript: Transcript,
    minutes: Minutes | None,
    hidden: Collection[Hidden],
    known_names: Iterable[str] = (),
    kept: Collection[str] = (),
) -> Redaction:
    """What is to be taken out of a transcript and its minutes; `known_names` beside the speakers', `kept` stays in.

    In languages that write every noun with a capital a lone word is taken for a name only behind a title, or when it
    is called upon; what speakers are called is always known.
    """
    texts = [segment.text for segment in transcript.segments]
    texts += [transcript.title, *(line.text for line in minutes.lines)] if minutes else [transcript.title]
    found: dict[str, tuple[Hidden, str]] = {}
    if Hidden.NUMBERS in hidden:
        _number(found, Hidden.NUMBERS, "number", _all(texts, _numbers), kept)
    if Hidden.DATES in hidden:
        _number(found, Hidden.DATES, "date", _all(texts, _dates), kept)
    if Hidden.NAMES in hidden:
        people = [*transcript.speakers, *known_names]
        people += [line.owner for line in minutes.lines if line.owner] if minutes else []
        language = transcript.language
        _number(found, Hidden.NAMES, "e-mail", _all(texts, _addresses), kept)
        known = [set(person.split()) for person in people]
        guessed = [
            name
            for name in _all(texts, lambda text: _names(text, language))
            if not any(person < set(name.split()) for person in known)
        ]
        _name(found, [*people, *guessed], kept)
    everything = "\n".join((*texts, *(segment.speaker for segment in transcript.segments)))
    counts = Counter({text: len(re.findall(rf"(?<!\w){re.escape(text)}(?!\w)", everything)) for text in found})
    return Redaction([Replacement(kind, text, name, counts[text]) for text, (kind, name) in found.items()])


def _all(texts: Iterable[str], find: Callable[[str], Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(one for text in texts for one in find(text)))


def _number(
    found: dict[str, tuple[Hidden, str]], kind: Hidden, noun: str, texts: Iterable[str], kept: Collection[str]
) -> None:
    """A stand-in for each; the same digits, however they are set, get the same."""
    numbers: dict[str, int] = {}
    for text in texts:
        if text not in kept and text not in found:
            key = re.sub(r"[\s().,/-]", "", text.casefold())
            found[text] = (kind, f"[{noun} {numbers.setdefault(key, len(numbers) + 1)}]")


def _name(found: dict[str, tuple[Hidden, str]], names: Iterable[str], kept: Collection[str]) -> None:
    """A stand-in for each person: "Anna" and "Berg" are Anna Berg, where only one person is called so."""
    whole = [name for name in dict.fromkeys(names) if name.strip() and not _GENERIC_SPEAKER.fullmatch(name)]
    people: list[str] = []
    for name in sorted(whole, key=lambda name: -len(name.split())):
        owners = [person for person in people if set(name.split()) <= set(person.split())]
        if len(owners) != 1:
            people.append(name)
    numbered = {person: number for number, person in enumerate(people, start=1)}
    parts = Counter(part for person in people for part in set(person.split()))
    for person, number in numbered.items():
        alone = [part for part in person.split() if parts[part] == 1 and len(part) > 2 and part[0].isupper()]
        for text in dict.fromkeys((person, *alone)):
            if text not in kept and text.casefold() not in _NOT_NAMES:
                found[text] = (Hidden.NAMES, f"[name {number}]")


def _names(text: str, language: str) -> Iterator[str]:
    yield from (match[1] for match in _TITLED.finditer(text))
    yield from (match[1] for match in _CALLED.finditer(text) if match[1].casefold() not in _NOT_NAMES)
    if language in _CAPITALIZED_NOUNS:
        return
    for mention in mentions(text, Kind.NAME):
        words = [word for word in mention.text.split() if word.casefold() not in _NOT_NAMES]
        if len(words) > 1:
            yield " ".join(words) if len(words) == len(mention.text.split()) else words[-1]
    yield from (match.group() for match in _SINGLE_NAME.finditer(text) if match.group().casefold() not in _NOT_NAMES)


def _addresses(text: str) -> Iterator[str]:
    return (mention.text for kind in (Kind.ADDRESS, Kind.LINK) for mention in mentions(text, kind))


def _dates(text: str) -> Iterator[str]:
    return (mention.text for mention in mentions(text, Kind.DATE))


def _numbers(text: str) -> Iterator[str]:
    """Accounts, telephone and card numbers, amounts of money, and whatever else has three digits or more, but years."""
    taken = [(mention.start, mention.end) for mention in mentions(text, Kind.DATE)]
    found: list[tuple[int, str]] = []

    def take(start: int, end: int) -> None:
        if not any(first < end and start < last for first, last in taken):
            taken.append((start, end))
            found.append((start, text[start:end].strip()))

    for match in _IBAN.finditer(text):
        take(match.start(), match.end())
    for mention in mentions(text, Kind.MONEY):
        take(mention.start, mention.end)
    for pattern in (_LONG_NUMBER, _NUMBER):
        for match in pattern.finditer(text):
            take(match.start(), match.end())
    yield from (number for _, number in sorted(found))
