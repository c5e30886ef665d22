"""The grammar (GBNF) of the JSON values that a JSON Schema describes, so that a model can write no others.

Source: https://json-schema.org/draft/2020-12, of which it is the part that describes arguments of functions. What it does
not know (patterns, lengths, conditions) is passed over: the value has the right shape, and is the caller's to check.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_DEEPEST = 16
_MOST_RULES = 2000
_MOST_CHARACTERS = 500_000
_ANYTHING = r"""
value ::= object | array | string | number | boolean | null
object ::= "{" (string ": " value (", " string ": " value)*)? "}"
array ::= "[" (value (", " value)*)? "]"
string ::= "\"" ([^"\\\x00-\x1f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4}))* "\""
number ::= integer ("." [0-9]+)? ([eE] [-+]? [0-9]+)?
integer ::= "-"? ("0" | [1-9] [0-9]{0,15})
boolean ::= "true" | "false"
null ::= "null"
"""
_KNOWN = ("object", "array", "string", "number", "integer", "boolean", "null")


class SchemaTooLarge(ValueError):
    """A schema that is nested too deeply, or describes too much."""


def grammar_for(alternatives: Mapping[str, Mapping[str, Any]]) -> str:
    """GBNF whose root is one of these texts, each followed by a value of its schema. Raises SchemaTooLarge."""
    grammar = Grammar()
    choices = []
    for text, schema in alternatives.items():
        grammar.begin(schema)
        choices.append(f"{literal(text)} {grammar.rule(schema)}")
    return grammar.written(" | ".join(choices))


def literal(text: str) -> str:
    """A text as GBNF quotes it."""
    return json.dumps(text, ensure_ascii=False)


def _definitions(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        f"#/{place}/{name}": one
        for place in ("$defs", "definitions")
        if isinstance(schema.get(place), dict)
        for name, one in schema[place].items()
    }


class Grammar:
    """Rules as they are made, for one schema after another."""

    def __init__(self) -> None:
        self._rules: list[str] = []
        self._definitions: dict[str, Any] = {}
        self._depth = 0
        self._characters = 0

    def begin(self, schema: Mapping[str, Any]) -> None:
        """From now on, references mean what this schema defines."""
        self._definitions = _definitions(schema)

    def written(self, root: str) -> str:
        """All of it as GBNF, with this body of its root."""
        return "\n".join([f"root ::= {root}", *self._rules]) + _ANYTHING

    def rule(self, schema: object) -> str:
        """The name of what describes a value of this schema."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise SchemaTooLarge("it is nested too deeply")
        try:
            return self._rule(schema)
        finally:
            self._depth -= 1

    def _rule(self, schema: object) -> str:
        if not isinstance(schema, dict):
            return "value"
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference in self._definitions:
            return self.rule(self._definitions[reference])
        if (values := _values(schema)) is not None:
            return self.named(" | ".join(literal(json.dumps(value, ensure_ascii=False)) for value in values))
        for several in ("anyOf", "oneOf"):
            if isinstance(schema.get(several), list) and schema[several]:
                return self.named(" | ".join(self.rule(one) for one in schema[several]))
        kind = schema.get("type")
        if isinstance(kind, list) and kind:
            return self.named(" | ".join(self.rule({**schema, "type": one}) for one in kind))
        if isinstance(schema.get("properties"), dict):
            return self._object(schema["properties"], schema.get("required"))
        if kind == "array" and "items" in schema:
            item = self.rule(schema["items"])
            return self.named(f'"[" ({item} (", " {item})*)? "]"')
        return kind if kind in _KNOWN else "value"

    def _object(self, properties: Mapping[str, Any], required: object) -> str:
        """Its members in the order of the schema: each rule is one of them, where it is there, and what follows."""
        needed = texts_in(required)
        first, more = '"}"', '"}"'
        for name, schema in reversed(list(properties.items())):
            member = f"{literal(json.dumps(name, ensure_ascii=False) + ': ')} {self.rule(schema)} {more}"
            without_it = ("", "") if name in needed else (f" | {first}", f" | {more}")
            first, more = self.named(member + without_it[0]), self.named(f'", " {member}{without_it[1]}')
        return self.named(f'"{{" {first}')

    def named(self, body: str) -> str:
        """The name of a new rule with this body."""
        [name] = self.numbered(1, lambda _names: [body])
        return name

    def numbered(self, count: int, bodies: Callable[[Sequence[str]], Sequence[str]]) -> Sequence[str]:
        """The names of so many new rules, whose bodies may name one another."""
        first = len(self._rules)
        names = [f"r{number}" for number in range(first, first + count)]
        written = bodies(names)
        self._characters += sum(map(len, written))
        if first + count > _MOST_RULES or self._characters > _MOST_CHARACTERS:
            raise SchemaTooLarge("it describes too much")
        self._rules += [f"{name} ::= {body}" for name, body in zip(names, written, strict=True)]
        return names


def texts_in(listed: object) -> set[str]:
    """The texts in what should be a list of them."""
    return {one for one in listed if isinstance(one, str)} if isinstance(listed, list) else set()


def _values(schema: Mapping[str, Any]) -> Sequence[object] | None:
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum")
    return values if isinstance(values, list) and values else None
