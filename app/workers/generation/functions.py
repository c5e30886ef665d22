"""Conversations in which functions of other programs can be called: what a model reads of them, of calls, and of what they gave.

Where a model's template tells of nothing but turns, they are told in words.
"""

import hashlib
import json
from collections.abc import Sequence

import msgspec

from app.workers.generation.call_format import CallFormat, offered
from app.workers.generation.chat_template import ChatTemplate, Message, system_folded
from app.workers.protocol.generate import CallWritten, ChatTurn, FunctionOffered

_ID_LETTERS = 9
"""Mistral's templates take no other ids."""


def rendered_with_functions(
    template: ChatTemplate, turns: Sequence[ChatTurn], functions: Sequence[FunctionOffered], form: CallFormat
) -> str:
    """The text for a conversation in which functions can be, or were, called. Raises ModelError as the template does."""
    if not form.own:
        return template.render(_explained(_in_words(turns), functions, form))
    listed = [offered(one) for one in functions] if form.listed else []
    if not form.listed:
        turns = _explained(turns, functions, form)
    names = {call.id: call.name for turn in turns for call in turn.calls}
    rendered = template.rendered_messages([_message(turn, names) for turn in turns], listed)
    if all(turn.text in rendered for turn in turns if turn.role == "system"):
        return rendered
    # Mistral's templates tell the system's text with the last turn, and only if that is the user's.
    return template.rendered_messages([_message(turn, names) for turn in system_folded(turns)], listed)


def _explained(turns: Sequence[ChatTurn], functions: Sequence[FunctionOffered], form: CallFormat) -> Sequence[ChatTurn]:
    """The turns with the functions told in the first one, the system's."""
    if not functions:
        return turns
    system = [turn.text for turn in turns[:1] if turn.role == "system"]
    return [ChatTurn("system", "\n\n".join([*system, form.explained(functions)])), *turns[len(system) :]]


def _in_words(turns: Sequence[ChatTurn]) -> list[ChatTurn]:
    names = {call.id: call.name for turn in turns for call in turn.calls}
    joined: list[ChatTurn] = []
    for turn in (_turn_in_words(turn, names) for turn in turns):
        if joined and turn.role == joined[-1].role == "user":  # some templates want user and assistant in turns
            turn = msgspec.structs.replace(
                turn, text=f"{joined[-1].text}\n\n{turn.text}", pictures=joined.pop().pictures + turn.pictures
            )
        joined.append(turn)
    return joined


def _turn_in_words(turn: ChatTurn, names: dict[str, str]) -> ChatTurn:
    if turn.role == "tool":
        return ChatTurn("user", f"The function {names.get(turn.answers, '')} returned:\n{turn.text}")
    calls = [f'{{"name": {json.dumps(one.name)}, "arguments": {one.arguments}}}' for one in turn.calls]
    return msgspec.structs.replace(turn, text="\n".join(filter(None, (turn.text, *calls))), calls=())


def _message(turn: ChatTurn, names: dict[str, str]) -> Message:
    message: Message = {"role": turn.role, "content": turn.text}
    if turn.calls:
        message["tool_calls"] = [_call(one) for one in turn.calls]
    if turn.role == "tool":
        message |= {"tool_call_id": _short(turn.answers), "name": names.get(turn.answers, "")}
    return message


def _call(call: CallWritten) -> Message:
    function = {"name": call.name, "arguments": json.loads(call.arguments)}
    return {"id": _short(call.id), "type": "function", "function": function}


def _short(id_of_call: str) -> str:
    return hashlib.sha256(id_of_call.encode()).hexdigest()[:_ID_LETTERS]
