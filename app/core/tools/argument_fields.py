"""Arguments of a function written one by one, as some families of models write them, in place of one JSON object.

Texts stand as they are, up to what ends them; everything else is JSON. What may be written is said by a grammar
(`json_grammar`), which knows no text but by what must not be in it: an automaton after Knuth, Morris and Pratt (1977).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.tools.json_grammar import Grammar, literal, texts_in


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around values of a kind: before each, behind one that another follows, and behind the last."""

    before: str
    between: str
    after: str

    @property
    def end(self) -> str:
        """What is certain to stand behind a value."""
        return in_both(self.between, self.after)


@dataclass(frozen=True, slots=True)
class FieldForm:
    """How arguments are written: `first` stands before the first name, and `none` in place of all where there are none."""

    first: str
    none: str
    text: Around
    other: Around

    def around(self, schema: object) -> Around:
        """What stands around a value of this schema."""
        return self.text if _is_text(schema) else self.other

    @property
    def is_certain(self) -> bool:
        """Whether what is written so can be read again."""
        ends = (self.text.end, self.other.after, self.none, self.text.before, self.other.before)
        return all(ends) and self.text.between != self.text.after and self.other.between != self.other.after


def in_both(one: str, other: str) -> str:
    """What both texts begin with."""
    return one[
        : next(
            (place for place, letters in enumerate(zip(one, other, strict=False)) if len(set(letters)) > 1),
            len(min(one, other, key=len)),
        )
    ]


def field_grammar(functions: Mapping[str, Mapping[str, Any]], form: FieldForm) -> str:
    """GBNF whose root is one of these functions' names and arguments of its schema. Raises SchemaTooLarge."""
    grammar = Grammar()
    text = _until(form.text.end, grammar)
    choices = []
    for name, schema in functions.items():
        grammar.begin(schema)
        choices.append(f"{literal(name)} {_members(schema, form, text, grammar)}")
    return grammar.written(" | ".join(choices))


def read_fields(text: str, schema: Mapping[str, Any], form: FieldForm) -> dict[str, Any] | None:
    """The arguments that are written in `text`, behind the function's name; None where they are cut short."""
    if text.startswith(form.none):
        return {}
    properties = _properties(schema)
    found: dict[str, Any] = {}
    rest = text
    lead = form.first
    while rest.startswith(lead):
        named = [name for name in properties if rest.startswith(f"{lead}{name}{form.around(properties[name]).before}")]
        if not named:
            return None
        name = max(named, key=len)
        around = form.around(properties[name])
        is_text = _is_text(properties[name])
        rest = rest[len(lead) + len(name) + len(around.before) :]
        try:
            if is_text:
                end = rest.index(around.end)
                found[name] = rest[:end]
            else:
                found[name], end = json.JSONDecoder().raw_decode(rest)
        except (ValueError, RecursionError):
            return None
        rest = rest[end:]
        if rest.startswith(around.after):
            return found
        lead = around.between
    return None


def _members(schema: Mapping[str, Any], form: FieldForm, text: str, grammar: Grammar) -> str:
    """The rule of all arguments: each is there, or is left away where it may be, and then come those after it.

    What follows depends on what was written before it: on nothing, or on a value of either kind.
    """
    needed = texts_in(schema.get("required"))
    before: tuple[Around | None, ...] = (None, form.text, form.other)
    rest = [grammar.named(literal(_behind(around, form, last=True))) for around in before]
    for name, one in reversed(_properties(schema).items()):
        around, is_text = form.around(one), _is_text(one)
        value = _text(one, around.end, text) if is_text else f"{grammar.rule(one)} {literal(around.end)}"
        written = f"{value} {rest[1] if is_text else rest[2]}"
        rest = [
            grammar.named(
                f"{literal(_behind(kind, form) + name + around.before)} {written}"
                + ("" if name in needed else f" | {rest[place]}")
            )
            for place, kind in enumerate(before)
        ]
    return rest[0]


def _behind(around: Around | None, form: FieldForm, *, last: bool = False) -> str:
    """What is written behind a value of this kind, whose end is a part of its rule, or in the beginning."""
    if around is None:
        return form.none if last else form.first
    return (around.after if last else around.between)[len(around.end) :]


def _text(schema: object, end: str, text: str) -> str:
    """The rule of a text with its end: any, or one of those that the schema names."""
    values = _texts_named(schema)
    return f"({' | '.join(map(literal, values))}) {literal(end)}" if values else text


def _texts_named(schema: object) -> list[str]:
    if not isinstance(schema, dict):
        return []
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return values if isinstance(values, list) and all(isinstance(value, str) for value in values) else []


def _is_text(schema: object) -> bool:
    return isinstance(schema, dict) and (bool(_texts_named(schema)) or schema.get("type") == "string")


def _properties(schema: Mapping[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties")
    return properties if isinstance(properties, dict) else {}


def _until(end: str, grammar: Grammar) -> str:
    """The rule of everything up to and with the first `end`: a rule for each number of its letters that are read."""
    letters = sorted(set(end))
    others = "".join(map(_in_class, [*letters, "\0"]))

    def bodies(names: Sequence[str]) -> list[str]:
        def choice(read: str, letter: str) -> str:
            reached = _overlap(read + letter, end)
            return f"[{_in_class(letter)}]" + (f" {names[reached]}" if reached < len(end) else "")

        return [
            " | ".join([f"[^{others}] {names[0]}", *(choice(end[:count], letter) for letter in letters)])
            for count in range(len(end))
        ]

    return grammar.numbered(len(end), bodies)[0]


def _overlap(read: str, end: str) -> int:
    """How many first letters of `end` stand at the end of what was read."""
    return next(count for count in range(len(end), -1, -1) if read.endswith(end[:count]))


def _in_class(letter: str) -> str:
    return f"\\U{ord(letter):08x}"
