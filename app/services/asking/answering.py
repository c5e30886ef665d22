"""From a question to the answer that is kept: what may be asked, what is searched, and which model is chosen for it."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace

from app.core.administration.guardrails import Guardrails
from app.core.asking.conversations import Answer, Answerer, Coverage, Role, Turn, latest_answer, latest_question
from app.core.cancel import CancelToken
from app.core.errors import RefusedByPolicy, UserError
from app.core.events import Answered, Called, Event, Notice
from app.core.library.filters import Filters, parsed
from app.core.tools.tools import Call
from app.core.words.text import beginning, counted
from app.engines.making_way import MakingWay
from app.engines.text_model import TextModel
from app.engines.turns import Questions
from app.services.asking.pictures import require_few
from app.services.asking.prompts import Place
from app.services.asking.questions import Chosen, Question
from app.services.asking.replies import Inquiry, Replies
from app.services.asking.whole_reading import Scope
from app.services.library.search import Search
from app.storage.audit import ANSWERED, REFUSED, Audit, hashed_name
from app.storage.conversations.conversations import Conversations
from app.storage.conversations.pictures import Pictures
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching

_TITLE_CHARACTERS = 60


class Answering:
    """Answers questions. `choose_model` gives the model for a question and the latest answer of its conversation."""

    def __init__(
        self,
        choose_model: Callable[[Question, Answer | None], Chosen],
        replies: Replies,
        search: Search,
        documents: Documents,
        matching: Matching,
        conversations: Conversations,
        pictures: Pictures,
        audit: Audit,
        guardrails: Guardrails,
        questions: Questions,
    ) -> None:
        self._choose_model = choose_model
        self.replies = replies
        self._search = search
        self._documents = documents
        self._matching = matching
        self._conversations = conversations
        self._pictures = pictures
        self._audit = audit
        self._guardrails = guardrails
        self._questions = questions

    def ask(self, question: Question, cancel: CancelToken) -> Iterator[Event]:
        """Answer one question; yields Found, Token…, Answered, with Progress and Notice between.

        A question that is stopped after its first token still ends in `Answered`, with what there is and
        `stopped` set.

        Raises:
            UserError: the question is empty, its files or its conversation are gone, or the model could not be used.
            Cancelled: stopped before the first token; the question itself is kept.
        """
        if question.for_program:
            yield from self._answered(question, cancel)
            return
        with self._questions.one():
            yield from self._answered(question, cancel)

    def making_way(self, model: TextModel) -> TextModel:
        """A model that writes for another program: it stops wherever the user asks something, and goes on afterwards."""
        return MakingWay(model, self._questions)

    def _answered(self, question: Question, cancel: CancelToken) -> Iterator[Event]:
        text = question.text.strip()
        if not text:
            raise UserError("There is no question; type one and send it.")
        started = time.monotonic()
        question = self._with_earlier_pictures(question)
        self._refuse_without_files(question)
        earlier, conversation_id, user_turn_id = self._open(question, text)
        text, typed = parsed(text)
        if refusal := self._refusal(text):
            refused = Answer(refusal, declined=True, coverage=Coverage(), question=text)
            yield from self._kept(question, refused, conversation_id, ())
            return
        scope = yield from self._scope(question, typed)
        question = replace(question, text=text, after_pictures=any(turn.pictures for turn in earlier))
        chosen = self._choose_model(question, latest_answer(earlier))
        model = chosen.model
        if question.for_program:
            model = self.making_way(model)
        told = model.notice
        if told:
            yield Notice(told)
        place = Place(conversation_id, user_turn_id, earlier, question.pictures)
        inquiry = Inquiry(question, scope, place, model, started, cancel)
        reply = yield from self.replies.answer(inquiry, latest_question(earlier))
        if model.notice != told:
            yield Notice(model.notice)
        yield from self._kept(question, _with_reason(reply.answer, chosen), conversation_id, reply.calls)
        self.replies.put_away(reply, conversation_id, model)

    def require_answerable(self, text: str) -> None:
        """Go on only if the organization wants such a question answered. Raises RefusedByPolicy."""
        if refusal := self._refusal(text):
            raise RefusedByPolicy(refusal)

    def _refusal(self, text: str) -> str:
        refusal = self._guardrails.refusal(text)
        if refusal:
            self._audit.record(REFUSED, rule="guardrails.template")
        return refusal

    def _with_earlier_pictures(self, question: Question) -> Question:
        """The question with the pictures of the turn it replaces; about pictures, it asks no documents."""
        if question.keep and question.replace_from_turn is not None:
            earlier = self._pictures.of_turn(question.replace_from_turn)
            question = replace(question, pictures=(*earlier, *question.pictures))
        require_few(question.pictures)
        return replace(question, use_documents=False) if question.pictures else question

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
        if filters or not question.meetings:
            limited = self._matching.documents(
                scope.collection, scope.document_ids, filters, meetings=question.meetings
            )
            scope = replace(scope, document_ids=limited)
        if filters:
            yield Notice(f"Limited to {filters}: {counted(len(limited), 'document')}.")
        return scope

    def _open(self, question: Question, text: str) -> tuple[list[Turn], int, int]:
        """The turns before this question, its conversation, and its own turn, which is kept before anything else."""
        if not question.keep:
            return [], 0, 0
        answerer = Answerer(question.model_id, question.adapter)
        scope = (question.collection, question.use_documents, question.filters, question.paths, answerer)
        if question.conversation_id is None:
            conversation_id = self._conversations.create(beginning(text, _TITLE_CHARACTERS), *scope).id
        else:
            conversation_id = question.conversation_id
            self._conversations.set_scope(conversation_id, *scope)
            if question.replace_from_turn is not None:
                self._conversations.remove_turns_from(conversation_id, question.replace_from_turn)
        earlier = self._conversations.turns(conversation_id)
        turn = self._conversations.add_turn(conversation_id, Role.USER, text, pictures=question.pictures)
        return earlier, conversation_id, turn.id

    def _kept(
        self, question: Question, answer: Answer, conversation_id: int, calls: tuple[Call, ...]
    ) -> Iterator[Event]:
        turn_id = 0
        calls = tuple(call for call in calls if not (answer.declined and call.offered))
        disclaimer = self._guardrails.disclaimer
        answer = replace(answer, reach=question.reach, calls=(*answer.calls, *calls), disclaimer=disclaimer)
        yield from (Called(call) for call in calls if call.makes_this_answer)
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


def _with_reason(answer: Answer, chosen: Chosen) -> Answer:
    """The answer with why its model was chosen, where a model wrote it."""
    return replace(answer, model_reason=chosen.reason) if answer.model == chosen.model.name else answer
