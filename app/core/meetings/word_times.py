"""Where words stand in a text, and when they are said once the text was changed by hand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from app.core.meetings.transcript import Segment, Word
from app.core.words.text import folded

CERTAIN = 1.0
"""The confidence of a word that somebody typed."""
_SHORTEST_WORD_S = 0.05
_MOST_SQUEEZED = 1 / 3
"""Nobody says a word in less time; where more than this share of the words have less, they were not heard there."""
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CLOSE = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Signs of Chinese and Japanese, which have no space before or behind them."""
_BORDER = re.compile(rf"[\s{_UNSPACED}]")
_TOKEN = re.compile(rf"[{_UNSPACED}][^\w\s]*|[^\s{_UNSPACED}]+")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Time that words may be given."""

    start: float
    end: float


def word_places(segment: Segment) -> tuple[Place, ...]:
    """Where each word begins and ends in the text; empty places for words that are not in it."""
    places, begin = [], 0
    for word in segment.words:
        text = word.text.strip()
        found = segment.text.find(text, begin)
        end = found + len(text) if found >= 0 else begin
        places.append((found if found >= 0 else begin, end))
        begin = end
    return tuple(places)


def word_at(segment: Segment, place: int) -> int | None:
    """The number of the word at a place in the text, or the one before it; None where there are no words."""
    found = None
    for number, (begin, _end) in enumerate(word_places(segment)):
        if begin > place:
            break
        found = number
    return 0 if found is None and segment.words else found


def joined(first: str, second: str) -> str:
    """Two texts as one, with a space between them where their scripts have one."""
    close = first and second and (_CLOSE.match(first[-1]) or _CLOSE.match(second[0]))
    return f"{first}{second}" if close else f"{first} {second}".strip()


def reworded(segment: Segment, text: str) -> Segment:
    """The segment with another text: words that stayed keep their times, the others share the time between them.

    The words at both ends of the text that were not touched stay as they are; what lies between is compared word by
    word (difflib.SequenceMatcher), whatever their case and punctuation. In scripts without spaces a word is a character.
    """
    text = " ".join(text.split())
    if text == segment.text:
        return segment
    places = word_places(segment)
    first, last = _untouched(segment.text, text, places)
    begin = places[first - 1][1] if first else 0
    end = len(text) - (len(segment.text) - places[last][0]) if last < len(places) else len(text)
    tokens = _TOKEN.findall(text[begin:end])
    room = _Stretch(
        segment.words[first - 1].end if first else segment.start,
        segment.words[last].start if last < len(places) else segment.end,
    )
    middle = tuple(_timed(segment.words[first:last], tokens, room))
    words = (*segment.words[:first], *middle, *segment.words[last:])
    return replace(segment, text=text, words=words, heard=segment.recognized)


def timing_broken(segment: Segment) -> bool:
    """Whether the text was changed so much that its times no longer follow the sound."""
    if segment.heard is None or not segment.words:
        return False
    squeezed = sum(word.end - word.start < _SHORTEST_WORD_S for word in segment.words if word.confidence == CERTAIN)
    times = {(word.start, word.end) for word in segment.heard}
    kept = any((word.start, word.end) in times for word in segment.words)
    return squeezed > _MOST_SQUEEZED * len(segment.words) or not kept


def _untouched(before: str, after: str, places: Sequence[Place]) -> tuple[int, int]:
    """How many words at the beginning, and from which on at the end, stand in both texts unchanged."""
    shorter = min(len(before), len(after))
    same = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    at_end = next((at for at in range(shorter - same) if before[-1 - at] != after[-1 - at]), shorter - same)
    parted = _parted(before, same) and _parted(after, same)
    first = sum(end < same or (end == same and parted) for _begin, end in places)
    from_end = len(before) - at_end
    parted = _parted(before, from_end) and _parted(after, len(after) - at_end)
    kept = sum(begin > from_end or (begin == from_end and parted) for begin, _end in places[first:])
    return first, len(places) - kept


def _parted(text: str, place: int) -> bool:
    """Whether a word may begin at a place of a text."""
    return place in (0, len(text)) or _BORDER.search(text[place - 1 : place + 1]) is not None


def _timed(words: Sequence[Word], tokens: Sequence[str], room: _Stretch) -> Iterator[Word]:
    """The tokens as words within the room, from those that stood there before."""
    matcher = SequenceMatcher(
        None, [_bare(word.text) for word in words], [_bare(one) for one in tokens], autojunk=False
    )
    at = room.start
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal" or last - first == end - begin:
            made: Iterable[Word] = map(_renamed, words[first:last], tokens[begin:end])
        else:
            after = words[last].start if last < len(words) else room.end
            span = _Stretch(words[first].start, words[last - 1].end) if last > first else _Stretch(at, after)
            made = _shared(tokens[begin:end], span)
        yield from made
        at = words[last - 1].end if last else at


def _renamed(word: Word, text: str) -> Word:
    return word if word.text.strip() == text else Word(word.start, word.end, text, CERTAIN)


def _shared(tokens: Sequence[str], span: _Stretch) -> Iterator[Word]:
    """Words that share a stretch of time by their length."""
    whole = sum(map(len, tokens))
    length, said = max(0.0, span.end - span.start), 0
    for token in tokens:
        start = span.start + length * said / whole
        said += len(token)
        end = span.end if said == whole else span.start + length * said / whole
        yield Word(start, max(start, end), token, CERTAIN)


def _bare(text: str) -> str:
    """A word for comparing: neither case nor punctuation, unless it is nothing else."""
    kept = "".join(letter for letter in folded(text.strip()) if unicodedata.category(letter)[0] not in "PZ")
    return kept or text.strip()
