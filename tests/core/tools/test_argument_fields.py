"""Arguments that are written one by one; that models keep to the grammar is shown with the worker's tests."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.tools.argument_fields import Around, FieldForm, field_grammar, in_both, read_fields

TAGGED = Around("=", "</>,", "</>.")
QUOTED = FieldForm("(", "()", Around(":`", "`;", "`)"), Around(":", ";", ")"))
FORM = FieldForm("(", "()", TAGGED, TAGGED)
PROPERTIES = {"word": {"type": "string"}, "words": {"type": "array"}, "size": {"enum": ["s", "l"]}}
SCHEMA = {"properties": PROPERTIES, "required": ["word"]}


def written(arguments: dict[str, Any], form: FieldForm) -> str:
    """The opposite of reading, for texts and whole numbers."""
    told, lead = "", form.first
    for name, value in arguments.items():
        around = form.text if isinstance(value, str) else form.other
        told += f"{lead}{name}{around.before}{value}"
        lead, end = around.between, around.after
    return told + end if arguments else form.none


@pytest.mark.parametrize("form", [FORM, QUOTED])
@given(
    word=st.text(alphabet="a <>/.,=;:()"),
    words=st.lists(st.integers(-9, 9), max_size=2),
    size=st.sampled_from(["s", "l"]),
)
def test_what_is_written_is_read(form: FieldForm, word: str, words: list[int], size: str) -> None:
    arguments = {"word": word.replace("</>", ""), "words": words, "size": size}
    assert read_fields(written(arguments, form), SCHEMA, form) == arguments
    assert read_fields(written({}, form), SCHEMA, form) == {}


@pytest.mark.parametrize(
    "text", ["", "(", "(word=a", "(word=a</>", "(words=[1", "(words=x</>.", "(other=1</>.", "word=a</>."]
)
def test_what_is_cut_short_or_odd_is_nothing(text: str) -> None:
    assert read_fields(text, SCHEMA, FORM) is None


def test_the_grammar_lets_only_what_may_be_missing_be_missing() -> None:
    rules = dict(line.split(" ::= ", 1) for line in field_grammar({"look": SCHEMA}, FORM).splitlines() if "::=" in line)
    root = rules["root"].removeprefix('"look" ')
    assert rules[root].startswith('"(word=" r0 ')
    assert " | " not in rules[root], "the first one has to be there"
    after_it = rules[root].split()[-1]
    assert rules[after_it].startswith('",words=" array "</>" ')
    assert " | " in rules[after_it]


def test_a_text_ends_where_its_end_first_stands() -> None:
    """The rules are an automaton; here it is let run."""
    lines = [line.split(" ::= ", 1) for line in field_grammar({"f": {}}, QUOTED).splitlines() if "::=" in line]
    assert dict(lines)["r0"] == r"[^\U00000060\U00000000] r0 | [\U00000060]"
    rules = dict(line.split(" ::= ", 1) for line in field_grammar({"f": {}}, FORM).splitlines() if "::=" in line)
    assert [rules[f"r{number}"].count("r0") for number in range(3)] == [3, 2, 2]
    assert rules["r2"].endswith(r"[\U0000003e]"), "the end, behind which the text's rule ends"


@pytest.mark.parametrize(
    ("one", "other", "both"), [("", "a", ""), ("ab", "ab", "ab"), ("abc", "abd", "ab"), ("a", "ab", "a")]
)
def test_what_two_texts_begin_with(one: str, other: str, both: str) -> None:
    assert in_both(one, other) == both
