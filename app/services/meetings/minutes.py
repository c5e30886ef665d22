"""Minutes: written from a transcript window by window, kept in versions, edited by the user, checked line by line."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import date
from threading import Lock

from app.core.answers.citations import check
from app.core.answers.stretches import Similarity
from app.core.asking.conversations import Support
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, MinutesWritten, Notice, Progress
from app.core.library.documents import ScoredPassage
from app.core.meetings.minutes import (
    Minutes,
    MinutesCoverage,
    MinutesLine,
    MinutesSection,
    SectionKind,
    carrying_over,
    keeping_edits,
    with_line,
)
from app.core.meetings.minutes_items import actions, decisions, open_questions
from app.core.meetings.minutes_summary import moment_of, quoted, seconds_read, spoken_passages, telling, windows
from app.core.meetings.minutes_templates import MinutesTemplate, TemplateSection
from app.core.meetings.speeches import sentences, speeches
from app.core.meetings.transcript import Transcript
from app.core.words.stems import stems
from app.engines.text_model import TextModel
from app.services.asking.phrasing import Phrasing
from app.services.meetings.minutes_summary import Summarizing, Walk, supported, weakest
from app.services.meetings.minutes_templates import DEFAULT, MinutesTemplates
from app.storage.audit import Audit
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.minutes import KeptMinutes

_PASSAGES_CHECKED = 12


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
        self._summarizing = Summarizing(phrasing, asking)
        self._similarity = similarity
        self._audit = audit
        self._changing = Lock()

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

    def edit(
        self, minutes_id: int, section: int, position: int, text: str, owner: str = "", due: str = "", known: int = 0
    ) -> Minutes:
        """Write a line in the user's own words, or a new one where there is none yet; its support is checked anew.

        `known` is the newest version whoever writes it knew of, 0 for the newest there is now: one that comes later,
        while the line is being written, gets it too.

        Raises:
            UserError: the text is empty, the date is no day, or the minutes are gone.
        """
        text = " ".join(text.split())
        if not text:
            raise UserError("A line of minutes needs words; remove it if it is not wanted.")
        if due and not _is_day(due):
            raise UserError(f"{due} is not a day; write it as 2026-03-31.")
        minutes = self._kept.get(minutes_id)
        known = known or self._newest(minutes)
        lines = minutes.sections[section].lines
        before = lines[position] if position < len(lines) else MinutesLine("")
        line = self._judged(minutes, replace(before, text=text, owner=owner, due=due, edited=True))
        return self._change(minutes, section, position, line, known)

    def remove_line(self, minutes_id: int, section: int, position: int, known: int = 0) -> Minutes:
        """Take a line out; writing the minutes again does not bring it back. `known` as in `edit`."""
        minutes = self._kept.get(minutes_id)
        return self._change(minutes, section, position, None, known or self._newest(minutes))

    def delete(self, minutes_id: int) -> None:
        """Erase one version for good."""
        self._kept.delete(minutes_id)
        self._audit.record("minutes deleted")

    def _newest(self, minutes: Minutes) -> int:
        newest = self.latest(minutes.transcript_id)
        return newest.id if newest is not None else minutes.id

    def _change(self, minutes: Minutes, section: int, position: int, line: MinutesLine | None, known: int) -> Minutes:
        changed = with_line(minutes, section, position, line)
        before, after = minutes.sections[section].lines, changed.sections[section].lines
        place = min(position, len(after) - 1)
        with self._changing:
            self._kept.change(changed)
            newest = self.latest(minutes.transcript_id)
            if newest is not None and newest.id > known:
                old = before[place] if place < len(before) else None
                self._kept.change(carrying_over(newest, minutes.sections[section], old, after[place]))
        return changed

    def _read(self, transcript: Transcript, cancel: CancelToken) -> Generator[Event, None, Walk]:
        yield Progress("Reading the transcript", 0.0, transcript.duration_s, "seconds", detail=transcript.title)
        spoken = speeches(transcript.segments)
        cancel.checkpoint()
        passages = spoken_passages(spoken)
        walk = Walk(
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
        self, section: TemplateSection, walk: Walk, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, list[MinutesLine]]:
        if section.kind is SectionKind.SUMMARY:
            lines = yield from self._summarizing.write(section, walk, model, cancel)
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
        return supported(found, walk)[: section.lines]

    def _keep(
        self, walk: Walk, template: MinutesTemplate, sections: tuple[MinutesSection, ...], model: TextModel
    ) -> Minutes:
        transcript = walk.transcript
        until = walk.windows[-1].until
        heard_s = max(transcript.duration_s, until) if transcript.complete else until
        coverage = MinutesCoverage(
            read_s=seconds_read(walk.windows, walk.spoken, heard_s),
            duration_s=max(transcript.duration_s, until),
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
        with self._changing:
            kept = self._kept.add(keeping_edits(new, self.versions(transcript.id)))
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
        found = (moment_of(one.page_index, one.start, one.end, spoken) for one in citations)
        more = [one for one in found if not any(one.start < own.end and own.start < one.end for own in line.moments)]
        return replace(line, support=weakest(judged), moments=(*line.moments, *more))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
