"""An answer, token by token: what the model thinks first, within its budget, and then what it says."""

import time
from collections.abc import Generator, Iterator

from app.core.words.repetition import without_loop
from app.workers.generation.context import Context
from app.workers.generation.sampling import Sampler
from app.workers.generation.text import AnswerText
from app.workers.generation.thinking import ThinkingText
from app.workers.protocol.generate import Generate, ThoughtText, TokenText
from app.workers.protocol.message import Message

_SECONDS_BETWEEN_PIECES = 1 / 15
"""Nobody reads faster, and each piece wakes two threads of the application, which take a core from the model meanwhile."""
_TOKENS_TO_CLOSE = 16
_MOST_ENDINGS = 3
"""Whoever begins to think again after that says nothing else."""


class Writing:
    """Writes one answer over a prompt that the context has read. `thinking` is None for a model that cannot.

    Where it is `spelled`, control tokens are written out as well.
    """

    def __init__(
        self,
        context: Context,
        choice: Sampler,
        request: Generate,
        thinking: ThinkingText | None,
        *,
        spelled: bool = False,
    ) -> None:
        self._context = context
        self._choice = choice
        self._piece = context.model.spelled_piece if spelled else context.model.piece
        self._answer_tokens = request.maximum_tokens
        self._thinking = thinking
        self._thought_tokens = request.thinking_tokens
        self._answer = AnswerText(request.stop)
        self._ends_loops = request.ends_loops
        self._told = ""
        self._unsent = {ThoughtText: "", TokenText: ""}
        self._due = 0.0
        self._written = 0
        self._endings = 0

    def write(self) -> Generator[Message, None, tuple[str, int]]:
        """Yields thoughts and answer; returns why it ended and how many tokens it took."""
        model = self._context.model
        finish = "length"
        while self._answer_tokens > 0:
            if self._must_answer():
                yield from self._end_thinking()
            token = self._choice.next(self._context)
            if token in model.end_tokens:
                if self._thinks and self._endings == 0:
                    self._thought_tokens = 0
                    continue
                finish = "end"
                break
            self._written += 1
            self._take(self._piece(token))
            if self._answer.stopped:
                finish = "stop"
                break
            if any(self._unsent.values()) and time.perf_counter() >= self._due:
                yield from self._sent()
                if self._ends_loops and without_loop(self._told) is not None:
                    return "loop", self._written
            if self._answer_tokens > 0:
                self._context.read_one(token)
        self._finish()
        yield from self._sent()
        return finish, self._written

    @property
    def _thinks(self) -> bool:
        return self._thinking is not None and self._thinking.inside

    def _must_answer(self) -> bool:
        """Whether it thinks and may not any longer: its budget is spent, or the context is needed for the answer."""
        if not self._thinks or self._endings >= _MOST_ENDINGS:
            return False
        room = self._context.size - self._context.length - self._answer_tokens - _TOKENS_TO_CLOSE
        return self._thought_tokens <= 0 or room <= 0

    def _end_thinking(self) -> Iterator[Message]:
        """Write the end of its thoughts in its place, and let it go on with the answer."""
        assert self._thinking is not None
        model = self._context.model
        if model.marks is None:
            return
        self._endings += 1
        self._unsent[ThoughtText] += self._thinking.close()
        yield from self._sent()
        for token in model.tokens(model.marks.closing, with_control=True):
            self._context.read_one(token)

    def _take(self, piece: bytes) -> None:
        if self._thinking is None:
            self._answer_tokens -= 1
            self._unsent[TokenText] += self._answer.add(piece)
            return
        if self._thinking.inside and self._endings < _MOST_ENDINGS:
            self._thought_tokens -= 1
        else:
            self._answer_tokens -= 1
        thought, answer = self._thinking.add(piece)
        self._unsent[ThoughtText] += thought
        self._unsent[TokenText] += self._answer.add(answer.encode())

    def _finish(self) -> None:
        if self._thinking is not None and not self._answer.stopped:
            thought, answer = self._thinking.rest()
            self._unsent[ThoughtText] += thought
            self._unsent[TokenText] += self._answer.add(answer.encode())
        self._unsent[TokenText] += self._answer.rest()

    def _sent(self) -> Iterator[Message]:
        self._told += self._unsent[TokenText]
        for kind, text in self._unsent.items():
            if text:
                yield kind(text=text)
                self._unsent[kind] = ""
        self._due = time.perf_counter() + _SECONDS_BETWEEN_PIECES
