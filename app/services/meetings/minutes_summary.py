"""The summary of a meeting: the telling sentences of every window, put into words by a model where there is one."""

import math
import re
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.answers.citations import check
from app.core.answers.citing import Cited, excerpt
from app.core.asking.conversations import Citation, Sentence, Support
from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.core.events import Event, Notice, Progress
from app.core.library.documents import ScoredPassage
from app.core.library.key_points import Point
from app.core.meetings.minutes import MinutesLine, distinct_lines
from app.core.meetings.minutes_items import cleaned
from app.core.meetings.minutes_summary import Window, moment_of, quoted, telling
from app.core.meetings.minutes_templates import TemplateSection
from app.core.meetings.speeches import Said, Speech
from app.core.meetings.transcript import Transcript
from app.engines.text_model import TextModel
from app.services.asking.phrasing import Phrased, Phrasing

_SECONDS_BETWEEN_LOOKS = 0.2
_FEWEST_LINES = 3
_NAME = re.compile(r"(?<=\W)[^\W\d_a-z][^\W_]+|\d[\d.,]*\d|\d")
_OF_THE_PROMPT = re.compile(r"\bpassages?\b", re.IGNORECASE)
"""What the model was given is called so, and not what was said."""
_WRITE = "Say in one or two short sentences what was said."
_WRITE_IN = {
    "de": "Schreibe auf Deutsch.",
    "es": "Escribe en español.",
    "fr": "Écris en français.",
    "it": "Scrivi in italiano.",
    "nl": "Schrijf in het Nederlands.",
    "pt": "Escreve em português.",
}
"""By language, what a model is told behind a task in English: what it would translate, what was said would not support."""


@dataclass
class Walk:
    """A meeting on its way to its minutes. `stopped` says that no model is to be asked any more."""

    transcript: Transcript
    held_on: date
    spoken: list[Speech]
    said: list[Said]
    passages: list[ScoredPassage]
    windows: list[Window]
    started: float = field(default_factory=time.monotonic)
    phrased: int = 0
    dropped: int = 0
    stopped: bool = False


class Summarizing:
    """Writes summaries. `asking` says whether the user's own question waits: writing makes way for it."""

    def __init__(self, phrasing: Phrasing, asking: Callable[[], bool]) -> None:
        self._phrasing = phrasing
        self._asking = asking

    def write(
        self, section: TemplateSection, walk: Walk, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, list[MinutesLine]]:
        """Chosen by window; put into words by the model where it has any, quoted where not."""
        count = max(len(walk.windows), min(section.lines, _FEWEST_LINES + round(walk.windows[-1].until / 60)))
        groups = [points for points in telling(walk.windows, 3 * count if model.writes else count) if points]
        if not model.writes:
            return supported([quoted(point, walk.spoken) for points in groups for point in points], walk)
        fewest = math.ceil(_FEWEST_LINES / max(1, len(groups)))
        lines: list[MinutesLine] = []
        for number, points in enumerate(groups):
            yield _progress(walk, number, len(groups))
            written = []
            for alike in _by_language(points, walk):
                if not walk.stopped:
                    written += yield from self._phrased(section, alike, walk, model, cancel)
            written = distinct_lines(written)
            untold = [one for one in (quoted(point, walk.spoken) for point in points) if not _told(one, written)]
            lines += _in_order([*written, *supported(untold[: max(0, fewest - len(written))], walk)])
            walk.phrased += bool(written)
        return lines

    def _phrased(
        self, section: TemplateSection, points: Sequence[Point], walk: Walk, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, list[MinutesLine]]:
        """What the model makes of points of one language, written in that."""
        task = " ".join(filter(None, (section.write or _WRITE, _WRITE_IN.get(_language(points[0], walk)))))
        by_position = {scored.passage.ordinal: scored for scored in walk.passages}
        sources = [
            replace(by_position[point.passage.ordinal], passage=excerpt(point.passage, point.start, point.end))
            for point in points
        ]
        while True:
            cited = Cited()
            try:
                phrased = self._making_way(task, sources, model, cited, cancel)
            except WorkerError as error:
                yield Notice(f"The summary is quoted, for the model could not be used: {error}")
                walk.stopped = True
                return []
            if cancel.cancelled:
                walk.stopped = True
                return []
            if not phrased.stopped:
                break
            yield Notice("Waiting until your question is answered.")
            self._wait_for_question(cancel)
        return [_line(one, cited.citations, walk) for one in phrased.sentences if _trusted(one, sources)]

    def _making_way(
        self, task: str, sources: Sequence[ScoredPassage], model: TextModel, cited: Cited, cancel: CancelToken
    ) -> Phrased:
        """Phrase, but stop at once where the user's own question wants the model."""
        token = CancelToken()
        forget = cancel.when_cancelled(token.cancel)
        try:
            phrasing = self._phrasing.phrase(task, sources, model, cited, token)
            while True:
                if self._asking():
                    token.cancel()
                try:
                    next(phrasing)
                except StopIteration as end:
                    phrased: Phrased = end.value
                    return phrased
        finally:
            forget()

    def _wait_for_question(self, cancel: CancelToken) -> None:
        while self._asking() and not cancel.cancelled:
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def supported(lines: Sequence[MinutesLine], walk: Walk) -> list[MinutesLine]:
    """The lines with their support in the speeches they come from; those without any are left out and counted."""
    kept = []
    for line in lines:
        sources = [scored for scored in walk.passages if _holds(walk.spoken[scored.passage.ordinal], line)]
        judged, _ = check(line.text, sources)
        support = weakest(judged)
        if support is Support.UNSUPPORTED:
            walk.dropped += 1
        else:
            kept.append(replace(line, support=support))
    return kept


