"""Decisions, tasks and open questions in what was said, found by their words: no model chooses or invents any of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.meetings.minute_cues import Cues, cues
from app.core.meetings.minutes import MinutesLine, Moment, distinct_lines
from app.core.meetings.speeches import Said
from app.core.words.due_dates import Due, due_dates

_FEWEST_WORDS = 4
_MOST_WORDS = 60
_ANSWERS_LOOKED_AT = 3
_FEWEST_WORDS_OF_QUESTION = 5
_MOST_WORDS_OF_SHRUG = 9
_FILLER = re.compile(
    r"\{[^{}]*\}|(?<!\w)(?:uh+|umm+|erm|hmm+|mm+|äh+m?|euh|eh|you know|I mean|sort of|kind of)(?!\w),?\s?",
    re.IGNORECASE,
)
_ENGLISH_FILLER = re.compile(r"(?<!\w)(?:um|er)(?!\w),?\s?", re.IGNORECASE)
"""Words of other languages: in German "um" is "at", and "er" is "he"."""
_REPEATED = re.compile(r"\b(\w+)(?:[,\s]+\1\b)+", re.IGNORECASE)
_SPACE_BEFORE_SIGN = re.compile(r"\s+([.,;:!?])|(?<=\w)\s+(?=['’](?:s|ll|re|ve|m|d|t)\b)")
_REPEATED_SIGN = re.compile(r"([,;])(?:\s*[,;])+")
_OPENING = re.compile(
    r"^(?:(?:so|okay|ok|yeah|yes|well|and|but|alright|all right|right|sure|then|now|oh|also|actually|also|gut|ja|genau|alors|bon|bueno|entonces)\b[,.]?\s+)+",
    re.IGNORECASE,
)
_TASK_OPENING = re.compile(
    r"^(?:I(?:'ll| will|'m going to| am going to|'m gonna| shall| can)|(?:\w+, )?(?:can|could|would|will) you(?: please)?,?|(?:\w+, )?please,?"
    r"|(?:\w+, )?(?:kannst|könntest|würdest) du|(?:\w+, )?(?:können|könnten|würden) Sie|(?:\w+, )?(?:peux-tu|pourrais-tu|pouvez-vous|pourriez-vous)"
    r"|(?:\w+, )?¿(?:\w+, )?(?:puedes|podrías|podéis|puede usted|podría usted))\s+(?:please |also |just |then |probably |definitely |bitte )*",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:do|take|handle|look into|check|with) (?:that|it|this)\b|\b(?:will do|take care)\b|\b(?:mache|übernehme|erledige) (?:ich )?(?:das|es)\b|\bm['’]en (?:occupe|charge)\b|\bme (?:encargo|ocupo)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:tell|show|talk to|speak to|explain to|ask) you\b|\btalk about\b|\bshort (?:talk|presentation)\b|\bI (?:don't|do not) think\b"
    r"|\bask (?:again|(?:a|the|this|that|another) (?:\w+ )?(?:question|minister))\b|\b(?:sadly|regret to) report\b|\bcall (?:it|that|this)\b"
    r"|\btake this opportunity\b|\bput (?:it|this|that) (?:like|another way|this way|that way|to you)\b|\bif I (?:had|were|was|could)\b"
    r"|\b(?:write|put|note|draw|add|move) (?:\w+ ){0,2}(?:(?:up|down|over|in) )?(?:here|there)\b|\bin a (?:second|sec|minute|moment)\b"
    r"|\b(?:finish|wrap) (?:this |it )?(?:up |off )?(?:quick|with)\b|\bich (?:frage mich|mache mir|stelle (?:mir|fest))\b",
    re.IGNORECASE,
)
"""What is done while it is said, or only supposed, and is no task."""
_ADVICE = re.compile(
    r"\byou(?:'ll| will| should| need to| have to| must| are going to)\b|\bdu (?:solltest|musst)\b|\b(?:tu|vous) dev(?:rais|riez|ez)\b|\bdeber?ías\b",
    re.IGNORECASE,
)
"""What may be meant for anybody: a task only where somebody is named, or promises it."""
_QUOTED = re.compile(r"[\"“„«][^\"“”»]*(?:[\"“”»]|$)|(?<=: )['‘].*?(?:['’](?=\W|$)|$)")
_BY = re.compile(
    r"(?:\b(?:by|until|till|before|on|no later than|bis|am|vor|spätestens|d['’]ici|avant|pour|le|para|antes del?|hasta)\s+(?:the |zum |el |le |la )?)$",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    "I We It That This He She They There You What Who Everyone Everybody Somebody Someone Nobody One And But So If Then "
    "Which Maybe Yeah Yes Okay Ok Well People Something Anything Nothing Everything These Those Hopefully Because The "
    "Wir Ich Er Sie Es Das Man Dann Jemand Wer Was Il Elle On Nous Vous Ils Ça Cela Qui Él Ella Eso Esto Nosotros".split()
)


@dataclass(frozen=True, slots=True)
class _Task:
    """Whose it is and what words of the sentence say so."""

    owner: str
    request: bool = False
    advice: bool = False
    needs_more: bool = False


def decisions(said: Sequence[Said], language: str = "") -> list[MinutesLine]:
    """What was decided, in the words of whoever said so."""
    return distinct_lines(
        _line(_with_context(said, position))
        for position, sentence in enumerate(said)
        if _is_statement(sentence) and any(_decides(one, sentence) for one in _cues(sentence, language))
    )


def actions(said: Sequence[Said], held_on: date, language: str = "") -> list[MinutesLine]:
    """What somebody is to do: the owner as named or as the one who promised it, and the day it is due."""
    names = {sentence.speaker for sentence in said if sentence.speaker}
    lines, taken = [], set[int]()
    for position, sentence in enumerate(said):
        if position in taken or len(sentence.text.split()) > _MOST_WORDS:
            continue
        task = next((task for one in _cues(sentence, language) if (task := _task(one, sentence, names))), None)
        if task is None:
            continue
        together = [position]
        accepted = _acceptance(said, position, language, task.advice) if task.request else None
        owner = task.owner
        if accepted is not None:
            owner = owner or said[accepted].speaker
            together.append(accepted)
            taken.add(accepted)
        elif task.request and not owner and not due_dates(sentence.text, held_on):
            continue
        line = _action(said, together, owner, held_on)
        if line is not None and not (task.needs_more and not line.due):
            lines.append(line)
    return distinct_lines(lines)


def open_questions(said: Sequence[Said], language: str = "") -> list[MinutesLine]:
    """What was left open: said to be, or asked or doubted and then not known, or put off."""
    found = []
    for position, sentence in enumerate(said):
        text = _fluent(sentence.text, sentence.language)
        if not _FEWEST_WORDS_OF_QUESTION <= len(text.split()) <= _MOST_WORDS:
            continue
        said_open = any(one.open.search(_own_words(text, sentence.language)) for one in _cues(sentence, language))
        looked_for = _shrug if text.endswith(("?", "？")) else _put_off
        left = position if said_open else looked_for(said, position, language)
        if left is not None:
            together = [sentence] if left == position else [sentence, said[left]]
            found.append(_line(together, sentence.text))
    return distinct_lines(found)


def cleaned(text: str, language: str = "") -> str:
    """A sentence as it is written down: without filler words, stammering and what only opens it.

    Where its `language` is not known, it may be English.
    """
    text = _OPENING.sub("", _fluent(text, language)).strip(" ,;-")
    return text[:1].upper() + text[1:]


def moment(sentence: Said) -> Moment:
    """Where a sentence was said."""
    return Moment(round(sentence.start, 2), round(sentence.end, 2), sentence.speaker, sentence.text)


def _fluent(text: str, language: str) -> str:
    text = _FILLER.sub("", text)
    text = _ENGLISH_FILLER.sub("", text) if language in ("", "en") else text
    text = _REPEATED.sub(r"\1", text)
    return _REPEATED_SIGN.sub(r"\1", " ".join(_SPACE_BEFORE_SIGN.sub(r"\1", text).split()))


def _own_words(text: str, language: str) -> str:
    """What the speaker says, without stammering and without what is quoted of others."""
    return _QUOTED.sub(" ", _fluent(text, language))


def _cues(sentence: Said, language: str) -> tuple[Cues, ...]:
    return cues(sentence.language or language)


def _is_statement(sentence: Said) -> bool:
    words = len(sentence.text.split())
    return _FEWEST_WORDS - 1 <= words <= _MOST_WORDS and not sentence.text.rstrip().endswith(("?", "？"))


def _decides(one: Cues, sentence: Said) -> bool:
    said = _OPENING.sub("", _own_words(sentence.text, sentence.language))
    return bool(one.decision.search(said)) and not one.undecided.search(said)


def _with_context(said: Sequence[Said], position: int) -> list[Said]:
    """A decision as short as "Okay, agreed then" is told with what it is about."""
    sentence = said[position]
    if len(cleaned(sentence.text, sentence.language).split()) > _FEWEST_WORDS + 1 or not position:
        return [sentence]
    return [said[position - 1], sentence]


def _task(one: Cues, sentence: Said, names: set[str]) -> _Task | None:
    text = _own_words(sentence.text, sentence.language)
    if _ASIDE.search(text):
        return None
    question = text.rstrip().endswith("?")
    if not question and (match := one.assigned.search(text)) and _is_name(match["name"], names):
        return _Task(match["name"])
    if one.request.search(text):
        return _Task(_addressed(text, names, sentence.speaker), request=True, advice=bool(_ADVICE.search(text)))
    if question:
        return None
    if one.promise.search(text):
        return _Task(sentence.speaker, needs_more=len(text.split()) < _FEWEST_WORDS)
    shared = one.shared.search(text) and not one.unsure.search(text.split(",")[0])
    return _Task("", needs_more=True) if shared else None


def _is_name(name: str, names: set[str]) -> bool:
    return name in names or name.split()[0] not in _NOT_NAMES


def _addressed(text: str, names: set[str], speaker: str) -> str:
    """The name of another one that stands in a request: "Ben, can you…", "can you, Ben"."""
    for name in sorted(names, key=len, reverse=True):
        if name != speaker and re.search(rf"\b{re.escape(name.split()[0])}\b", text):
            return name
    match = re.match(r"\W*([^\W\d_a-z][^\W\d_]+),\s", text) or re.search(r",\s([^\W\d_a-z][^\W\d_]+)\s?\?$", text)
    return match[1] if match and match[1] not in _NOT_NAMES else ""


def _acceptance(said: Sequence[Said], position: int, language: str, promised: bool) -> int | None:
    """Who answers a request with a yes, in what follows; with `promised`, who promises it."""
    asked = said[position]
    for later in range(position + 1, min(position + 1 + _ANSWERS_LOOKED_AT, len(said))):
        answer = said[later]
        if answer.speaker != asked.speaker:
            agrees = any(
                one.promise.search(answer.text) or (one.yes.search(answer.text) and not promised)
                for one in _cues(answer, language)
            )
            return later if agrees else None
    return None


def _action(said: Sequence[Said], together: Sequence[int], owner: str, held_on: date) -> MinutesLine | None:
    first = said[together[0]]
    sentences = [said[position] for position in together]
    whole = cleaned(first.text, first.language)
    text = _TASK_OPENING.sub("", whole)
    if text != whole:
        text = text.rstrip("?").rstrip()
    if _POINTS_BACK.search(first.text) and together[0] and len(text.split()) < 2 * _FEWEST_WORDS:
        before = said[together[0] - 1]
        sentences.insert(0, before)
        text = f"{cleaned(before.text, before.language)} {text[:1].upper()}{text[1:]}"
    if len(text.split()) < _FEWEST_WORDS - 1:
        return None
    due = next((found for sentence in sentences for found in _due(sentence.text, held_on)), None)
    text = text[:1].upper() + text[1:]
    line = _line(sentences, text if text[-1:] in ".!?" else f"{text}.")
    if due is None:
        return MinutesLine(line.text, line.moments, owner=owner)
    return MinutesLine(line.text, line.moments, owner=owner, due=due.day.isoformat(), due_text=due.text)


def _due(text: str, held_on: date) -> Iterator[Due]:
    """The times a sentence names, those with "by" before them first."""
    found = due_dates(text, held_on)
    yield from sorted(found, key=lambda due: not _BY.search(text[: due.start]))


def _shrug(said: Sequence[Said], position: int, language: str) -> int | None:
    """Who answers a question that they do not know, or will find it out."""
    asked = said[position]
    for later in range(position + 1, min(position + _ANSWERS_LOOKED_AT, len(said))):
        answer = said[later]
        if answer.speaker == asked.speaker and answer.speaker:
            continue
        text = _fluent(answer.text, answer.language)
        for one in _cues(answer, language):
            if one.deferred.search(text) and not text.endswith("?"):
                return later
            if one.unsure.search(text) and len(text.split()) <= _MOST_WORDS_OF_SHRUG:
                return None if one.personal.search(_fluent(asked.text, asked.language)) else later
        return None
    return None


def _put_off(said: Sequence[Said], position: int, language: str) -> int | None:
    """Where what somebody does not know is to be found out, in what follows."""
    asked = said[position]
    if not any(one.doubt.search(_own_words(asked.text, asked.language)) for one in _cues(asked, language)):
        return None
    for later in range(position + 1, min(position + _ANSWERS_LOOKED_AT, len(said))):
        answer = said[later]
        if any(one.deferred.search(_fluent(answer.text, answer.language)) for one in _cues(answer, language)):
            return later
    return None


def _line(sentences: Sequence[Said], text: str = "") -> MinutesLine:
    whole = [cleaned(text, sentences[-1].language)] if text else [cleaned(one.text, one.language) for one in sentences]
    return MinutesLine(" ".join(whole), tuple(moment(sentence) for sentence in sentences))
