"""The form in which a family of models writes calls of functions: told by its own template, read and bound by a grammar.

What a template makes of calls with a known name and arguments shows how its model was trained to write them.
"""

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import ModelError, UserError
from app.core.tools.argument_fields import Around, FieldForm, field_grammar, in_both, read_fields
from app.core.tools.json_grammar import SchemaTooLarge, grammar_for
from app.workers.generation.chat_template import ChatTemplate, Message
from app.workers.protocol.generate import FunctionCalled, FunctionOffered

_NAME, _RESULT, _TEXT = "look_up_probe", "Result-probe", "Text-probe"
_NAMES = ("alpha_probe", "bravo_probe", "delta_probe")
_WORD, _NUMBER, _LAST = "Amber-probe", 73519, "Coral-probe"
_QUESTION: Message = {"role": "user", "content": "Yes?"}
_ID = "abcdefghi"
"""Mistral's templates take no other ids than those of nine letters."""
_EXPLAINED = (
    "You can call functions. To call one, answer with nothing but {}:\n{}\n"
    "What it returns comes with the next message. The functions, each with the JSON Schema of its arguments:\n{}"
)
_ENDS_A_CALL = re.compile(r"<?[^<>]*>|[^<>]+")
_HABITS = tuple(
    "".join(parts)
    for parts in itertools.product(
        ("", "[", "<tool_call>\n", "<|tool_call|>", "<|tool_call|>[", "```json\n", "```\n"),
        ('{"name": "', '{"name":"', '{\n  "name": "', '{\n    "name": "'),
    )
)
"""How models begin a call as well, whatever they were told."""


@dataclass(frozen=True, slots=True)
class CallFormat:
    """A call is `opening`, the function's name, and its arguments: behind `middle` as JSON, or one by one as `fields`.

    `own` says that the template writes calls and what they gave, `listed` that it tells of functions; where it does not,
    both are told in words.
    """

    opening: str = '{"name": "'
    middle: str = '", "arguments": '
    fields: FieldForm | None = None
    own: bool = False
    listed: bool = False

    def beginnings(self, functions: Sequence[FunctionOffered]) -> tuple[str, ...]:
        """What an answer that is a call begins with."""
        behind = self.middle if self.fields is None else in_both(self.fields.first, self.fields.none)
        own = [f"{self.opening.lstrip()}{one.name}{behind}" for one in functions]
        return (*own, *(f'{opening}{one.name}"' for one in functions for opening in _HABITS))

    def grammar(self, functions: Sequence[FunctionOffered]) -> str:
        """The grammar of what follows the opening. Raises UserError where the functions are described at too great a length."""
        try:
            if self.fields is not None:
                return field_grammar({one.name: schema_of(one) for one in functions}, self.fields)
            return grammar_for({f"{one.name}{self.middle}": schema_of(one) for one in functions})
        except SchemaTooLarge as error:
            raise UserError(f"The parameters of the functions cannot be used: {error}.") from None

    def called(self, text: str, functions: Sequence[FunctionOffered]) -> FunctionCalled | None:
        """The call that stands behind the opening; None where it was cut short."""
        named = [one for one in functions if text.startswith(one.name + ("" if self.fields else self.middle))]
        if not named:
            return None
        function = max(named, key=lambda one: len(one.name))
        written = text.removeprefix(function.name)
        if self.fields is None:
            arguments = written.removeprefix(self.middle)
            return FunctionCalled(name=function.name, arguments=arguments) if _is_object(arguments) else None
        read = read_fields(written, schema_of(function), self.fields)
        if read is None:
            return None
        return FunctionCalled(name=function.name, arguments=json.dumps(read, ensure_ascii=False))

    def explained(self, functions: Sequence[FunctionOffered]) -> str:
        """What a model is told of the functions where its template does not."""
        listed = "\n".join(json.dumps(offered(one)["function"], ensure_ascii=False) for one in functions)
        form = f"{self.opening.strip()}NAME{self.middle}{{…}}"
        if self.own:
            return _EXPLAINED.format("a call of this form", form, listed)
        return _EXPLAINED.format("a JSON object of this form", form + "}", listed)


def format_of(template: ChatTemplate) -> CallFormat:
    """How calls are written in this template."""
    arguments = dict(zip(_NAMES, (_WORD, _NUMBER, _LAST), strict=True))
    try:
        told = template.rendered_messages([_QUESTION], _PROBED)
        text = template.rendered_messages([_QUESTION, {"role": "assistant", "content": _TEXT}, _QUESTION], _PROBED)
        rendered = [_called(template, one) for one in (arguments, {_NAMES[0]: _NUMBER}, {})]
    except ModelError:
        return CallFormat()
    heads = (told, text.partition(_TEXT)[0])
    head = next((one for one in heads if rendered[0].startswith(one)), rendered[0])
    opening, _, rest = rendered[0][len(head) :].partition(_NAME)
    if not opening.strip() or _RESULT not in rest:
        return CallFormat()
    middle, as_json, _ = rest.partition(json.dumps(arguments))
    listed = _NAME in told
    if as_json:
        return CallFormat(opening, middle, own=True, listed=listed)
    fields = _fields_of(rest, *(one[len(head) :].partition(_NAME)[2] for one in rendered[1:]))
    return CallFormat(opening, "", fields, own=True, listed=True) if fields and listed else CallFormat()


def offered(function: FunctionOffered) -> Message:
    """A function as templates are told of it."""
    told = {"name": function.name, "description": function.description, "parameters": schema_of(function)}
    return {"type": "function", "function": told}


def schema_of(function: FunctionOffered) -> dict[str, Any]:
    """The JSON Schema of a function's arguments, which are an object."""
    schema: dict[str, Any] = json.loads(function.parameters)
    return schema if schema.get("properties") else {"type": "object", "properties": {}, **schema}


_PROBED = [
    offered(
        FunctionOffered(
            _NAME,
            "Looks.",
            json.dumps({"type": "object", "properties": {name: {"type": "string"} for name in _NAMES}}),
        )
    )
]


def _called(template: ChatTemplate, arguments: Mapping[str, object]) -> str:
    """A conversation with a call of these arguments, and what that gave."""
    call = {"id": _ID, "type": "function", "function": {"name": _NAME, "arguments": arguments}}
    called = {"role": "assistant", "content": "", "tool_calls": [call]}
    result = {"role": "tool", "content": _RESULT, "tool_call_id": _ID, "name": _NAME}
    return template.rendered_messages([_QUESTION, called, result], _PROBED)


def _fields_of(several: str, number: str, none: str) -> FieldForm | None:
    """The form of arguments, told by what stands behind the name with a text, a number and a text; a number; and none."""
    parts = []
    rest = several
    for probe in (_NAMES[0], _WORD, _NAMES[1], str(_NUMBER), _NAMES[2], _LAST):
        part, found, rest = rest.partition(probe)
        if not found:
            return None
        parts.append(part)
    first, before_text, behind_text, before_number, behind_number, before_last = parts
    end_of_number = number.partition(str(_NUMBER))[2]
    text = Around(before_text, behind_text, _end(behind_text, rest))
    other = Around(before_number, behind_number, _end(behind_number, end_of_number))
    form = FieldForm(first, _end(first, none), text, other)
    return form if before_last == before_text and form.is_certain else None


def _end(goes_on: str, ends: str) -> str:
    """As much of what stands where nothing follows as tells it from where something does."""
    both = in_both(goes_on, ends)
    told = _ENDS_A_CALL.match(ends, len(both))
    return both + told[0] if told else ""


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
