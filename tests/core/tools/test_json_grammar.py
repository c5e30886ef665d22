"""The grammar of the values that a JSON Schema describes; that models keep to it is shown with the worker's tests."""

from typing import Any

import pytest

from app.core.tools.json_grammar import SchemaTooLarge, grammar_for, literal


def rules(schema: dict[str, Any]) -> dict[str, str]:
    lines = grammar_for({"": schema}).splitlines()
    return dict(line.split(" ::= ", 1) for line in lines if " ::= " in line)


def test_the_root_is_one_of_the_texts_with_its_value() -> None:
    grammar = grammar_for({'add", ': {"type": "integer"}, "stop": {"type": "null"}})
    assert grammar.startswith(r'root ::= "add\", " integer | "stop" null')


def test_members_stand_in_the_order_of_the_schema_and_only_optional_ones_may_be_missing() -> None:
    schema = {"properties": {"a": {"type": "integer"}, "b": {"type": "string"}}, "required": ["a"]}
    found = rules(schema)
    assert found["root"] == '"" r4'
    assert found["r4"] == '"{" r2'
    assert found["r2"] == literal('"a": ') + " integer r1", "the first member, which has to be there"
    assert found["r1"] == '", " ' + literal('"b": ') + ' string "}" | "}"', "the second one, or the end"


@pytest.mark.parametrize(
    ("schema", "rule"),
    [
        ({"enum": ["a", 1, None]}, r'"\"a\"" | "1" | "null"'),
        ({"const": True}, '"true"'),
        ({"type": ["string", "null"]}, "string | null"),
        ({"anyOf": [{"type": "integer"}, {"type": "boolean"}]}, "integer | boolean"),
        ({"type": "array", "items": {"type": "number"}}, '"[" (number (", " number)*)? "]"'),
        ({"properties": {}}, '"{" "}"'),
    ],
)
def test_kinds_of_values_have_their_rules(schema: dict[str, Any], rule: str) -> None:
    assert rules(schema)["r0"] == rule


def test_references_are_followed_and_what_is_unknown_may_be_anything() -> None:
    schema = {"properties": {"it": {"$ref": "#/$defs/Day"}}, "$defs": {"Day": {"enum": ["Monday"]}}}
    assert rules(schema)["r0"] == r'"\"Monday\""'
    assert rules({"pattern": "^a"})["root"] == '"" value'
    assert rules({"$ref": "https://example.org/schema"})["root"] == '"" value', "nothing is fetched"


@pytest.mark.parametrize(
    "odd",
    [{"$ref": ["#/$defs/Day"]}, {"$ref": {}}, {"type": {"a": 1}}, {"type": "regex"}, {"enum": 5}, {"anyOf": 5}, 5],
)
def test_what_is_no_schema_may_be_anything(odd: object) -> None:
    assert rules({"properties": {"it": odd}, "required": [{}]})["r1"].endswith(' value "}" | "}"')


def test_a_schema_without_an_end_is_refused() -> None:
    with pytest.raises(SchemaTooLarge, match="nested too deeply"):
        grammar_for(
            {"": {"$ref": "#/$defs/List", "$defs": {"List": {"items": {"$ref": "#/$defs/List"}, "type": "array"}}}}
        )
    wide = {"properties": {f"p{number}": {"enum": [number]} for number in range(1000)}}
    with pytest.raises(SchemaTooLarge, match="too much"):
        grammar_for({"": wide})
    many = {"$defs": {"Long": {"enum": ["x" * 1000] * 100}}, "properties": {}}
    many["properties"] = {f"p{number}": {"$ref": "#/$defs/Long"} for number in range(100)}
    with pytest.raises(SchemaTooLarge, match="too much"):
        grammar_for({"": many})
