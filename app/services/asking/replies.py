"""What answers a question: Alcove's own help, a tool, a table, everything there is, or a model over the best passages.

A question that asks several things is taken apart, and each part is answered by itself, as a follow-up on the one before.
"""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from app.core.answers.joining import found_together, joined
from app.core.asking.conversations import Answer
from app.core.asking.exhaustive import Reach, reads_everything
from app.core.asking.followup import points_back, self_standing
from app.core.asking.question_parts import parts_of
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.events import Event, Found, Notice, Token
from app.core.tools.asking_tools import Asked
from app.core.tools.tools import Call
from app.engines.text_model import TextModel
from app.services.asking.own_help import OwnHelp
from app.services.asking.prompts import Place
from app.services.asking.questions import Question
from app.services.asking.table_answers import TableAnswers
from app.services.asking.tool_calls import ToolCalls
from app.services.asking.whole_reading import Scope, WholeReading
from app.services.asking.written_answers import Writing, WrittenAnswers


@dataclass(frozen=True)
class Inquiry:
    """A question on its way: what is searched for it, its place, the model for it, and when it was asked (monotonic)."""

    question: Question
    scope: Scope
    place: Place
    model: TextModel
    started: float
    cancel: CancelToken


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way to being kept: the calls made for it, how it was searched, and how a model wrote it."""

    answer: Answer
    calls: tuple[Call, ...] = ()
    searched: str | None = None
    """The question as it was searched; None where no documents were asked."""
    writing: Writing | None = None


Replying = Generator[Event, None, Reply]
_Part = tuple[Question, Asked | None]
"""What is asked by itself, and the tool it is for."""


class Replies:
    """Finds who can answer a question, and lets them; what becomes of the answer is left to others."""

    def __init__(
        self, own_help: OwnHelp, tools: ToolCalls, tables: TableAnswers, whole: WholeReading, written: WrittenAnswers
    ) -> None:
        self._own_help = own_help
        self.tools = tools
        self._tables = tables
        self._whole = whole
        self._written = written

    def answer(self, inquiry: Inquiry, before: str | None) -> Replying:
        """The events of an answer; the generator's value is the reply. `before` is the question it may follow on.

        Raises:
            UserError: a picture cannot be read, or the model could not be used.
            Cancelled: stopped before there was anything to keep.
        """
        parts = self._parts(inquiry.question)
        if len(parts) > 1:
            reply = yield from self._answer_parts(inquiry, parts, before)
        else:
            reply = yield from self._answer_part(inquiry, parts[0], before)
        return reply

    def put_away(self, reply: Reply, conversation_id: int, model: TextModel) -> None:
        """Keep what the model has read for the next question, once the answer itself is kept."""
        if reply.writing is not None:
            self._written.put_away(reply.writing, conversation_id, model)

    def _parts(self, question: Question) -> list[_Part]:
        """What is asked one after the other; most questions ask one thing.

        What a tool is asked in so many words is not taken apart, nor a talk without documents, unless for a tool.
        """
        whole = self._tool_asked(question)
        divided = question.reach is not Reach.EVERYTHING and not question.pictures
        alone = [replace(question, text=text) for text in (parts_of(question.text) if divided else ())]
        if len(alone) < 2:
            return [(question, whole)]
        parts = [(part, self._tool_asked(part)) for part in alone]
        if whole is None and question.use_documents:
            return parts
        surely = (whole is None or whole.call is None) and any(asked and asked.call for _part, asked in parts)
        return parts if surely else [(question, whole)]

    def _tool_asked(self, question: Question) -> Asked | None:
        if question.reach is not Reach.AUTOMATIC or question.pictures:
            return None
        return self.tools.asked(question.text, question.tools, has_documents=question.use_documents)

    def _answer_parts(self, inquiry: Inquiry, parts: Sequence[_Part], before: str | None) -> Replying:
        """The events of all parts, with evidence that grows; the value is their joined answer.

        The passages of all together take no more room than those of one question. Whoever stops in the middle keeps what
        was answered until then, and nothing is said of the part it stopped in where nothing can be kept of that.
        """
        replies: list[Reply] = []
        evidence: list[Found] = []
        writing: Writing | None = None
        place, stopped = inquiry.place, False
        for part in parts:
            alone = bool(replies) and not points_back(part[0].text)
            place = replace(place, parts=len(parts), beside=before or "" if alone else "")
            if replies:
                yield Token("\n\n")
            replying = self._answer_part(replace(inquiry, place=place), part, None if alone else before)
            try:
                reply = yield from _with_evidence(replying, evidence)
            except Cancelled:
                if not replies:
                    raise
                stopped = True
                break
            if replies and reply.answer.stopped and reply.answer.declined:
                stopped = True
                break
            replies.append(reply)
            before = reply.searched or before
            if reply.writing is not None and reply.writing.reading is not None:
                writing = reply.writing
                place = replace(place, read=reply.writing.reading)
            if reply.answer.stopped:
                break
        answer = joined([part.text for part, _asked in parts], [reply.answer for reply in replies])
        if stopped and not answer.declined:
            yield Notice("Stopped; what was written until then is kept.")
        spent = replace(answer.timings_ms, total=(time.monotonic() - inquiry.started) * 1000)
        answer = replace(answer, timings_ms=spent, stopped=answer.stopped or stopped)
        return Reply(answer, tuple(call for reply in replies for call in reply.calls), before, writing)

    def _answer_part(self, inquiry: Inquiry, part: _Part, before: str | None) -> Replying:
        """One thing answered by whoever can: own help, a tool, a table, all there is, or a model over the best passages."""
        question, asked = part
        scope, place, model, cancel = inquiry.scope, inquiry.place, inquiry.model, inquiry.cancel
        answer = self._own_help.answer(question, scope, inquiry.started)
        calls: tuple[Call, ...] = ()
        if answer is None and asked is not None:
            if (offered := self.tools.document_offered(asked)) is not None:
                question, calls = replace(question, text=asked.about), (offered,)
            else:
                attempt = yield from self.tools.answer(asked, question.text, scope, place.earlier, model, cancel)
                answer, calls = attempt.answer, attempt.calls
        if answer is not None:
            return Reply(answer, calls)
        searched = self_standing(question.text, before) if question.use_documents else None
        if searched is not None:
            answer = yield from self._without_best_passages(replace(inquiry, question=question), searched)
        if answer is not None:
            return Reply(answer, calls, searched)
        writing = yield from self._written.answer(question.text, searched, scope, place, model, inquiry.started, cancel)
        return Reply(writing.answer, calls, searched, writing)

    def _without_best_passages(self, inquiry: Inquiry, searched: str) -> Generator[Event, None, Answer | None]:
        """An answer calculated from a table, or read from everything; None where the best passages are to answer."""
        question, scope, cancel = inquiry.question, inquiry.scope, inquiry.cancel
        if question.reach is not Reach.EVERYTHING:
            answer = yield from self._tables.answer(question.text, scope.collection, scope.document_ids, cancel)
            if answer is not None:
                return answer
        if not reads_everything(question.text, question.reach):
            return None
        whole = yield from self._whole.answer(searched, scope, inquiry.model, cancel)
        return whole


def _with_evidence(replying: Replying, evidence: list[Found]) -> Replying:
    """The events of a part, its evidence behind that of the parts before it; what limits the search is told once."""
    with closing(replying):
        while True:
            try:
                event = next(replying)
            except StopIteration as end:
                reply: Reply = end.value
                return reply
            if isinstance(event, Found):
                evidence.append(event)
                event = found_together(evidence)
            if isinstance(event, Notice) and event.text in {one.limitation for one in evidence[:-1]}:
                continue
            yield event
