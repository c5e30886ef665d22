"""Whether an answer is to be a call of a function, and the writing of that call."""

from collections.abc import Generator, Iterator

from app.workers.generation.loaded import Loaded
from app.workers.generation.sampling import Sampler
from app.workers.protocol.generate import FunctionOffered, Generated, TokenText
from app.workers.protocol.message import Message


def begins_call(loaded: Loaded, choice: Sampler, functions: tuple[FunctionOffered, ...], most_tokens: int) -> bool:
    """Whether what the model writes over the prompt that its context has read begins as a call.

    It writes until that is certain, `most_tokens` at most; of an answer in words that is the first token, as a rule.
    """
    model, context = loaded.model, loaded.context
    beginnings = loaded.call_format.beginnings(functions)
    tokens: list[int] = []
    while len(tokens) < most_tokens:
        token = choice.next(context)
        if token in model.end_tokens:
            return False
        tokens.append(token)
        text = model.spelled(tokens).lstrip()
        if text.startswith(beginnings):
            return True
        if not any(one.startswith(text) for one in beginnings):
            return False
        context.read_one(token)
    return False


def as_call(
    loaded: Loaded, functions: tuple[FunctionOffered, ...], written: Iterator[Message]
) -> Generator[Message, None, None]:
    """What was written under the grammar of a call, with the call in place of its text.

    One that was cut short is none: nothing is told of it but the end.
    """
    text = ""
    for message in written:
        if isinstance(message, TokenText):
            text += message.text
        elif isinstance(message, Generated) and (called := loaded.call_format.called(text, functions)):
            yield called
            yield Generated(
                finish="call",
                prompt_tokens=message.prompt_tokens,
                reused_tokens=message.reused_tokens,
                generated_tokens=message.generated_tokens,
                prompt_ms=message.prompt_ms,
                generation_ms=message.generation_ms,
            )
        else:
            yield message