def weakest(sentences_of_line: Sequence[Sentence]) -> Support:
    """How far a line of several sentences can be trusted: as its weakest one."""
    order = (Support.UNSUPPORTED, Support.PARTLY, Support.SUPPORTED)
    judged = {sentence.support for sentence in sentences_of_line}
    return next((support for support in order if support in judged), Support.SUPPORTED)


def _progress(walk: Walk, done: int, windows: int) -> Progress:
    spent = time.monotonic() - walk.started
    left = spent * (windows - done) / done if done else None
    return Progress("Writing the summary", done, windows, "parts", left, walk.transcript.title)


def _holds(speech: Speech, line: MinutesLine) -> bool:
    return any(moment.quote in speech.text and speech.start <= moment.start + 1 for moment in line.moments)


def _line(sentence: Sentence, citations: Sequence[Citation], walk: Walk) -> MinutesLine:
    places = [citation for citation in citations if citation.n in sentence.citations]
    moments = tuple(moment_of(one.page_index, one.start, one.end, walk.spoken) for one in places)
    language = walk.spoken[places[0].page_index].language if places else ""
    return MinutesLine(cleaned(sentence.text, language), moments, sentence.support)


def _told(line: MinutesLine, lines: Sequence[MinutesLine]) -> bool:
    """Whether one of the lines rests on the same second."""
    seconds = {moment.start for one in lines for moment in one.moments}
    return any(moment.start in seconds for moment in line.moments)


def _language(point: Point, walk: Walk) -> str:
    return walk.spoken[point.passage.page_index].language or walk.transcript.language


def _by_language(points: Sequence[Point], walk: Walk) -> list[list[Point]]:
    """The points in their order, those of one language together."""
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(_language(point, walk), []).append(point)
    return list(found.values())


def _in_order(lines: Sequence[MinutesLine]) -> list[MinutesLine]:
    return sorted(lines, key=lambda line: min((moment.start for moment in line.moments), default=0.0))


def _trusted(sentence: Sentence, sources: Sequence[ScoredPassage]) -> bool:
    """Supported, or partly so and naming nobody and nothing that was not named: what a model adds is names above all."""
    heard = " ".join(source.passage.text for source in sources)
    if _OF_THE_PROMPT.search(sentence.text) and not _OF_THE_PROMPT.search(heard):
        return False
    if sentence.support is Support.SUPPORTED:
        return True
    named = _NAME.findall(sentence.text[1:])
    held = {word for source in sources for text in (source.title, source.passage.text) for word in text.split()}
    held = {word.strip(".,;:!?'\"()") for word in held}
    return sentence.support is Support.PARTLY and all(name in held for name in named)
