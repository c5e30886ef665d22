"""The manual page, made from the parser of the command line: whatever it understands is in it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from app import __version__
from app.cli.arguments import EXIT_CODES, parser


def manual_page(built_s: int) -> str:
    """The page `alcove(1)` in roff; `built_s` is the time of the build in seconds since 1970."""
    root = parser()
    day = datetime.fromtimestamp(built_s, UTC).date().isoformat()
    lines = [
        f'.TH ALCOVE 1 "{day}" "Alcove {__version__}" "Alcove"',
        ".SH NAME",
        f"alcove \\- {_escaped(str(root.description)[0].lower() + str(root.description)[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {_escaped(_usage(root))}",
        ".SH DESCRIPTION",
        "Without a command the window is opened.",
        ".SH OPTIONS",
        *_options(root),
        ".SH COMMANDS",
        *_commands(root, known=root),
        ".SH EXIT STATUS",
        ".nf",
        *(_escaped(line) for line in EXIT_CODES.splitlines()[1:]),
        ".fi",
    ]
    return "\n".join(lines) + "\n"


def _commands(parent: argparse.ArgumentParser, known: argparse.ArgumentParser) -> Iterator[str]:
    for action in parent._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield f".SS {_escaped(_usage(command))}"
                if command.description:
                    yield _escaped(command.description)
                yield from _options(command, known)
                yield from _commands(command, known)


def _options(command: argparse.ArgumentParser, known: argparse.ArgumentParser | None = None) -> Iterator[str]:
    """Its arguments, without the options of `known`, which stand above them already."""
    told = known._option_string_actions if known else {}
    formatter = argparse.HelpFormatter(command.prog)
    for action in command._actions:
        hidden = action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction)
        if not hidden and not (action.option_strings and action.option_strings[0] in told):
            yield ".TP"
            yield f".B {_escaped(formatter._format_action_invocation(action))}"
            yield _escaped(formatter._expand_help(action)) if action.help else ""


def _usage(command: argparse.ArgumentParser) -> str:
    """The call without the options, which are listed below it."""
    words = [f"[{action.dest.upper()}]" if action.nargs in ("?", "*") else str(action.metavar or action.dest.upper())
             for action in command._actions if not action.option_strings]  # fmt: skip
    return " ".join([command.prog.split(" [")[0], *words])


def _escaped(text: str) -> str:
    """Text that roff takes as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
