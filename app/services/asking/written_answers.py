"""Answers that a model writes: evidence first, then the model's words, then our own check of every sentence."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace

from app.core.answers.joining import found_beside
from app.core.answers.judgement import Judgement, declined, judge, over_texts
from app.core.answers.stretches import Similarity
from app.core.asking.conversations import Answer, Coverage, Timings, TokenCounts
from app.core.asking.grounding import DECLINED, NOTHING_TO_SEARCH
from app.core.asking.pictures import READ_AS_TEXT
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt, PromptProgress, Reading, Thought
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.events import Event, Found, Notice, Progress, Token
from app.core.library.documents import ScoredPassage
from app.core.words.repetition import without_loop
from app.engines.text_model import TextModel
from app.services.asking.prompts import Place, Prompts
from app.services.asking.read_states import ReadStates
from app.services.asking.whole_reading import Scope
from app.services.library.search import Search
from app.storage.library.documents import Documents

_PASSAGES_SEARCHED = 8
_CONSIDERED_BESIDE = 3 * _PASSAGES_SEARCHED
_HOPELESS_COSINE = 0.22


@dataclass
class Writing:
    """An answer on its way; `answer` is set at its end."""

    started: float
    answer: Answer = field(init=False)
    found: Found | None = None
    read: tuple[ScoredPassage, ...] = ()
    text: str = ""
    thought: str = ""
    first_token: float | None = None
    summary: GenerationSummary | None = None
    prompt: Prompt | None = None
    """Set once the answer to it is whole."""
    reading: Reading | None = None
    """What the model has read then."""
    shown: str = ""
    """What the next question follows on: the text to the letter, or what was said where it was withdrawn."""
    stopped: bool = False
    looped: bool = False
    """Whether it went round in circles; `text` ends before it did."""
    answered_from_text: bool = False
    """Whether its pictures were read as text, as the model does not see."""


class WrittenAnswers:
    """Lets a model answer over the passages that fit a question best, or over nothing but the question."""

    def __init__(
        self,
        search: Search,
        similarity: Similarity,
        documents: Documents,
        prompts: Prompts,
        states: ReadStates,
        options: Callable[[], GenerationOptions],
    ) -> None:
        self._search = search
        self._similarity = similarity
        self._documents = documents
        self._prompts = prompts
        self._states = states
        self._options = options

    def answer(
        self,
        question: str,
        searched: str | None,
        scope: Scope,
        place: Place,
        model: TextModel,
        started: float,
        cancel: CancelToken,
    ) -> Generator[Event, None, Writing]:
        """Write and check an answer; `searched` is the question as it is searched, None to ask no documents.

        `started` is when the question was asked (a monotonic time). Raises as `Answering.ask` does.
        """
        writing = Writing(started)
        if searched is not None:
            writing.found = self._found(searched, place.beside, scope, cancel)
            yield writing.found
            if writing.found.limitation:
                yield Notice(writing.found.limitation)
        if searched is not None and _hopeless(writing.found):
            judgement = declined(DECLINED if writing.found and writing.found.documents_searched else NOTHING_TO_SEARCH)
        else:
            found = writing.found.passages if writing.found else None
            writing.answered_from_text = bool(place.pictures) and not model.sees
            prompt = self._prompts.prompt(question, found, place, model, self._options().maximum_tokens, cancel)
            writing.read = prompt.passages
            cancel.checkpoint()
            self._states.bring_back(prompt, place.conversation_id, model, cancel)
            yield from self._write(model, prompt, writing, cancel)
            judgement = self._judged(question, searched, prompt, writing)
            if not writing.stopped:
                writing.prompt = prompt
                writing.shown = judgement.text if judgement.declined else writing.text
                writing.reading = self._prompts.remember(prompt, writing.shown, place)
        yield from _notices(judgement, writing)
        writing.answer = self._answer(question, scope, judgement, model, writing)
        if writing.answered_from_text:
            writing.answer = replace(writing.answer, note=READ_AS_TEXT)
        return writing

    def _found(self, searched: str, beside: str, scope: Scope, cancel: CancelToken) -> Found:
        def find(question: str, top: int) -> Found:
            return self._search.find(
                question, top, cancel, collection=scope.collection, document_ids=scope.document_ids
            )

        if not beside:
            return find(searched, _PASSAGES_SEARCHED)
        alone = find(searched, _CONSIDERED_BESIDE)
        return found_beside(alone, find(f"{beside} {searched}", _CONSIDERED_BESIDE), _PASSAGES_SEARCHED)

    def put_away(self, writing: Writing, conversation_id: int, model: TextModel) -> None:
        """Keep what the model has read for the next question, once the answer itself is kept."""
        if writing.prompt is not None:
            self._states.put_away(writing.prompt, writing.shown, conversation_id, model)

    def _judged(self, question: str, searched: str | None, prompt: Prompt, writing: Writing) -> Judgement:
        if searched is None:
            return over_texts(question, writing.text, prompt.texts)
        return judge(
            searched, writing.text, writing.read, self._similarity, self._text_of, complete=not writing.stopped
        )

    def _text_of(self, document_id: int) -> str:
        return " ".join(passage.text for passage in self._documents.passages_of(document_id))

    def _write(self, model: TextModel, prompt: Prompt, writing: Writing, cancel: CancelToken) -> Iterator[Event]:
        try:
            for piece in model.stream(prompt, replace(self._options(), ends_loops=True), cancel):
                if isinstance(piece, PromptProgress):
                    yield Progress("Reading", piece.read, piece.total, "tokens")
                elif isinstance(piece, GenerationSummary):
                    writing.summary = piece
                    if piece.finish == "loop":
                        writing.looped, writing.text = True, without_loop(writing.text) or writing.text
                elif isinstance(piece, Thought):
                    writing.thought += piece.text
                    yield piece
                elif isinstance(piece, str):
                    writing.first_token = writing.first_token or time.monotonic()
                    writing.text += piece
                    yield Token(piece)
        except Cancelled:
            if not writing.text:
                raise
            writing.stopped = True

    def _answer(self, question: str, scope: Scope, judgement: Judgement, model: TextModel, writing: Writing) -> Answer:
        now = time.monotonic()
        summary = writing.summary
        return Answer(
            text=judgement.text,
            sentences=judgement.sentences,
            citations=judgement.citations,
            declined=judgement.declined,
            coverage=self._coverage(scope, writing),
            timings_ms=Timings(
                search=writing.found.search_ms if writing.found else 0.0,
                first_token=((writing.first_token or now) - writing.started) * 1000,
                total=(now - writing.started) * 1000,
            ),
            tokens=summary.tokens if summary else TokenCounts(),
            model=model.name,
            question=writing.found.question if writing.found else question.strip(),
            stopped=writing.stopped,
            replaced=bool(judgement.notice) and not judgement.declined,
            thought=writing.thought.strip(),
        )

    def _coverage(self, scope: Scope, writing: Writing) -> Coverage:
        if writing.found is None:
            return Coverage()
        failed = self._documents.status(scope.collection).failed
        return Coverage(writing.found.documents_searched, len(writing.read), failed)


def _notices(judgement: Judgement, writing: Writing) -> Iterator[Event]:
    """What the user is told of an answer that is not as it was written."""
    if writing.stopped and not judgement.declined:
        yield Notice("Stopped; what was written until then is kept.")
    if writing.looped and not judgement.declined:
        yield Notice("The model began to repeat itself, and was stopped there.")
    if judgement.notice:
        yield Notice(judgement.notice)


def _hopeless(found: Found | None) -> bool:
    """Nothing was found, or nothing near in meaning that shares a single word either."""
    if found is None or not found.passages:
        return True
    best = max((scored.cosine or 0.0) for scored in found.passages)
    return best < _HOPELESS_COSINE and not any(scored.keyword_score for scored in found.passages)
