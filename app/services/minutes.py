"""Minutes: written from a transcript window by window, kept in versions, edited by the user, checked line by line."""

import math
import re
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.cancel import CancelToken
from app.core.citations import check
from app.core.citing import Cited, excerpt
from app.core.conversations import Citation, Sentence, Support
from app.core.documents import ScoredPassage
from app.core.errors import UserError, WorkerError
from app.core.events import Event, MinutesWritten, Notice, Progress
from app.core.meetings import Transcript
from app.core.minutes import (
    Minutes,
    MinutesCoverage,
    MinutesLine,
    MinutesSection,
    SectionKind,
    keeping_edits,
    with_line,
)
from app.core.minutes_items import actions, cleaned, decisions, open_questions
from app.core.minutes_summary import Window, moment_of, quoted, spoken_passages, telling, windows
from app.core.minutes_templates import MinutesTemplate, TemplateSection
from app.core.points import Point
from app.core.stems import stems
from app.core.stretches import Similarity
from app.core.talk import Said, Speech, sentences, speeches
from app.engines.text_model import TextModel
from app.services.minutes_templates import DEFAULT, MinutesTemplates
from app.services.phrasing import Phrased, Phrasing
from app.storage.audit import Audit
from app.storage.meetings import Meetings
from app.storage.minutes import KeptMinutes

_SECONDS_BETWEEN_LOOKS = 0.2
_PASSAGES_CHECKED = 12
_FEWEST_LINES = 3
_NAME = re.compile(r"(?<=\W)[^\W\d_a-z][^\W_]+|\d[\d.,]*\d|\d")
_OF_THE_PROMPT = re.compile(r"\bpassages?\b", re.IGNORECASE)
"""What the model was given is called so, and not what was said."""
_WRITE = "Say in one or two short sentences what was said."


@dataclass
class _Walk:
    """A meeting on its way to its minutes."""

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


