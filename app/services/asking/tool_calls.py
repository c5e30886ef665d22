"""Questions that are for a tool: told by their own words, filled in by rule or by a model, run, and shown with the call.

A question makes one call at most. What a model reads to fill it in holds no word of a document, and what it can write is
held to the question's own words by a grammar; so nothing that stands in a document can call a tool, or change what one
is told.
"""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.asking.conversations import Answer, Coverage, Sentence, Support, Timings, TokenCounts, Turn
from app.core.asking.prompting import GenerationOptions, GenerationSummary
from app.core.asking.tool_calling import call_from, grammar_of, prompt_for, settled
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Called, Event, Notice, Progress, Token
from app.core.tools.asking_tools import Asked
from app.core.tools.tool_questions import tool_asked
from app.core.tools.tools import Call
from app.engines.text_model import TextModel
from app.services.asking.tool_functions import Outcome, ToolFunctions
from app.services.asking.whole_reading import Scope
from app.services.permissions import Permissions

WORKED_OUT = "Worked out by Alcove itself"
"""Who gave an answer that a tool gave."""
FORMS = {"docx": "a Word document", "xlsx": "an Excel file", "md": "a Markdown file"}
_CALL_TOKENS = 120
_MOST_SECONDS = 60.0
"""From when the model has begun to read, whatever its loading takes."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of asking a tool: the answer, None where the question is to be answered otherwise, and the calls made."""

    answer: Answer | None = None
    calls: tuple[Call, ...] = ()


class ToolCalls:
    """Answers what a tool can; `allowed` says whether tools are to be used where the question does not."""

    def __init__(
        self,
        functions: ToolFunctions,
        allowed: Callable[[], bool],
        permissions: Permissions,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._functions = functions
        self._allowed = allowed
        self._permissions = permissions
        self.today = today

    def asked(self, text: str, wanted: bool | None, *, has_documents: bool) -> Asked | None:
        """The tool a question is for, None for most. `wanted` overrides the setting.

        Raises:
            RefusedByPolicy: tools are wanted, and the policy switches them off.
        """
        used = self._allowed() if wanted is None else wanted
        if used and not self._allowed():
            self._permissions.require("answer.tools")
        return tool_asked(text, self.today(), has_documents=has_documents) if used else None

    def answer(
        self, asked: Asked, text: str, scope: Scope, earlier: Sequence[Turn], model: TextModel, cancel: CancelToken
    ) -> Generator[Event, None, Attempt]:
        """Progress while a model fills the call in, Called, Found; the generator's value is what came of it.

        What cannot be done is told in the call, and the question left to the other ways of answering.

        Raises:
            Cancelled: on cancel.
        """
        started = time.monotonic()
        tokens = TokenCounts()
        call = asked.call
        if call is None and model.writes:
            yield Progress("Reading the question", 0, 0, "tokens")
            call, tokens = self._filled(asked, text, model, cancel)
        if call is None:
            return Attempt()
        try:
            outcome = self._outcome(call, text, scope, earlier, cancel)
        except UserError as error:
            failed = replace(call, result=str(error), failed=True, offered=False)
            yield Called(failed)
            yield Notice(str(error))
            return Attempt(calls=(failed,))
        done = replace(call, result=outcome.result)
        yield Called(done)
        if outcome.found is not None:
            yield outcome.found
        spent = (time.monotonic() - started) * 1000
        answer = Answer(
            text=outcome.text,
            sentences=outcome.sentences,
            citations=outcome.citations,
            coverage=_coverage(outcome),
            timings_ms=Timings(outcome.found.search_ms if outcome.found else 0.0, spent, spent),
            tokens=tokens,
            model=WORKED_OUT if asked.call is not None else f"{WORKED_OUT}; {model.name} read the question",
            question=text,
        )
        yield Token(answer.text)
        return Attempt(answer, (done,))

    def document_offered(self, asked: Asked) -> Call | None:
        """The document to be offered once the question it is about is answered; None where it is about none."""
        if not asked.about or asked.call is None:
            return None
        if reason := self._permissions.reason("export.allowed"):
            return replace(asked.call, result=reason, failed=True, offered=False)
        given = asked.call.given
        return replace(asked.call, result=f"“{given['title']}” can be saved as {FORMS[given['form']]}.")

    def _outcome(self, call: Call, text: str, scope: Scope, earlier: Sequence[Turn], cancel: CancelToken) -> Outcome:
        if not call.offered:
            return self._functions.run(call, text, scope, cancel)
        self._permissions.require("export.allowed")
        return _offer(call, earlier)

    def _filled(
        self, asked: Asked, text: str, model: TextModel, cancel: CancelToken
    ) -> tuple[Call | None, TokenCounts]:
        """The call with what a model fills in, checked against the question; None where that is no sensible call."""
        question, today, tokens = " ".join(text.split()), self.today(), TokenCounts()
        grammar = grammar_of(asked.tool, question, today)
        if grammar is None:
            return None, tokens
        written, began = "", 0.0
        options = GenerationOptions(maximum_tokens=_CALL_TOKENS, grammar=grammar)
        for piece in model.stream(prompt_for(asked.tool, question), options, cancel):
            began = began or time.monotonic()
            if time.monotonic() - began > _MOST_SECONDS:
                return None, tokens
            if isinstance(piece, str):
                written += piece
            elif isinstance(piece, GenerationSummary):
                tokens = piece.tokens
        call = call_from(asked.tool, written)
        return (settled(call, question, today) if call is not None else None), tokens


def _offer(call: Call, earlier: Sequence[Turn]) -> Outcome:
    """A document of what was answered before."""
    if not any(turn.answer is not None for turn in earlier):
        raise UserError("There is no answer yet that a document could be made of; ask something first.")
    source = call.given["source"]
    told = f"{source[:1].upper()}{source[1:]} can be saved as {FORMS[call.given['form']]}."
    return Outcome(told, told, (Sentence(told, Support.PLAIN),))


def _coverage(outcome: Outcome) -> Coverage:
    if outcome.found is None:
        return Coverage()
    return Coverage(outcome.found.documents_searched, len(outcome.found.passages))
