"""Questions about the whole: every passage in scope is read, in windows, and what they yield is brought together.

Reading and choosing are done in code, so that a summary, a list or a count rests on all passages, costs seconds, and is
there without any chat model; a model only puts the chosen points of a summary into words, and is checked like any other
answer. A list and a count are never a model's.
"""

import re
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from app.core.answers.citing import Cited, excerpt
from app.core.asking.compared_documents import compared
from app.core.asking.conversations import Answer, Coverage, Sentence, Support, Timings
from app.core.asking.exhaustive import Task
from app.core.asking.findings import Extent, Line, Wanted, lines, wanted_from, yielded
from app.core.asking.grounding import DECLINED
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerError
from app.core.events import Event, Found, Notice, Progress, Token
from app.core.library.documents import Document, DocumentStatus, Passage, ScoredPassage
from app.core.library.key_points import Point, points_of
from app.core.library.scores import ScoreParts
from app.core.words.text import folded
from app.engines.index import Index
from app.engines.text_model import TextModel
from app.services.asking.phrasing import Phrased, Phrasing
from app.storage.library.documents import Documents

_PASSAGE_TOKENS = 230
_FEWEST_IN_WINDOW = 4
_SHOWN_PASSAGES = 40
_NEAREST = 2000
_SHORTEST_NAME = 4
_LIST_MARK = re.compile(r"^(?:[-*•·–#>|]+\s+)+")
TASKS = {
    Task.SUMMARY: "Summarize what the passages above say{about}, in three to five short sentences.",
    Task.COMPARE: "Say in three to five short sentences how the documents above differ{about} and what they share.",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is read: one collection, some documents, or (both None) everything."""

    collection: str | None = None
    document_ids: tuple[int, ...] | None = None


@dataclass
class _Walk:
    """A walk through all passages."""

    wanted: Wanted
    documents: Mapping[int, Document]
    passage_ids: tuple[int, ...]
    unreadable: int
    nearness: Mapping[int, float]
    started: float = field(default_factory=time.monotonic)
    windows: list[list[Point]] = field(default_factory=list)
    read: int = 0
    read_documents: set[int] = field(default_factory=set)
    stopped: bool = False

    @property
    def progress(self) -> Progress:
        """How far it is, and how long it will take at the speed so far."""
        total, spent = len(self.passage_ids), time.monotonic() - self.started
        left = spent * (total - self.read) / self.read if self.read else None
        return Progress("Reading everything", self.read, total, "passages", left)

    @property
    def coverage(self) -> Coverage:
        """How much was read, of how much."""
        return Coverage(len(self.read_documents), self.read, self.unreadable, len(self.passage_ids))

    def take(self, window: Sequence[Passage]) -> None:
        """Read one window."""
        points = [point for passage in window for point in points_of(passage)]
        meaning = [self.nearness.get(point.passage.id, 0.0) for point in points] if self.nearness else None
        self.windows.append(yielded(self.wanted, points, meaning))
        self.read += len(window)
        self.read_documents.update(passage.document_id for passage in window)

    def scored(self, passage: Passage) -> ScoredPassage:
        """A passage with what it is called."""
        document = self.documents[passage.document_id]
        near = self.nearness.get(passage.id)
        parts = ScoreParts(meaning=near or 0.0)
        return ScoredPassage(passage, document.path, document.title, parts.total, near, None, parts)


class WholeReading:
    """Answers from every passage in scope."""

    def __init__(self, documents: Documents, index: Index, phrasing: Phrasing) -> None:
        self._documents = documents
        self._index = index
        self._phrasing = phrasing

    def answer(
        self, question: str, scope: Scope, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, Answer]:
        """Progress…, Found, Token…, Notice; the generator's value is the answer.

        Stopped in the middle, it answers from what was read until then, with `stopped` set and the share in its
        coverage.

        Raises:
            Cancelled: stopped before the first window was read.
        """
        started = time.monotonic()
        walk = self._prepared(question, scope, cancel)
        search_ms = (time.monotonic() - started) * 1000.0
        yield from self._read(walk, max(_FEWEST_IN_WINDOW, model.context_tokens // (2 * _PASSAGE_TOKENS)), cancel)
        titles = {document.id: document.title for document in walk.documents.values()}
        extent = Extent(walk.read, len(walk.read_documents))
        found = lines(walk.wanted, walk.windows, titles, extent, walk.nearness)
        cited_passages = dict.fromkeys(point.passage for line in found for point in line.points)
        shown = tuple(walk.scored(passage) for passage in list(cited_passages)[:_SHOWN_PASSAGES])
        yield Found(question, shown, len(walk.read_documents), search_ms)
        answer = yield from self._written(question, walk, found, model, cancel, started)
        return answer

    def _prepared(self, question: str, scope: Scope, cancel: CancelToken) -> _Walk:
        wanted = wanted_from(question)
        documents = [
            document
            for document in self._documents.documents(scope.collection)
            if scope.document_ids is None or document.id in scope.document_ids
        ]
        readable = {one.id: one for one in documents if one.status is not DocumentStatus.FAILED}
        if scope.document_ids is None and (named := _named(question, wanted.task, readable)):
            readable = named
        passage_ids = self._documents.passage_ids(scope.collection, tuple(readable))
        nearness = self._nearness(wanted, passage_ids, cancel) if wanted.focus and wanted.task in TASKS else {}
        failed = sum(one.status is DocumentStatus.FAILED for one in documents)
        return _Walk(wanted, readable, passage_ids, failed, nearness)

    def _nearness(self, wanted: Wanted, passage_ids: Sequence[int], cancel: CancelToken) -> dict[int, float]:
        """Cosines of the passages nearest to what is asked; none where there is no embedder."""
        try:
            found = self._index.nearest(" ".join(wanted.focus), _NEAREST, passage_ids, cancel)
        except WorkerError:
            return {}
        return dict(zip(found.ids, found.cosines, strict=True))

    def _read(self, walk: _Walk, window_size: int, cancel: CancelToken) -> Iterator[Event]:
        """Windows of one document each, as many passages as the model could read at once."""
        try:
            for start in range(0, len(walk.passage_ids), window_size):
                passages = self._documents.passages(walk.passage_ids[start : start + window_size])
                missing = len(walk.passage_ids[start : start + window_size]) - len(passages)
                for document_id in dict.fromkeys(passage.document_id for passage in passages):
                    cancel.checkpoint()
                    walk.take([passage for passage in passages if passage.document_id == document_id])
                walk.read += missing
                yield walk.progress
        except Cancelled:
            if not walk.read:
                raise
            walk.stopped = True

    def _written(
        self, question: str, walk: _Walk, found: Sequence[Line], model: TextModel, cancel: CancelToken, started: float
    ) -> Generator[Event, None, Answer]:
        cited, phrased = Cited(), Phrased()
        first_token = time.monotonic()
        if found and model.writes and walk.wanted.task in TASKS and not walk.stopped:
            phrased = yield from self._phrased(walk, found, model, cited, cancel)
        text, sentences = _laid_out(found, walk, cited)
        if text:
            yield Token(f"\n\n{text}" if phrased.text else text)
        stopped = walk.stopped or phrased.stopped
        if walk.stopped:
            share = round(100 * walk.read / max(1, len(walk.passage_ids)))
            yield Notice(f"Stopped after {share} %: this is what was found until then.")
        return Answer(
            text="\n\n".join(filter(None, (phrased.text, text))) or DECLINED,
            sentences=(*phrased.sentences, *sentences) or (Sentence(DECLINED, Support.PLAIN),),
            citations=cited.citations,
            declined=not found,
            coverage=walk.coverage,
            timings_ms=Timings(
                (walk.started - started) * 1000.0,
                (first_token - started) * 1000.0,
                (time.monotonic() - started) * 1000.0,
            ),
            tokens=phrased.tokens,
            model=model.name if phrased.text else COUNTED,
            question=question,
            stopped=stopped,
        )

    def _phrased(
        self, walk: _Walk, found: Sequence[Line], model: TextModel, cited: Cited, cancel: CancelToken
    ) -> Generator[Event, None, Phrased]:
        points = dict.fromkeys(point for line in found for point in line.points)
        quoted = [walk.scored(excerpt(point.passage, point.start, point.end)) for point in points]
        about = f" about {' '.join(walk.wanted.focus)}" if walk.wanted.focus else ""
        task = TASKS[walk.wanted.task].format(about=about)
        phrased = yield from self._phrasing.phrase(task, quoted, model, cited, cancel)
        return phrased


COUNTED = "Read and counted by Alcove itself"
"""Who gave an answer that no model had a part in."""


def _laid_out(found: Sequence[Line], walk: _Walk, cited: Cited) -> tuple[str, list[Sentence]]:
    """The lines as text, with each one's citations; they are quotations and counts, so each is supported."""
    written, sentences = [], []
    for line in found:
        text = _LIST_MARK.sub("", " ".join(line.text.split()))
        if line.heading:
            written.append(f"\n**{text}**\n")
            continue
        numbers = tuple(cited.cite(walk.scored(point.passage), point.start, point.end) for point in line.points)
        written.append(f"- {text}" if line.points else f"{text}\n")
        sentences.append(Sentence(text, Support.SUPPORTED, numbers))
    return "\n".join(written).strip(), sentences


def _named(question: str, task: Task, documents: Mapping[int, Document]) -> dict[int, Document]:
    """The documents whose titles, or the names of whose files, stand in the question; of a comparison, a part of them."""
    asked = folded(question)
    whole = {one.id: one for one in documents.values() if any(name in asked for name in _names(one))}
    if task is not Task.COMPARE or len(whole) > 1:
        return whole
    meant = compared(question, {one.id: " ".join(_names(one)) for one in documents.values()})
    return {document_id: documents[document_id] for document_id in meant} or whole


def _names(document: Document) -> list[str]:
    names = (folded(document.title), folded(PurePath(document.path).stem))
    return [name for name in names if len(name) >= _SHORTEST_NAME]