class MinutesService:
    """Writes and keeps minutes. `asking` says whether the user's own question waits: writing makes way for it."""

    def __init__(
        self,
        meetings: Meetings,
        kept: KeptMinutes,
        templates: MinutesTemplates,
        choose_model: Callable[[str | None], TextModel],
        phrasing: Phrasing,
        similarity: Similarity,
        asking: Callable[[], bool],
        audit: Audit,
    ) -> None:
        self.templates = templates
        self._meetings = meetings
        self._kept = kept
        self._choose_model = choose_model
        self._phrasing = phrasing
        self._similarity = similarity
        self._asking = asking
        self._audit = audit

    def write(
        self, transcript_id: int, cancel: CancelToken, template: str = DEFAULT, model_id: str | None = None
    ) -> Iterator[Event]:
        """Write the minutes of a transcript; yields Progress, then MinutesWritten with a new version.

        Everything that was said is read; decisions, tasks and questions are found, and sentences chosen, in code. A
        model only puts each window's sentences into words, and what is not supported by them is left out. What the
        user wrote into the version before is kept. Stopped, the rest of the summary is quoted.

        Raises:
            UserError: there is no such transcript or template, or nothing was said.
            Cancelled: stopped before everything was read.
        """
        chosen = self.templates.get(template)
        transcript = self._meetings.transcript(transcript_id)
        if not transcript.segments:
            raise UserError(f"Nothing was said in {transcript.title}, so there is nothing to write minutes of.")
        model = self._choose_model(model_id)
        walk = yield from self._read(transcript, cancel)
        sections = []
        for section in chosen.sections:
            lines = yield from self._lines(section, walk, model, cancel)
            sections.append(MinutesSection(section.heading, section.kind, tuple(lines)))
        minutes = self._keep(walk, chosen, tuple(sections), model)
        if walk.stopped:
            yield Notice("Stopped: the rest of the summary is quoted.")
        yield MinutesWritten(minutes)

    def latest(self, transcript_id: int) -> Minutes | None:
        """The newest version, None where there is none."""
        return next(iter(self._kept.versions(transcript_id)), None)

    def versions(self, transcript_id: int) -> list[Minutes]:
        """Every version, the newest first."""
        return self._kept.versions(transcript_id)

    def get(self, minutes_id: int) -> Minutes:
        """One version. Raises UserError if it is gone."""
        return self._kept.get(minutes_id)

    def edit(self, minutes_id: int, section: int, position: int, text: str, owner: str = "", due: str = "") -> Minutes:
        """Write a line in the user's own words, or a new one where there is none yet; its support is checked anew.

        Raises:
            UserError: the text is empty, the date is no day, or the minutes are gone.
        """
        text = " ".join(text.split())
        if not text:
            raise UserError("A line of minutes needs words; remove it if it is not wanted.")
        if due and not _is_day(due):
            raise UserError(f"{due} is not a day; write it as 2026-03-31.")
        minutes = self._kept.get(minutes_id)
        lines = minutes.sections[section].lines
        before = lines[position] if position < len(lines) else MinutesLine("")
        line = self._judged(minutes, replace(before, text=text, owner=owner, due=due, edited=True))
        changed = with_line(minutes, section, position, line)
        self._kept.change(changed)
        return changed

    def remove_line(self, minutes_id: int, section: int, position: int) -> Minutes:
        """Take a line out; writing the minutes again does not bring it back."""
        changed = with_line(self._kept.get(minutes_id), section, position, None)
        self._kept.change(changed)
        return changed

    def delete(self, minutes_id: int) -> None:
        """Erase one version for good."""
        self._kept.delete(minutes_id)
        self._audit.record("minutes deleted")

    def _read(self, transcript: Transcript, cancel: CancelToken) -> Generator[Event, None, _Walk]:
        yield Progress("Reading the transcript", 0.0, transcript.duration_s, "seconds", detail=transcript.title)
        spoken = speeches(transcript.segments)
        cancel.checkpoint()
        passages = spoken_passages(spoken)
        walk = _Walk(
            transcript,
            self._kept.held_on(transcript.id),
            spoken,
            sentences(spoken),
            passages,
            windows(spoken, passages),
        )
        cancel.checkpoint()
        return walk

    def _lines(
        self, section: TemplateSection, walk: _Walk, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, list[MinutesLine]]:
        if section.kind is SectionKind.SUMMARY:
            lines = yield from self._summary(section, walk, model, cancel)
            return lines
        language = walk.transcript.language
        if section.kind is SectionKind.DECISIONS:
            found = decisions(walk.said, language)
        elif section.kind is SectionKind.ACTIONS:
            found = actions(walk.said, walk.held_on, language)
        elif section.kind is SectionKind.QUESTIONS:
            found = open_questions(walk.said, language)
        else:
            found = [
                quoted(point, walk.spoken)
                for points in telling(walk.windows, section.lines, section.about)
                for point in points
            ]
        return _supported(found, walk)[: section.lines]

    def _summary(
        self, section: TemplateSection, walk: _Walk, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, list[MinutesLine]]:
        """Chosen by window; put into words by the model where it has any, quoted where not."""
        count = max(len(walk.windows), min(section.lines, _FEWEST_LINES + round(walk.windows[-1].until / 60)))
        groups = [points for points in telling(walk.windows, 3 * count if model.writes else count) if points]
        if not model.writes:
            return _supported([quoted(point, walk.spoken) for points in groups for point in points], walk)
        fewest = math.ceil(_FEWEST_LINES / max(1, len(groups)))
        lines: list[MinutesLine] = []
        for number, points in enumerate(groups):
            yield self._progress(walk, number, len(groups))
            written = [] if walk.stopped else (yield from self._phrased(section, points, walk, model, cancel))
            untold = [one for one in (quoted(point, walk.spoken) for point in points) if not _told(one, written)]
            lines += _in_order([*written, *_supported(untold[: max(0, fewest - len(written))], walk)])
            walk.phrased += bool(written)
        return lines

    def _phrased(
        self, section: TemplateSection, points: Sequence[Point], walk: _Walk, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, list[MinutesLine]]:
        by_position = {scored.passage.ordinal: scored for scored in walk.passages}
        sources = [
            replace(by_position[point.passage.ordinal], passage=excerpt(point.passage, point.start, point.end))
            for point in points
        ]
        while True:
            cited = Cited()
            try:
                phrased = yield from self._making_way(section.write or _WRITE, sources, model, cited, cancel)
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
    ) -> Generator[Event, None, Phrased]:
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
                yield from ()
        finally:
            forget()

    def _wait_for_question(self, cancel: CancelToken) -> None:
        while self._asking() and not cancel.cancelled:
            time.sleep(_SECONDS_BETWEEN_LOOKS)

    def _progress(self, walk: _Walk, done: int, windows: int) -> Progress:
        spent = time.monotonic() - walk.started
        left = spent * (windows - done) / done if done else None
        return Progress("Writing the summary", done, windows, "parts", left, walk.transcript.title)

    def _keep(
        self, walk: _Walk, template: MinutesTemplate, sections: tuple[MinutesSection, ...], model: TextModel
    ) -> Minutes:
        transcript = walk.transcript
        coverage = MinutesCoverage(
            read_s=max(transcript.duration_s if transcript.complete else 0.0, walk.windows[-1].until),
            duration_s=max(transcript.duration_s, walk.windows[-1].until),
            windows=len(walk.windows),
            phrased=walk.phrased,
            dropped=walk.dropped,
        )
        new = Minutes(
            0,
            transcript.id,
            transcript.title,
            template.key,
            sections,
            coverage,
            model.name if walk.phrased else "",
            held_on=walk.held_on.isoformat(),
        )
        kept = self._kept.add(keeping_edits(new, self.latest(transcript.id)))
        self._audit.record("minutes written", template=template.key, lines=len(kept.lines), windows=len(walk.windows))
        return kept

    def _judged(self, minutes: Minutes, line: MinutesLine) -> MinutesLine:
        """A line of the user's with the support it has in what was said: where it was said, else the nearest speeches."""
        try:
            spoken = speeches(self._meetings.transcript(minutes.transcript_id).segments)
        except UserError:
            return replace(line, support=Support.UNSUPPORTED)
        passages = spoken_passages(spoken)
        words = set(stems(line.text))
        places = [(moment.start, moment.end) for moment in line.moments]

        def nearness(scored: ScoredPassage) -> float:
            speech = spoken[scored.passage.ordinal]
            own = any(start < speech.end and speech.start < end for start, end in places)
            return len(words) * own + len(words & set(stems(speech.text)))

        nearest = sorted(passages, key=nearness, reverse=True)[:_PASSAGES_CHECKED]
        judged, citations = check(line.text, nearest, self._similarity)
        found = tuple(moment_of(one.page_index, one.start, one.end, spoken) for one in citations)
        return replace(line, support=_weakest(judged), moments=found or line.moments)


