"""Questions that ask several things: each part is answered by itself, as a follow-up on the one before it."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from app.core.answers.joining import found_together, joined
from app.core.asking.conversations import Answer
from app.core.asking.followup import points_back
from app.core.errors import Cancelled
from app.core.events import Event, Found, Notice, Token
from app.core.tools.tools import Call
from app.services.asking.prompts import Place
from app.services.asking.written_answers import Writing


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way to being kept: the calls made for it, how it was searched, and how a model wrote it."""

    answer: Answer
    calls: tuple[Call, ...] = ()
    searched: str | None = None
    """The question as it was searched; None where no documents were asked."""
    writing: Writing | None = None


Replying = Generator[Event, None, Reply]
Replier = Callable[[str, str | None, Place], Replying]
"""Answers a question by its text, the one it may follow on, and its place."""


def answer_parts(parts: Sequence[str], before: str | None, place: Place, started: float, reply_to: Replier) -> Replying:
    """The events of all parts, with evidence that grows; the generator's value is their joined answer.

    The passages of all together take no more room than those of one question. Whoever stops in the middle keeps what
    was answered until then, and nothing is said of the part it stopped in where nothing can be kept of that. `started`
    is a monotonic time; `before` is the question that the first part may follow on.

    Raises:
        Cancelled: stopped before the first part was answered.
    """
    replies: list[Reply] = []
    evidence: list[Found] = []
    writing: Writing | None = None
    stopped = False
    for part in parts:
        alone = bool(replies) and not points_back(part)
        place = replace(place, parts=len(parts), beside=before or "" if alone else "")
        if replies:
            yield Token("\n\n")
        try:
            reply = yield from _with_evidence(reply_to(part, None if alone else before, place), evidence)
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
    answer = joined(parts, [reply.answer for reply in replies])
    if stopped and not answer.declined:
        yield Notice("Stopped; what was written until then is kept.")
    spent = replace(answer.timings_ms, total=(time.monotonic() - started) * 1000)
    answer = replace(answer, timings_ms=spent, stopped=answer.stopped or stopped)
    return Reply(answer, tuple(call for reply in replies for call in reply.calls), before, writing)


def _with_evidence(replying: Replying, evidence: list[Found]) -> Replying:
    """The events of a part, its evidence behind that of the parts before it."""
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
            yield event
