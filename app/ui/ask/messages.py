"""What stands in the thread, from the state: a tuple of messages that a view can compare with the one before."""

from dataclasses import dataclass

from app.core.asking.conversations import Answer, Role, Turn
from app.core.asking.pictures import Picture
from app.core.events import Found
from app.core.library.documents import ScoredPassage
from app.ui.ask.asking import Asking
from app.ui.ask.changes import ModelRead
from app.ui.ask.state import AskState


@dataclass(frozen=True, slots=True)
class UserMessage:
    """What the user asked; `turn_id` is 0 until it is kept, `editing` while it lies in the composer."""

    turn_id: int
    text: str
    editing: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerMessage:
    """A finished answer. `found` is the evidence it was written from, where this window saw it."""

    turn_id: int
    answer: Answer
    found: Found | None = None
    latest: bool = False
    asked: str = ""
    asked_turn_id: int = 0
    """The user's message before it."""


@dataclass(frozen=True, slots=True)
class RunningMessage:
    """The answer on its way."""

    asking: Asking


@dataclass(frozen=True, slots=True)
class UnansweredMessage:
    """A question without an answer, and why: a sentence, or nothing where it was stopped or interrupted.

    `lacks_model` says that there is no chat model to answer it.
    """

    question: str
    turn_id: int
    sentence: str
    lacks_model: bool = False


Message = UserMessage | AnswerMessage | RunningMessage | UnansweredMessage


def messages(state: AskState) -> tuple[Message, ...]:
    """Everything in the thread of the conversation in sight, oldest first."""
    last = len(state.turns) - 1
    before = (None, *state.turns)
    kept = tuple(_message(state, turn, before[index], index == last) for index, turn in enumerate(state.turns))
    if state.asking is not None and state.running_here:
        return (
            *kept,
            UserMessage(0, state.asking.question, pictures=state.asking.pictures),
            RunningMessage(state.asking),
        )
    return (*kept, *_unanswered(state))


def _message(state: AskState, turn: Turn, before: Turn | None, is_last: bool) -> Message:
    if turn.role is Role.USER:
        return UserMessage(turn.id, turn.text, state.editing_turn_id == turn.id, turn.pictures)
    answer = turn.answer or Answer(turn.text)
    asked, asked_id = (before.text, before.id) if before is not None else ("", 0)
    return AnswerMessage(turn.id, answer, state.found.get(turn.id), is_last, asked, asked_id)


def _unanswered(state: AskState) -> tuple[Message, ...]:
    last = state.turns[-1] if state.turns else None
    failure = state.failure if state.failure is not None and state.failure.key == state.key else None
    kept = last is not None and last.role is Role.USER
    if failure is not None:
        asked = () if kept else (UserMessage(0, failure.question),)
        turn_id, lacks_model = last.id if last and kept else 0, bool(failure.sentence) and state.model == ModelRead("")
        return (*asked, UnansweredMessage(failure.question, turn_id, failure.sentence, lacks_model))
    if last is not None and kept:
        return (UnansweredMessage(last.text, last.id, ""),)
    return ()


def documents_of(passages: tuple[ScoredPassage, ...]) -> int:
    """How many documents these passages come from."""
    return len({scored.passage.document_id for scored in passages})
