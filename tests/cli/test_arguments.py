"""The command line's help is part of its contract: a change of it shows in a golden file."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.arguments import parser

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "help.txt"


def help_pages(root: argparse.ArgumentParser) -> Iterator[str]:
    """The help of a parser and of all its subcommands."""
    yield root.format_help()
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                assert command.format_help(), name
                yield from help_pages(command)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other versions of Python lay help out differently")
def test_the_help_is_the_one_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change that is meant: write what `help_pages` gives, 100 columns wide, to the golden file."""
    monkeypatch.setenv("COLUMNS", "100")
    assert "\n---\n".join(help_pages(parser())) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "ask Q a.pdf b.pdf --collection C --model M --no-documents --json",
        "library add P --collection C --wait",
        "search --queries F.jsonl --top 5 --json",
        "transcribe a.wav --language de --format srt --output out --json",
        "models fetch A B",
        "privacy proof --json",
        "backup F --json",
        "restore F",
        "update F --older",
        "open kit.alcovepack",
    ],
)
def test_what_other_programs_rely_on_is_understood(line: str) -> None:
    assert parser().parse_args(line.split()).command == line.split()[0]


@pytest.mark.parametrize("wrong", ["--scale 3", "--scale nan", "--scale much", "--off"])
def test_an_adapter_is_not_taken_into_use_with_what_cannot_be(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(["models", "adapters", "tone", *wrong.split()])
    assert wrong.split()[0] in capsys.readouterr().err


@pytest.mark.parametrize("line", ["", "--profile P", "--profile P library list", "library list --profile P"])
def test_the_profile_may_stand_before_or_after_the_command(line: str) -> None:
    parsed = parser().parse_args(line.split())
    assert parsed.profile == (Path("P") if "P" in line else None)
