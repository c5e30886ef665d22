"""Names and numbers taken out of what is handed on: found by their form and by who is known, replaced alike everywhere.

The same name always becomes the same "[name 1]", so that who said what to whom can still be followed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.meetings.minutes import Minutes, MinutesLine, MinutesSection
from app.core.meetings.transcript import Segment, Transcript, Word
from app.core.meetings.word_times import Place, word_places
from app.core.words.identifying import GENITIVE_S, LETTER, NOT_NAMES, TITLE, addresses, days, houses, names, numbers
from app.core.words.keywords import is_stop_word

_GENERIC_SPEAKER = re.compile(r"(?:Speaker|Sprecher|Locuteur|Hablante)\s\d+|Speaker|Me|Others")
_GONE = "[…]"


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
    """Takes out what was found. `replacements` is the preview, in the order of the stand-ins.

    With `dates`, the days on which a meeting was held and kept and a task is due go as well.
    """

    def __init__(self, replacements: Sequence[Replacement], dates: bool = False) -> None:
        self.replacements = tuple(replacements)
        self._dates = dates
        self._stand_ins = {one.text: one.stand_in for one in replacements}
        self._folded = {one.text.casefold(): one.stand_in for one in replacements}
        self._pattern = _pattern_of(self._stand_ins)
        self._loose = re.compile(self._pattern.pattern, re.IGNORECASE)

    def text(self, text: str) -> str:
        """A text without what was found."""
        return self._pattern.sub(self._stand_in, text)

    def title(self, title: str) -> str:
        """A title without it, also as names of files have it: in small letters, with _ between the words."""
        redacted, count = self._loose.subn(
            lambda match: self._folded.get(match.group().casefold(), _GONE), _spaced(title)
        )
        return redacted if count else title

    def transcript(self, transcript: Transcript) -> Transcript:
        """A transcript without it: in words, speakers, title and the path too.

        What was recognized before it was corrected is left out: nobody looked for names in it.
        """
        return replace(
            transcript,
            path="",
            title=self.title(transcript.title),
            segments=tuple(self._segment(segment) for segment in transcript.segments),
            created_at=self._day(transcript.created_at),
        )

    def minutes(self, minutes: Minutes) -> Minutes:
        """Minutes without it."""
        return replace(
            minutes,
            title=self.title(minutes.title),
            template=self.title(minutes.template),
            sections=tuple(self._section(section) for section in minutes.sections),
            created_at=self._day(minutes.created_at),
            held_on=self._day(minutes.held_on),
        )

    def _stand_in(self, match: re.Match[str]) -> str:
        return self._stand_ins[match.group()]

    def _day(self, day: str) -> str:
        return "" if self._dates else day

    def _section(self, section: MinutesSection) -> MinutesSection:
        lines = tuple(self._line(line) for line in section.lines)
        return replace(section, heading=self.text(section.heading), lines=lines)

    def _line(self, line: MinutesLine) -> MinutesLine:
        moments = tuple(
            replace(one, speaker=self.text(one.speaker), quote=self.text(one.quote)) for one in line.moments
        )
        due_text = self.text(line.due_text)
        return replace(
            line,
            text=self.text(line.text),
            owner=self.text(line.owner),
            moments=moments,
            due_text=due_text,
            due=self._day(line.due) if due_text == line.due_text else "",
        )

    def _segment(self, segment: Segment) -> Segment:
        return replace(
            segment,
            text=self.text(segment.text),
            speaker=self.text(segment.speaker),
            words=tuple(self._words(segment)),
            heard=None,
        )

    def _words(self, segment: Segment) -> Iterator[Word]:
        """The words that stand in the text; those that share one thing taken out become one."""
        spans = [(*match.span(), self._stand_in(match)) for match in self._pattern.finditer(segment.text)]
        together: list[tuple[Word, Place]] = []
        for word, place in zip(segment.words, word_places(segment), strict=True):
            if place[0] == place[1]:
                continue
            if together and not any(start < together[-1][1][1] and place[0] < end for start, end, _ in spans):
                yield _joined(together, segment.text, spans)
                together = []
            together.append((word, place))
        if together:
            yield _joined(together, segment.text, spans)


def find_redaction(
    transcript: Transcript,
    minutes: Minutes | None,
    hidden: Collection[Hidden],
    known_names: Iterable[str] = (),
    kept: Collection[str] = (),
) -> Redaction:
    """What is to be taken out of a transcript and its minutes; `known_names` beside the speakers', `kept` stays in.

    In languages that write every noun with a capital, who is meant is told by a title, a role or a common given name, or
    when somebody is called upon; what speakers are called is always known, in capitals and in small letters too.
    """
    lines = minutes.lines if minutes else ()
    texts = [_spaced(transcript.title), *(segment.text for segment in transcript.segments)]
    texts += [section.heading for section in minutes.sections] if minutes else []
    texts += [text for line in lines for text in (line.text, line.due_text)]
    quotes = [moment.quote for line in lines for moment in line.moments]
    people = [*transcript.speakers, *(line.owner for line in lines)]
    people += [moment.speaker for line in lines for moment in line.moments]
    found: dict[str, tuple[Hidden, str]] = {}
    spoken = {transcript.language, *(segment.language for segment in transcript.segments)}
    if Hidden.NUMBERS in hidden:
        told = _all([*texts, *quotes], lambda text: numbers(text, spoken))
        _number(found, Hidden.NUMBERS, "number", told, kept)
    if Hidden.DATES in hidden:
        told = _all([*texts, *quotes], lambda text: days(text, spoken))
        _number(found, Hidden.DATES, "date", told, kept)
    if Hidden.NAMES in hidden:
        _number(found, Hidden.NAMES, "e-mail", _all([*texts, *quotes], addresses), kept)
        _number(found, Hidden.NAMES, "address", _all([*texts, *quotes], houses), kept)
        known = [name for name in dict.fromkeys((*people, *known_names)) if _tells(name)]
        called = _name(known, _guessed([*texts, *quotes], known, transcript.language), kept)
        called |= _forms([*texts, *quotes], called, people, transcript.language)
        found |= {text: (Hidden.NAMES, name) for text, name in called.items() if text not in kept}
    written = "\n".join(
        (*texts, *(segment.speaker for segment in transcript.segments), *(line.owner for line in lines))
    )
    counts = Counter(match.group() for match in _pattern_of(found).finditer(written))
    replacements = [Replacement(kind, text, name, counts[text]) for text, (kind, name) in found.items()]
    return Redaction(replacements, Hidden.DATES in hidden)


def _joined(together: Sequence[tuple[Word, Place]], text: str, spans: Iterable[tuple[int, int, str]]) -> Word:
    """Some words as one, from the first one's beginning to the last one's end, with stand-ins for what goes."""
    words = [word for word, _ in together]
    place, end = together[0][1][0], together[-1][1][1]
    said = words[0].text[: len(words[0].text) - len(words[0].text.lstrip())]
    for start, last, stand_in in spans:
        if start < end and place < last:
            said += text[place:start] + stand_in
            place = last
    return Word(words[0].start, words[-1].end, said + text[place:end], min(word.confidence for word in words))


def _pattern_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the texts as a whole, the longest first; nothing where there are none.

    What begins, or ends, in a script that writes spaces between words must not go on there. Texts of the same kind share
    what they are looked for behind and before: a branch for each takes more than twenty times as long.
    """
    alike: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for text in sorted(texts, key=len, reverse=True):
        before = rf"(?<!{LETTER})" if re.match(LETTER, text[0]) else ""
        behind = rf"(?!{LETTER})" if re.match(LETTER, text[-1]) else ""
        alike[before, behind].append(re.escape(text))
    groups = [f"{before}(?:{'|'.join(group)}){behind}" for (before, behind), group in sorted(alike.items())]
    return re.compile("|".join(groups) if groups else r"(?!)")


