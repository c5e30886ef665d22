"""A policy as it is delivered, a JSON file or names and values, read into one that is in order, or what is wrong with it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.administration.policy import Policy, RuleValue, rule
from app.core.errors import RefusedByPolicy, UserError

_SCHEMA_KEY = "$schema"
"""A policy may name its schema, so that an editor checks it while it is written."""
_USUAL_MISTAKES = (
    (("//", "/*", "#"), "it has no comments; remove this one"),
    (("'", "“", "„"), 'names and texts stand in straight quotation marks, as in "this"'),
    (("True", "False", "yes", "no"), "yes and no are written true and false"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a policy's file, and in which line; line 0 is no line in particular."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}" if self.line else self.sentence


def parsed_policy(untrusted_text: str, source: str) -> Policy:
    """The policy in a JSON file.

    Raises:
        RefusedByPolicy: it is not in order; the sentence names the first line that is not, and what to do.
    """
    values, problems = _read(untrusted_text)
    if problems:
        raise refusal(source, str(problems[0]))
    return Policy(values, source)


def checked_policy(untrusted_values: Mapping[str, object], source: str) -> Policy:
    """The policy a management system delivered as names and values. Raises as `parsed_policy` does."""
    values, problems = _checked(untrusted_values, lambda _name: 0)
    if problems:
        raise refusal(source, str(problems[0]))
    return Policy(values, source)


def problems_of(untrusted_values: Mapping[str, object]) -> tuple[Problem, ...]:
    """All that is wrong in names and values that a management system is to deliver."""
    return _checked(untrusted_values, lambda _name: 0)[1]


def policy_problems(untrusted_text: str) -> tuple[Problem, ...]:
    """All that is wrong in a policy's JSON text, by line; nothing for one that is in order."""
    return _read(untrusted_text)[1]


def refusal(source: str, what: str) -> RefusedByPolicy:
    """The error for a policy that cannot be used: Alcove stays closed."""
    return RefusedByPolicy(
        f"The policy {source} cannot be used, so Alcove stays closed: {what.rstrip('.')}. Tell your administrator."
    )


def _read(untrusted_text: str) -> tuple[dict[str, RuleValue], tuple[Problem, ...]]:
    twice: list[str] = []

    def gathered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        names = [name for name, _ in pairs]
        twice.extend(name for name in found if names.count(name) > 1)
        return found

    try:
        untrusted = json.loads(untrusted_text, object_pairs_hook=gathered)
    except json.JSONDecodeError as error:
        return {}, (_not_json(error),)
    except RecursionError:
        return {}, (Problem(0, "This is nested too deeply for a policy."),)
    except ValueError:
        return {}, (Problem(0, "This holds a number of thousands of digits, which no rule takes."),)
    if not isinstance(untrusted, dict):
        return {}, (Problem(1, "A policy is a JSON object: names of rules, and what they say."),)
    untrusted.pop(_SCHEMA_KEY, None)
    values, problems = _checked(untrusted, lambda name: _line_of(name, untrusted_text))
    repeated = tuple(Problem(_line_of(name, untrusted_text), f"{name!r} stands here twice.") for name in twice)
    return values, tuple(sorted((*problems, *repeated), key=lambda problem: problem.line))


def _not_json(error: json.JSONDecodeError) -> Problem:
    """Where, and what was most likely meant; else what the parser says."""
    before, rest = error.doc[: error.pos].rstrip(), error.doc[error.pos :].lstrip()
    if before.endswith(",") and rest[:1] in ("}", "]"):
        what = "a comma stands before the closing bracket; remove it"
        return Problem(before.count("\n") + 1, f"This is not JSON: {what}.")
    if not rest:
        return Problem(error.lineno, f"This is not JSON: it {'ends too early' if before else 'is empty'}.")
    said = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
    usual = next((what for begun, what in _USUAL_MISTAKES if rest.startswith(begun)), said)
    return Problem(error.lineno, f"This is not JSON: {usual}.")


def _checked(
    untrusted: Mapping[str, object], line_of: Callable[[str], int]
) -> tuple[dict[str, RuleValue], tuple[Problem, ...]]:
    values: dict[str, RuleValue] = {}
    problems = []
    for name, untrusted_value in untrusted.items():
        try:
            values[name] = rule(name).checked(untrusted_value)
        except UserError as error:
            problems.append(Problem(line_of(name), str(error)))
    return values, tuple(problems)


def _line_of(name: str, text: str) -> int:
    found = re.search(re.escape(json.dumps(name)) + r"\s*:", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