def _supported(lines: Sequence[MinutesLine], walk: _Walk) -> list[MinutesLine]:
    """The lines with their support in the speeches they come from; those without any are left out and counted."""
    kept = []
    for line in lines:
        sources = [scored for scored in walk.passages if _holds(walk.spoken[scored.passage.ordinal], line)]
        judged, _ = check(line.text, sources)
        support = _weakest(judged)
        if support is Support.UNSUPPORTED:
            walk.dropped += 1
        else:
            kept.append(replace(line, support=support))
    return kept


def _holds(speech: Speech, line: MinutesLine) -> bool:
    return any(moment.quote in speech.text and speech.start <= moment.start + 1 for moment in line.moments)


def _line(sentence: Sentence, citations: Sequence[Citation], walk: _Walk) -> MinutesLine:
    places = [citation for citation in citations if citation.n in sentence.citations]
    moments = tuple(moment_of(one.page_index, one.start, one.end, walk.spoken) for one in places)
    return MinutesLine(cleaned(sentence.text), moments, sentence.support)


def _told(line: MinutesLine, lines: Sequence[MinutesLine]) -> bool:
    """Whether one of the lines rests on the same second."""
    seconds = {moment.start for one in lines for moment in one.moments}
    return any(moment.start in seconds for moment in line.moments)


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


def _weakest(sentences_of_line: Sequence[Sentence]) -> Support:
    """How far a line of several sentences can be trusted: as its weakest one."""
    order = (Support.UNSUPPORTED, Support.PARTLY, Support.SUPPORTED)
    judged = {sentence.support for sentence in sentences_of_line}
    return next((support for support in order if support in judged), Support.SUPPORTED)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
