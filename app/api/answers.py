"""The answers to calls of the local API, message by message; HTTP and OpenAI's shapes are left to the api worker."""

from collections.abc import Iterator

import msgspec

from app.core.answers.answer_value import answer_value
from app.core.api import LIBRARY_MODEL
from app.core.asking.conversations import Role
from app.core.asking.prompting import Function, FunctionCall, GenerationSummary, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, RefusedByPolicy, UserError, WorkerCrashed
from app.core.meetings.transcript import Segment
from app.services.serving.offering import Conversation, Offering, Wishes
from app.workers.protocol.api import (
    ApiModel,
    ApiRequest,
    AskChat,
    AskModels,
    AskTranscript,
    AskVectors,
    CallAsked,
    ChatEnded,
    ModelsKnown,
    Refused,
)
from app.workers.protocol.generate import ChatTurn, TokenText
from app.workers.protocol.message import Message
from app.workers.protocol.transcribe import RecordingOpened, SegmentHeard, WordHeard


def answers(offering: Offering, request: ApiRequest, cancel: CancelToken) -> Iterator[Message]:
    """What one call is answered with; what goes wrong is `Refused`. Raises Cancelled."""
    try:
        match request:
            case AskModels():
                offered = offering.models()
                yield ModelsKnown(models=tuple(ApiModel(model.id, model.role) for model in offered))
            case AskChat(model=model) if model == LIBRARY_MODEL:
                yield from _from_library(offering, request, cancel)
            case AskChat():
                yield from _chat(offering, request, cancel)
            case AskVectors(model=model, texts=texts):
                yield offering.vectors(model, texts, cancel)
            case AskTranscript():
                yield from _transcript(offering, request, cancel)
    except NothingFound as error:
        yield Refused(status=404, sentence=str(error))
    except RefusedByPolicy as error:
        yield Refused(status=403, sentence=str(error))
    except WorkerCrashed as error:
        yield Refused(status=500, sentence=str(error))
    except UserError as error:
        yield Refused(status=400, sentence=str(error))


def _from_library(offering: Offering, asked: AskChat, cancel: CancelToken) -> Iterator[Message]:
    """The last message is the question. Its answer comes whole: until it is checked, it may still change."""
    question = asked.turns[-1]
    if asked.functions or asked.pictures or question.role != "user":
        raise UserError(f"The model {LIBRARY_MODEL} takes no tools and no pictures; leave them away, or ask another.")
    answer = offering.answer(question.text, asked.collection or None, cancel)
    yield TokenText(text="\n\n".join(filter(None, (answer.text, answer.disclaimer))))
    evidence = msgspec.json.encode(answer_value(answer)).decode()
    tokens = answer.tokens
    yield ChatEnded(finish="end", prompt_tokens=tokens.prompt, generated_tokens=tokens.generated, evidence=evidence)


def _chat(offering: Offering, asked: AskChat, cancel: CancelToken) -> Iterator[Message]:
    functions = tuple(Function(one.name, one.description, one.parameters) for one in asked.functions)
    conversation = Conversation(
        [_turn(turn) for turn in asked.turns], asked.pictures, functions, must_call=asked.must_call
    )
    wishes = Wishes(asked.maximum_tokens, asked.temperature, asked.seed, asked.stop)
    for written in offering.chat(asked.model, conversation, wishes, cancel):
        if isinstance(written, str):
            yield TokenText(text=written)
        elif isinstance(written, FunctionCall):
            yield CallAsked(id=written.id, name=written.name, arguments=written.arguments)
        elif isinstance(written, GenerationSummary):
            tokens = written.tokens
            yield ChatEnded(finish=written.finish, prompt_tokens=tokens.prompt, generated_tokens=tokens.generated)


def _turn(turn: ChatTurn) -> PromptTurn:
    calls = tuple(FunctionCall(call.id, call.name, call.arguments) for call in turn.calls)
    return PromptTurn(Role(turn.role), turn.text, calls=calls, answers=turn.answers)


def _transcript(offering: Offering, asked: AskTranscript, cancel: CancelToken) -> Iterator[Message]:
    heard = offering.transcript(asked.model, asked.name, asked.content, asked.language, asked.vocabulary, cancel)
    for recognized in heard:
        if isinstance(recognized, RecordingOpened):
            yield recognized
        elif isinstance(recognized, Segment):
            words = tuple(WordHeard(it.start, it.end, it.text, it.confidence) for it in recognized.words)
            yield SegmentHeard(
                start=recognized.start,
                end=recognized.end,
                text=recognized.text,
                language=recognized.language,
                words=words,
            )
