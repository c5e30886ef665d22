"""How a model is asked to fill in the call of a tool: the prompt, and the grammar (GBNF) that it can only write a call in.

The prompt holds the tool and the user's question, and no word of any document or answer. Numbers, days and words are no
free text either: the grammar holds those of the question, and nothing else can be written.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date

from app.core.asking.conversations import Role
from app.core.asking.prompting import Prompt, PromptTurn
from app.core.tools.arithmetic import all_numbers_in, divides_thousands_by_dots, numbers_in
from app.core.tools.tools import CALCULATE_DATE, COMPUTE, Call, Parameter, Slot, Tool, called
from app.core.words.due_dates import due_dates

_MOST_WORDS = 60
_WORD = re.compile(r"[^\s\"\\\x00-\x1f]+")
"""What needs no escape, in JSON or in GBNF."""
_COUNTED = re.compile(
    r"\b\d+[ -](?:working |business )?(?:days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?)\b",
    re.IGNORECASE,
)
"""Time that is to be counted from a day."""
_INSTRUCTIONS = "You fill in the call of a tool from a question. Write the call and nothing else."
_EXPRESSION = r"""
expression ::= term (" " [-+*/] " " term)*
term ::= operand | "(" operand (" " [-+*/] " " operand)+ ")"
operand ::= number "%"?
"""
"""No brackets inside brackets: small models open them without end."""
_COUNTS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12")
"""Whatever is counted is not always written: the average of three numbers is divided by a 3 that nobody said."""


def prompt_for(tool: Tool, question: str) -> Prompt:
    """What a model reads to fill in a call: the tool, examples, and the question."""
    parameters = "; ".join(f"{one.name}: {one.help}, {_told(one)}" for one in tool.schema)
    turns = [PromptTurn(Role.SYSTEM, f"{_INSTRUCTIONS} The tool {tool.name} {tool.help}. {parameters}.")]
    for asked, values in tool.examples:
        turns += [PromptTurn(Role.USER, asked), PromptTurn(Role.ASSISTANT, as_written(tool, values))]
    return Prompt((*turns, PromptTurn(Role.USER, question)), question=question)


def grammar_of(tool: Tool, question: str, today: date) -> str | None:
    """The grammar of a call of this tool for this question; None where the question lacks what it needs."""
    rules = [_root(tool)]
    for parameter in tool.schema:
        values = _values(parameter, question, today)
        if not values and not parameter.optional:
            return None
        rules.append(_rule(parameter, values))
        if parameter.slot is Slot.EXPRESSION:
            rules.append(f"{_EXPRESSION}number ::= {_choice((*values, *_unsaid(question)))}")
    return "\n".join(rules) + "\n"


def call_from(tool: Tool, untrusted_text: str) -> Call | None:
    """The call a model has written; None where it was cut short, or is none."""
    try:
        values = json.loads(untrusted_text)
    except ValueError:
        return None
    if not isinstance(values, dict) or set(values) != {one.name for one in tool.schema}:
        return None
    written = [values[one.name] for one in tool.schema]
    return called(tool, *written) if all(isinstance(one, str) for one in written) else None


def as_written(tool: Tool, values: Sequence[str]) -> str:
    """A call as a model writes it under its grammar."""
    return json.dumps(dict(zip((one.name for one in tool.schema), values, strict=True)), ensure_ascii=False)


def settled(call: Call, question: str, today: date) -> Call | None:
    """A call that a model filled in, with its days as ISO 8601; None where it cannot be what the question means."""
    given = call.given
    if call.tool == COMPUTE.name:
        return call if uses_every_number(given["expression"], question) else None
    if call.tool != CALCULATE_DATE.name:
        return call
    days = {due.text: str(due.day) for due in due_dates(question, today)}
    day, other = days[given["day"]], days.get(given.get("other_day", ""), "")
    operation, amount, unit = given["operation"], given.get("amount", ""), given.get("unit", "")
    if operation == "between":
        return called(CALCULATE_DATE, operation, day, other, "", unit) if other and other != day else None
    if len(days) > 1 or _COUNTED.search(question):
        counts = amount.isdigit() and f"{amount} {unit[:2]}" in question.casefold().replace("-", " ")
        moves = operation in ("after", "before") and unit and counts
        return called(CALCULATE_DATE, operation, day, "", amount, unit) if moves else None
    return called(CALCULATE_DATE, operation, day, "", "", "")


def uses_every_number(expression: str, question: str) -> bool:
    """Whether a calculation leaves none of the question's numbers out, and takes each no more often than it is said."""
    asked = all_numbers_in(question, divides_thousands_by_dots(question))
    used = re.findall(r"\d+(?:\.\d+)?", expression)
    return all(used.count(number) == asked.count(number) for number in asked)


def _unsaid(question: str) -> tuple[str, ...]:
    return _COUNTS if re.search(r"\b(?:average|mean|durchschnitt\w*|mittelwert)\b", question, re.IGNORECASE) else ()


def _values(parameter: Parameter, question: str, today: date) -> tuple[str, ...]:
    if parameter.slot is Slot.CHOICE:
        return parameter.choices
    if parameter.slot in (Slot.NUMBER, Slot.EXPRESSION):
        return numbers_in(question)
    if parameter.slot is Slot.DAY:
        return tuple(dict.fromkeys(due.text for due in due_dates(question, today)))
    return tuple(_WORD.findall(question)[:_MOST_WORDS])


def _told(parameter: Parameter) -> str:
    told = ", ".join(parameter.choices) if parameter.choices else parameter.slot.value
    return f"{told}, or nothing" if parameter.optional else told


def _root(tool: Tool) -> str:
    pairs = [f'"\\"{one.name}\\": \\"" {_name(one)} "\\""' for one in tool.schema]
    return 'root ::= "{" ' + ' ", " '.join(pairs) + ' "}"'


def _rule(parameter: Parameter, values: tuple[str, ...]) -> str:
    if parameter.slot is Slot.EXPRESSION:
        return f"{_name(parameter)} ::= expression"
    if parameter.slot is Slot.WORDS and values:
        return _span(_name(parameter), values, parameter.optional)
    told = (*values, *([""] if parameter.optional else []))
    return f"{_name(parameter)} ::= {_choice(told)}"


def _span(name: str, words: Sequence[str], optional: bool) -> str:
    """Some words of the question as they follow each other: each rule is one word and, if it goes on, the next."""
    last = len(words) - 1
    rules = [f"{name} ::= " + " | ".join(f"{name}-{at}" for at in range(len(words))) + (' | ""' if optional else "")]
    rules += [
        f"{name}-{at} ::= {_literal(word)}" + (f' (" " {name}-{at + 1})?' if at < last else "")
        for at, word in enumerate(words)
    ]
    return "\n".join(rules)


def _name(parameter: Parameter) -> str:
    return f"the-{parameter.name.replace('_', '-')}"


def _choice(values: Iterable[str]) -> str:
    return " | ".join(_literal(value) for value in dict.fromkeys(values))


def _literal(text: str) -> str:
    """A text as GBNF quotes it."""
    return f'"{text}"'
