"""From a question to a checked answer: evidence first, then the model's words, then our own check of every sentence."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.cancel import CancelToken
from app.core.citations import without_marks
from app.core.conversations import Answer, Coverage, Role, Timings, TokenCounts, Turn
from app.core.documents import ScoredPassage
from app.core.errors import Cancelled, RefusedByPolicy, UserError
from app.core.events import Answered, Called, Event, Found, Notice, Progress, Token
from app.core.exhaustive import Reach, reads_everything
from app.core.filters import NO_FILTERS, Filters, parsed
from app.core.followup import self_standing
from app.core.guardrails import Guardrails
from app.core.judgement import Judgement, declined, judge, plain
from app.core.prompting import GenerationOptions, GenerationSummary, Prompt, PromptProgress, Thought
from app.core.repetition import without_loop
from app.core.stretches import Similarity
from app.core.text import beginning, counted
from app.core.tools import Call
from app.engines.text_model import TextModel
from app.services.prompts import Place, Prompts
from app.services.read_states import ReadStates
from app.services.search import Search
from app.services.table_answers import TableAnswers
from app.services.tool_calls import ToolCalls
from app.services.whole_reading import Scope, WholeReading
from app.storage.audit import ANSWERED, REFUSED, Audit, hashed_name
from app.storage.conversations import Conversations
from app.storage.documents import Documents
from app.storage.matching import Matching

_PASSAGES_SEARCHED = 8
_HOPELESS_COSINE = 0.22
_TITLE_CHARACTERS = 60


@dataclass(frozen=True)
class Question:
    """What the user asks. `collection` or `paths` limit what is searched; None searches everything. `filters` limit it
    further, as do those typed into the text, such as `type:pdf`. A file that is read again is another document at the
    same path, and one that is gone is asked again once it is back.

    `replace_from_turn` cuts the conversation from that turn on before asking: edit and resend, or regenerate.
    `keep` False answers without a trace in the vault but the audit log's count.
    """

    text: str
    conversation_id: int | None = None
    collection: str | None = None
    paths: tuple[str, ...] | None = None
    filters: Filters = NO_FILTERS
    use_documents: bool = True
    reach: Reach = Reach.AUTOMATIC
    model_id: str | None = None
    replace_from_turn: int | None = None
    keep: bool = True
    tools: bool | None = None
    """Whether tools may be called for it; None leaves it to the settings."""


@dataclass
class _Writing:
    """An answer on its way."""

    started: float
    found: Found | None = None
    read: tuple[ScoredPassage, ...] = ()
    text: str = ""
    thought: str = ""
    first_token: float | None = None
    summary: GenerationSummary | None = None
    prompt: Prompt | None = None
    """Set once the answer to it is whole."""
    stopped: bool = False
    calls: tuple[Call, ...] = ()


class Answering:
    """Answers questions. `choose_model` gives the text model for a model id, or the best installed one for None."""

    def __init__(
        self,
        choose_model: Callable[[str | None], TextModel],
        search: Search,
        similarity: Similarity,
        tables: TableAnswers,
        tools: ToolCalls,
        whole: WholeReading,
        documents: Documents,
        matching: Matching,
        conversations: Conversations,
        audit: Audit,
        prompts: Prompts,
        states: ReadStates,
        options: Callable[[], GenerationOptions],
        guardrails: Guardrails,
    ) -> None:
        self._choose_model = choose_model
        self._search = search
        self._similarity = similarity
        self._tables = tables
        self.tools = tools
        self._whole = whole
        self._documents = documents
        self._matching = matching
        self._conversations = conversations
        self._audit = audit
        self._options = options
        self._guardrails = guardrails
        self._prompts = prompts
        self._states = states

    def ask(self, question: Question, cancel: CancelToken) -> Iterator[Event]:
        """Answer one question; yields Found, Token…, Answered, with Progress and Notice between.

        A question that is stopped after its first token still ends in `Answered`, with what there is and
        `stopped` set.

        Raises:
            UserError: the question is empty, its files or its conversation are gone, or the model could not be used.
            Cancelled: stopped before the first token; the question itself is kept.
        """
        text = question.text.strip()
        if not text:
            raise UserError("There is no question; type one and send it.")
        writing = _Writing(time.monotonic())
        self._refuse_without_files(question)
        earlier, conversation_id, user_turn_id = self._open(question, text)
        text, typed = parsed(text)
        if refusal := self._refusal(text):
            refused = Answer(refusal, declined=True, coverage=Coverage(), question=text)
            yield from self._kept(question, refused, conversation_id, ())
            return
        scope = yield from self._scope(question, typed)
        question = replace(question, text=text)
        model = self._choose_model(question.model_id)
        if model.notice:
            yield Notice(model.notice)
        place = Place(conversation_id, user_turn_id, earlier)
        question, answer = yield from self._with_tool(question, scope, place, model, writing, cancel)
        searched = self_standing(question.text, _question_before(earlier))
        if answer is None:
            answer = yield from self._without_best_passages(question, scope, searched, model, cancel)
        if answer is not None:
            yield from self._kept(question, answer, conversation_id, writing.calls)
            return
        yield from self._from_best_passages(question, scope, searched, place, model, writing, cancel)

    def require_answerable(self, text: str) -> None:
        """Go on only if the organization wants such a question answered. Raises RefusedByPolicy."""
        if refusal := self._refusal(text):
            raise RefusedByPolicy(refusal)

    def _refusal(self, text: str) -> str:
        refusal = self._guardrails.refusal(text)
        if refusal:
            self._audit.record(REFUSED, rule="guardrails.template")
        return refusal

    def _refuse_without_files(self, question: Question) -> None:
        """Before anything is kept or cut: there is nothing else to search than the files it is kept to."""
        if question.use_documents and question.paths is not None and not self._documents.at(question.paths):
            raise UserError(
                "None of the files that this question is kept to is in the library any more; add them again, "
                "or choose something else to search."
            )

    def _scope(self, question: Question, typed: Filters) -> Generator[Event, None, Scope]:
        """What is searched, and Notice of what is not."""
        scope = Scope(question.collection)
        if not question.use_documents:
            return scope
        self._search.catch_up()
        if question.paths is not None:
            there = self._documents.at(question.paths)
            scope = replace(scope, document_ids=tuple(there))
            if absent := set(question.paths).difference(there.values()):
                yield Notice(f"{counted(len(absent), 'chosen file')} not searched: no longer in the library.")
        filters = question.filters.with_typed(typed)
        if filters:
            limited = self._matching.documents(scope.collection, scope.document_ids, filters)
            scope = replace(scope, document_ids=limited)
            yield Notice(f"Limited to {filters}: {counted(len(limited), 'document')}.")
        return scope

    def _from_best_passages(
        self,
        question: Question,
        scope: Scope,
        searched: str,
        place: Place,
        model: TextModel,
        writing: _Writing,
        cancel: CancelToken,
    ) -> Iterator[Event]:
        if question.use_documents:
            writing.found = self._search.find(
                searched, _PASSAGES_SEARCHED, cancel, collection=scope.collection, document_ids=scope.document_ids
            )
            yield writing.found
        if question.use_documents and _hopeless(writing.found):
            judgement = declined()
        else:
            found = writing.found.passages if writing.found else None
            prompt = self._prompts.prompt(question.text, found, place, model, self._options().maximum_tokens)
            writing.read = prompt.passages
            cancel.checkpoint()
            self._states.bring_back(prompt, place.conversation_id, model, cancel)
            yield from self._write(model, prompt, writing, cancel)
            if not writing.stopped:
                self._prompts.remember(prompt, writing.text, place)
                writing.prompt = prompt
            judgement = self._judged(question, searched, writing)
        yield from _notices(judgement, writing)
        answer = self._answer(question, judgement, model, writing)
        yield from self._kept(question, answer, place.conversation_id, writing.calls)
        if writing.prompt is not None:
            self._states.put_away(writing.prompt, writing.text, place.conversation_id, model)

    def _judged(self, question: Question, searched: str, writing: _Writing) -> Judgement:
        if not question.use_documents:
            return plain(without_marks(writing.text).strip())
        return judge(
            searched, writing.text, writing.read, self._similarity, self._text_of, complete=not writing.stopped
        )

    def _text_of(self, document_id: int) -> str:
        return " ".join(passage.text for passage in self._documents.passages_of(document_id))

    def _open(self, question: Question, text: str) -> tuple[list[Turn], int, int]:
        """The turns before this question, its conversation, and its own turn, which is kept before anything else."""
        if not question.keep:
            return [], 0, 0
        scope = (question.collection, question.use_documents, question.filters, question.paths)
        if question.conversation_id is None:
            conversation_id = self._conversations.create(beginning(text, _TITLE_CHARACTERS), *scope).id
        else:
            conversation_id = question.conversation_id
            self._conversations.set_scope(conversation_id, *scope)
            if question.replace_from_turn is not None:
                self._conversations.remove_turns_from(conversation_id, question.replace_from_turn)
        earlier = self._conversations.turns(conversation_id)
        turn = self._conversations.add_turn(conversation_id, Role.USER, text)
        return earlier, conversation_id, turn.id

    def _with_tool(
        self,
        question: Question,
        scope: Scope,
        place: Place,
        model: TextModel,
        writing: _Writing,
        cancel: CancelToken,
    ) -> Generator[Event, None, tuple[Question, Answer | None]]:
        """The answer of a tool, None where there is none; and the question that is left, if it asked for more than that."""
        if question.reach is not Reach.AUTOMATIC:
            return question, None
        asked = self.tools.asked(question.text, question.tools, has_documents=question.use_documents)
        if asked is None:
            return question, None
        if (offered := self.tools.document_offered(asked)) is not None:
            writing.calls = (offered,)
            return replace(question, text=asked.about), None
        attempt = yield from self.tools.answer(asked, question.text, scope, place.earlier, model, cancel)
        writing.calls = attempt.calls
        return question, attempt.answer

    def _without_best_passages(
        self, question: Question, scope: Scope, searched: str, model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, Answer | None]:
        """An answer calculated from a table, or read from everything; None where the best passages are to answer."""
        if not question.use_documents:
            return None
        if question.reach is not Reach.EVERYTHING:
            answer = yield from self._tables.answer(question.text, scope.collection, scope.document_ids, cancel)
            if answer is not None:
                return answer
        if not reads_everything(question.text, question.reach):
            return None
        whole = yield from self._whole.answer(searched, scope, model, cancel)
        return whole

    def _write(self, model: TextModel, prompt: Prompt, writing: _Writing, cancel: CancelToken) -> Iterator[Event]:
        try:
            for piece in model.stream(prompt, self._options(), cancel):
                if isinstance(piece, PromptProgress):
                    yield Progress("Reading", piece.read, piece.total, "tokens")
                elif isinstance(piece, GenerationSummary):
                    writing.summary = piece
                elif isinstance(piece, Thought):
                    writing.thought += piece.text
                    yield piece
                else:
                    writing.first_token = writing.first_token or time.monotonic()
                    writing.text += piece
                    yield Token(piece)
                    if (text := without_loop(writing.text)) is not None:
                        writing.text = text
                        return
        except Cancelled:
            if not writing.text:
                raise
            writing.stopped = True

    def _kept(
        self, question: Question, answer: Answer, conversation_id: int, calls: tuple[Call, ...]
    ) -> Iterator[Event]:
        turn_id = 0
        calls = tuple(call for call in calls if not (answer.declined and call.offered))
        disclaimer = self._guardrails.disclaimer
        answer = replace(answer, reach=question.reach, calls=(*answer.calls, *calls), disclaimer=disclaimer)
        yield from (Called(call) for call in calls if call.given.get("source") == "this answer")
        if question.keep:
            turn_id = self._conversations.add_turn(conversation_id, Role.ASSISTANT, answer.text, answer).id
        self._audit.record(
            ANSWERED,
            question.text,
            collection="all" if question.collection is None else hashed_name(question.collection),
            model=answer.model,
            passages=answer.coverage.passages_read,
            declined=answer.declined,
        )
        yield Answered(answer, conversation_id, turn_id)

    def _answer(self, question: Question, judgement: Judgement, model: TextModel, writing: _Writing) -> Answer:
        now = time.monotonic()
        summary = writing.summary
        return Answer(
            text=judgement.text,
            sentences=judgement.sentences,
            citations=judgement.citations,
            declined=judgement.declined,
            coverage=self._coverage(question, writing),
            timings_ms=Timings(
                search=writing.found.search_ms if writing.found else 0.0,
                first_token=((writing.first_token or now) - writing.started) * 1000,
                total=(now - writing.started) * 1000,
            ),
            tokens=summary.tokens if summary else TokenCounts(),
            model=model.name,
            question=writing.found.question if writing.found else question.text.strip(),
            stopped=writing.stopped,
            replaced=bool(judgement.notice),
            thought=writing.thought.strip(),
        )

    def _coverage(self, question: Question, writing: _Writing) -> Coverage:
        if writing.found is None:
            return Coverage()
        failed = self._documents.status(question.collection).failed
        return Coverage(writing.found.documents_searched, len(writing.read), failed)


def _notices(judgement: Judgement, writing: _Writing) -> Iterator[Event]:
    """What the user is told of an answer that is not as it was written."""
    if writing.stopped and not judgement.declined:
        yield Notice("Stopped; what was written until then is kept.")
    if judgement.notice:
        yield Notice(judgement.notice)


def _question_before(earlier: Sequence[Turn]) -> str | None:
    """The last question that was answered, as it was searched."""
    return next((turn.answer.question for turn in reversed(earlier) if turn.answer and turn.answer.question), None)


def _hopeless(found: Found | None) -> bool:
    """Nothing was found, or nothing near in meaning that shares a single word either."""
    if found is None or not found.passages:
        return True
    best = max((scored.cosine or 0.0) for scored in found.passages)
    return best < _HOPELESS_COSINE and not any(scored.keyword_score for scored in found.passages)
