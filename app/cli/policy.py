"""`alcove policy`: what the administrator has fixed, and whether a policy's file is in order."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli.output import Output
from app.core.administration.policy import RULES, Policy, Rule, RuleValue, rule
from app.core.administration.policy_reading import Problem
from app.core.errors import RefusedByPolicy
from app.core.setting import type_words

_NONE = "There is no policy on this machine; users decide for themselves."


def run(
    policy: Callable[[], Policy],
    problems_in: Callable[[Path], Sequence[Problem]],
    arguments: argparse.Namespace,
    output: Output,
) -> int:
    """Show or explain the policy in force, which `policy` reads, or check a file before it is rolled out."""
    if arguments.action == "lint":
        path = arguments.working_directory / arguments.path
        return _lint(path, problems_in(path), output)
    if arguments.action == "explain":
        return _explain(policy(), rule(arguments.name), output)
    return _show(policy(), output)


def _show(policy: Policy, output: Output) -> int:
    if output.as_json:
        output.value({"source": policy.source or None, "rules": {name: policy.shown(name) for name in policy.values}})
        return 0
    output.line(f"In force: {policy.source}" if policy.source else _NONE)
    for name in RULES:
        mark = "set    " if name in policy.values else "not set"
        output.line(f"{mark}  {name} = {_written(rule(name), policy.shown(name))}")
    return 0


def _explain(policy: Policy, explained: Rule, output: Output) -> int:
    value, is_set = policy.shown(explained.name), explained.name in policy.values
    if output.as_json:
        output.value(
            {
                "name": explained.name,
                "help": explained.declared.help,
                "takes": _takes(explained),
                "default": explained.default,
                "set": is_set,
                "value": value,
                "source": policy.source or None,
            }
        )
        return 0
    output.line(f"{explained.name}: {explained.declared.help}")
    output.line(f"It takes {_takes(explained)}; where no policy sets it, {_unset(explained)}.")
    output.line(
        f"Here it is {_written(explained, value)}, set by {policy.source}." if is_set else "Here no policy sets it."
    )
    return 0


def _lint(path: Path, problems: Sequence[Problem], output: Output) -> int:
    """Exit code 5 for a policy that Alcove would refuse."""
    if output.as_json:
        output.value({"valid": not problems, "problems": problems})
    else:
        for problem in problems:
            output.line(f"{path}: {problem}")
        if not problems:
            output.line(f"{path} is in order.")
    return RefusedByPolicy.exit_code if problems else 0


def _takes(explained: Rule) -> str:
    return "a list of texts" if explained.many else type_words(explained.declared)


def _unset(explained: Rule) -> str:
    if explained.is_setting:
        return "each user may change it"
    return f"it is {_written(explained, explained.default)}"


def _written(shown: Rule, value: RuleValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or ("none" if shown.in_addition else "any")
    return str(value) or "(empty)"
