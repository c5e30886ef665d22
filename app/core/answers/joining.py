"""Answers to the parts of one question, joined: one text, one list of citations, and what was found for them all."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from app.core.asking.conversations import Answer, Citation, Coverage, Sentence, Support, Timings, TokenCounts
from app.core.asking.grounding import DECLINED
from app.core.events import Found
from app.core.library.documents import ScoredPassage
from app.core.library.scores import ScoreParts

_PARAGRAPH = "\n\n"
_BESIDE = 0.5
"""What a passage's score for a part beside those before it counts, to the one for the part alone. Set by hand: among
10,186 real questions only four have parts, too few to choose it by."""


def joined(parts: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """One answer of those to the first `parts` of a question, a paragraph each; which part none answers is told.

    It is declined where every part is, for the reason that all have. The same words are cited under one number.
    """
    declined = all(answer.declined for answer in answers)
    told = [_told(part, answer) for part, answer in zip(parts, answers, strict=False)]
    if declined:
        reason, *others = {answer.text for answer in answers}
        told = [_plain(DECLINED if others else reason)]
    citations, numbers = _numbered(told)
    return Answer(
        text=_PARAGRAPH.join(answer.text for answer in told),
        sentences=tuple(
            _renumbered(one, of) for answer, of in zip(told, numbers, strict=True) for one in answer.sentences
        ),
        citations=citations,
        declined=declined,
        coverage=_coverage([answer.coverage for answer in answers]),
        timings_ms=Timings(
            sum(answer.timings_ms.search for answer in answers),
            answers[0].timings_ms.first_token,
            max(answer.timings_ms.total for answer in answers),
        ),
        tokens=TokenCounts(
            sum(answer.tokens.prompt for answer in answers),
            sum(answer.tokens.reused for answer in answers),
            sum(answer.tokens.generated for answer in answers),
        ),
        model="; ".join(dict.fromkeys(answer.model for answer in answers)),
        question=" ".join(answer.question for answer in answers),
        stopped=answers[-1].stopped,
        replaced=any(answer.replaced for answer in answers),
        thought=_PARAGRAPH.join(filter(None, (answer.thought for answer in answers))),
        calls=tuple(call for answer in answers for call in answer.calls),
        note=" ".join(dict.fromkeys(filter(None, (answer.note for answer in answers)))),
    )


def found_together(found: Sequence[Found]) -> Found:
    """The evidence for several parts as one: their best passages in turn, each once."""
    ranked = chain.from_iterable(zip_longest(*(one.passages for one in found)))
    return replace(
        found[0],
        question=" ".join(one.question for one in found),
        passages=tuple({scored.passage.id: scored for scored in ranked if scored is not None}.values()),
        documents_searched=max(one.documents_searched for one in found),
        search_ms=sum(one.search_ms for one in found),
        limitation=_limitation(found),
    )


def found_beside(alone: Found, beside: Found, top: int) -> Found:
    """The `top` passages for a part, of those found for it alone and beside the parts before it.

    "What is the deposit?" is asked of many contracts, and behind "When does the Alder lease end?" of one.
    """
    alike = {scored.passage.id: scored.parts for scored in beside.passages}
    both = {scored.passage.id: scored for scored in (*beside.passages, *alone.passages)}
    own = {scored.passage.id: scored.parts for scored in alone.passages}
    scored = [
        _with_parts(one, _summed(own.get(id_, ScoreParts()), alike.get(id_, ScoreParts()))) for id_, one in both.items()
    ]
    ranked = sorted(scored, key=lambda one: (-one.score, one.passage.id))
    took_ms = alone.search_ms + beside.search_ms
    return replace(alone, passages=tuple(ranked[:top]), search_ms=took_ms, limitation=_limitation((alone, beside)))


def _limitation(found: Sequence[Found]) -> str:
    """What limited any of these searches."""
    return next((one.limitation for one in found if one.limitation), "")


def _with_parts(scored: ScoredPassage, parts: ScoreParts) -> ScoredPassage:
    return replace(scored, score=parts.total, parts=parts)


def _summed(own: ScoreParts, beside: ScoreParts) -> ScoreParts:
    return ScoreParts(
        own.words + _BESIDE * beside.words,
        own.meaning + _BESIDE * beside.meaning,
        own.exact + _BESIDE * beside.exact,
        own.document + _BESIDE * beside.document,
        max(own.duplicates, beside.duplicates),
    )


def _told(part: str, answer: Answer) -> Answer:
    """The answer to a part; what none answers is named, for it stands beside what one does."""
    return _plain(f"Your documents do not answer “{part}”") if answer.declined else answer


def _plain(text: str) -> Answer:
    return Answer(text, (Sentence(text, Support.PLAIN),))


def _numbered(answers: Sequence[Answer]) -> tuple[tuple[Citation, ...], list[dict[int, int]]]:
    """All citations in one order, and for each answer the new numbers of its own."""
    placed: dict[tuple[int, int, int], Citation] = {}
    numbers = []
    for answer in answers:
        new = {}
        for citation in answer.citations:
            place = (citation.passage_id, citation.start, citation.end)
            new[citation.n] = placed.setdefault(place, replace(citation, n=len(placed) + 1)).n
        numbers.append(new)
    return tuple(placed.values()), numbers


def _renumbered(sentence: Sentence, numbers: dict[int, int]) -> Sentence:
    return replace(sentence, citations=tuple(numbers[number] for number in sentence.citations))


def _coverage(covered: Sequence[Coverage]) -> Coverage:
    return Coverage(
        documents=max(one.documents for one in covered),
        passages_read=sum(one.passages_read for one in covered),
        unreadable=max(one.unreadable for one in covered),
        passages=sum(one.passages for one in covered),
    )
