"""Calls of functions as a family of models writes them: told by its own chat template where that writes JSON.

What a template makes of a call with a known name and argument shows how its model was trained to write one. Where it shows
nothing, or other than JSON, the functions are explained in words, and the call is a plain JSON object.
"""

import hashlib
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from app.core.errors import ModelError, UserError
from app.core.json_grammar import SchemaTooLarge, grammar_for
from app.workers.generation.chat_template import ChatTemplate, system_folded
from app.workers.protocol.generate import CallWritten, ChatTurn, FunctionCalled, FunctionOffered

_NAME, _RESULT, _TEXT, _ARGUMENTS = "look_up_probe", "Result-probe", "Text-probe", {"word": "probe"}
_ID_LETTERS = 9
"""Mistral's templates take no other ids."""
_EXPLAINED = (
    "You can call functions. To call one, answer with nothing but a JSON object of this form:\n"
    '{{"name": "NAME", "arguments": {{…}}}}\n'
    "What it returns comes with the next message. The functions, each with the JSON Schema of its arguments:\n{}"
)
_HABITS = tuple(
    "".join(parts)
    for parts in itertools.product(
        ("", "<tool_call>\n", "```json\n", "```\n"), ('{"name": "', '{"name":"', '{\n  "name": "', '{\n    "name": "')
    )
)
"""How models begin a call as well, whatever they were told."""


@dataclass(frozen=True, slots=True)
class CallFormat:
    """A call is `opening`, the function's name, `middle`, and the arguments as JSON.

    `explained` says that the template knows nothing of functions: they, and calls, are told in words.
    """

    opening: str = '{"name": "'
    middle: str = '", "arguments": '
    explained: bool = True

    def beginnings(self, functions: Sequence[FunctionOffered]) -> tuple[str, ...]:
        """What an answer that is a call begins with."""
        return tuple(
            f"{opening}{one.name}{end}"
            for one in functions
            for opening in (self.opening, *_HABITS)
            for end in ([self.middle] if opening == self.opening else ['"'])
        )

    def grammar(self, functions: Sequence[FunctionOffered]) -> str:
        """The grammar of what follows the opening. Raises UserError where the functions are described at too great a length."""
        try:
            return grammar_for({f"{one.name}{self.middle}": _schema(one) for one in functions})
        except SchemaTooLarge as error:
            raise UserError(f"The parameters of the functions cannot be used: {error}.") from None

    def called(self, text: str, functions: Sequence[FunctionOffered]) -> FunctionCalled | None:
        """The call that stands behind the opening, without its control tokens; None where it was cut short."""
        arguments = text[text.find("{") :]
        names = [one.name for one in functions if text.startswith(one.name)]
        return (
            FunctionCalled(name=max(names, key=len), arguments=arguments) if names and _is_object(arguments) else None
        )


def format_of(template: ChatTemplate) -> CallFormat:
    """How calls are written in this template."""
    question = {"role": "user", "content": "Yes?"}
    call = {"id": "abcdefghi", "type": "function", "function": {"name": _NAME, "arguments": _ARGUMENTS}}
    result = {"role": "tool", "content": _RESULT, "tool_call_id": "abcdefghi", "name": _NAME}
    called = {"role": "assistant", "content": "", "tool_calls": [call]}
    offered = _offered(
        FunctionOffered(_NAME, "Looks.", '{"type": "object", "properties": {"word": {"type": "string"}}}')
    )
    try:
        told = template.rendered_messages([question], [offered])
        text = template.rendered_messages([question, {"role": "assistant", "content": _TEXT}, question], [offered])
        whole = template.rendered_messages([question, called, result], [offered])
    except ModelError:
        return CallFormat()
    head = text.partition(_TEXT)[0].rstrip()
    if _NAME not in told or _RESULT not in whole or not whole.startswith(head):
        return CallFormat()
    opening, found, rest = whole[len(head) :].partition(_NAME)
    middle, arguments, _ = rest.partition(json.dumps(_ARGUMENTS))
    if not (found and arguments and opening.strip()):
        return CallFormat()
    return CallFormat(opening.lstrip(), middle, explained=False)


def rendered_with_functions(
    template: ChatTemplate, turns: Sequence[ChatTurn], functions: Sequence[FunctionOffered], form: CallFormat
) -> str:
    """The text for a conversation in which functions can be, or were, called. Raises ModelError as the template does."""
    if form.explained:
        return template.render(_in_words(turns, functions))
    names = {call.id: call.name for turn in turns for call in turn.calls}
    offered = [_offered(one) for one in functions]
    rendered = template.rendered_messages([_message(turn, names) for turn in turns], offered)
    if all(turn.text in rendered for turn in turns if turn.role == "system"):
        return rendered
    # Mistral's templates tell the system's text with the last turn, and only if that is the user's.
    return template.rendered_messages([_message(turn, names) for turn in system_folded(turns)], offered)


def _in_words(turns: Sequence[ChatTurn], functions: Sequence[FunctionOffered]) -> list[ChatTurn]:
    names = {call.id: call.name for turn in turns for call in turn.calls}
    told = [_turn_in_words(turn, names) for turn in turns]
    if functions:
        listed = "\n".join(json.dumps(_offered(one)["function"], ensure_ascii=False) for one in functions)
        system = [turn.text for turn in told[:1] if turn.role == "system"]
        told = [ChatTurn("system", "\n\n".join([*system, _EXPLAINED.format(listed)])), *told[len(system) :]]
    joined: list[ChatTurn] = []
    for turn in told:
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


def _message(turn: ChatTurn, names: dict[str, str]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": turn.role, "content": turn.text}
    if turn.calls:
        message["tool_calls"] = [_call(one) for one in turn.calls]
    if turn.role == "tool":
        message |= {"tool_call_id": _short(turn.answers), "name": names.get(turn.answers, "")}
    return message


def _call(call: CallWritten) -> dict[str, Any]:
    function = {"name": call.name, "arguments": json.loads(call.arguments)}
    return {"id": _short(call.id), "type": "function", "function": function}


def _short(id_of_call: str) -> str:
    return hashlib.sha256(id_of_call.encode()).hexdigest()[:_ID_LETTERS]


def _offered(function: FunctionOffered) -> dict[str, Any]:
    told = {"name": function.name, "description": function.description, "parameters": _schema(function)}
    return {"type": "function", "function": told}


def _schema(function: FunctionOffered) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(function.parameters)
    return schema if schema.get("properties") else {"type": "object", "properties": {}, **schema}


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