def _spaced(title: str) -> str:
    return title.replace("_", " ")


def _all(texts: Iterable[str], find: Callable[[str], Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(one for text in texts for one in find(text)))


def _number(
    found: dict[str, tuple[Hidden, str]], kind: Hidden, noun: str, texts: Iterable[str], kept: Collection[str]
) -> None:
    """A stand-in for each; the same digits, however they are set, get the same."""
    seen: dict[str, int] = {}
    for text in texts:
        if text not in kept and text not in found:
            key = re.sub(r"[\s().,/-]", "", text.casefold())
            found[text] = (kind, f"[{noun} {seen.setdefault(key, len(seen) + 1)}]")


def _tells(name: str) -> bool:
    return bool(name.strip()) and not _GENERIC_SPEAKER.fullmatch(name)


def _parts(person: str) -> list[str]:
    """What of a name may stand for the whole: neither a title nor "von"."""
    return [
        part for part in person.split() if len(part) > 2 and not part[0].islower() and not re.fullmatch(TITLE, part)
    ]


def _first_name(person: str) -> list[str]:
    return [part for part in person.split()[:1] if part in _parts(person)]


def _guessed(texts: Iterable[str], known: Sequence[str], language: str) -> list[str]:
    """Whoever seems to be named beside those who are known; not again with the word before the name, or an s behind."""
    forms = {form.casefold() for person in known for form in (person, *_parts(person))}
    if language in GENITIVE_S:
        forms |= {f"{form}s" for form in forms}
    whole = [set(person.casefold().split()) for person in known]
    first = {name.casefold() for person in known for name in _first_name(person)}

    def is_new(name: str) -> bool:
        words = name.casefold().split()
        again = words[-1] in first or any(person < set(words) for person in whole)
        return _tells(name) and name.casefold() not in forms | NOT_NAMES and not again

    return [name for name in _all(texts, lambda text: names(text, language)) if is_new(name)]


def _name(known: Sequence[str], guessed: Sequence[str], kept: Collection[str]) -> dict[str, str]:
    """A stand-in for each person: "Anna" and "Berg" are Anna Berg, where only one person is called so.

    What several people are called, one of them known, has a stand-in of its own, unless one of them is to stay.
    """
    people: list[str] = []
    shorter: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted((*known, *guessed), key=lambda name: -len(name.split())):
        owners = [person for person in people if set(name.split()) <= set(person.split())]
        if len(owners) != 1:
            people.append(name)
        else:
            shorter[owners[0]].append(name)
    parts = Counter(part for person in people for part in set(_parts(person)))
    shared = {
        part: None
        for person in people
        if person in known
        for part in _parts(person)
        if parts[part] > 1 and part.casefold() not in NOT_NAMES
    }
    remaining = {part for person in people if person in kept for part in _parts(person)}
    people += [part for part in shared if part not in people and part not in remaining]
    stand_ins: dict[str, str] = {}
    for number, person in enumerate(people, start=1):
        if person not in kept:
            alone = [part for part in _parts(person) if parts[part] == 1 and part.casefold() not in NOT_NAMES]
            forms = [form for form in (*shorter[person], *alone) if form not in kept]
            stand_ins |= dict.fromkeys((person, *forms), f"[name {number}]")
    return stand_ins


def _forms(texts: Iterable[str], called: Mapping[str, str], people: Iterable[str], language: str) -> dict[str, str]:
    """How else names are written in the texts: in capitals, with the s of the genitive, and people's in small letters.

    A surname alone in small letters is far more often the word it comes from: "klein", "young".
    """
    genitive = [name for name in called if len(name) > 2 and language in GENITIVE_S]
    folded = {f"{name}s".casefold(): f"{called[name]}s" for name in genitive}
    folded |= {name.casefold(): stand_in for name, stand_in in called.items()}
    alike = {form.casefold() for person in people for form in (person, *_first_name(person)) if len(form) > 2}
    alike = {form for form in alike | {f"{form}s" for form in alike} if not is_stop_word(form, language)} - NOT_NAMES
    loose = re.compile(_pattern_of([*called, *(f"{name}s" for name in genitive)]).pattern, re.IGNORECASE)
    written = dict.fromkeys(match.group() for text in texts for match in loose.finditer(text))
    return {
        form: folded[form.casefold()]
        for form in written
        if form not in called and form.casefold() in folded and (not form.islower() or form in alike)
    }
