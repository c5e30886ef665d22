"""What the command line understands of meetings: recording, transcribing, minutes, and the voices it remembers."""

import argparse
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_meeting_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """The commands for meetings; each takes the `shared` options too."""
    _add_transcribe(commands, shared)
    _add_minutes(commands, shared)
    _add_record(commands, shared)
    _add_voices(commands, shared)


def _add_transcribe(commands: Commands, shared: argparse.ArgumentParser) -> None:
    transcribe = commands.add_parser("transcribe", parents=[shared], help="write down what is said in recordings")
    transcribe.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    transcribe.add_argument("--language", metavar="L", help='such as "en" or "de"; found out if not given')
    transcribe.add_argument(
        "--speakers", type=_speakers, metavar="auto|N|off", help="tell N speakers apart, or as many as there are"
    )
    transcribe.add_argument("--vocabulary", metavar="WORDS", help="names and terms that may be said")
    transcribe.add_argument(
        "--library-names", action="store_true", help="listen for the names that stand out in your documents, too"
    )
    transcribe.add_argument(
        "--live", action="store_true", help="play each recording at its own pace and caption it; nothing is kept"
    )
    _add_handing_on(transcribe, "txt", ("txt", "srt", "vtt", "md", "json", "docx", "pdf"))


def _add_minutes(commands: Commands, shared: argparse.ArgumentParser) -> None:
    minutes = commands.add_parser("minutes", parents=[shared], help="summary, decisions, tasks and open questions")
    minutes.add_argument("meeting", nargs="?", metavar="FILE|ID", help="a recording, or the number of its transcript")
    minutes.add_argument("--template", default="general", metavar="T", help="the sections to write (general)")
    minutes.add_argument("--model", metavar="M", help="let this model write the summary")
    minutes.add_argument("--with-transcript", action="store_true", help="the transcript behind the minutes, too")
    minutes.add_argument("--templates", action="store_true", help="list the templates")
    minutes.add_argument("--keep-template", type=Path, metavar="FILE.md", help="keep a template of your own")
    _add_handing_on(minutes, "md", ("md", "txt", "json", "docx", "pdf"))


def _add_record(commands: Commands, shared: argparse.ArgumentParser) -> None:
    record = commands.add_parser("record", parents=[shared], help="record a meeting; Ctrl+C stops and keeps it")
    record.add_argument("--output", metavar="NAME", help="the meeting's title")
    record.add_argument("--for", type=_seconds, dest="seconds", metavar="SECONDS", help="stop after so long")
    record.add_argument(
        "--tracks",
        choices=("microphone", "system", "microphone,system"),
        help="what is recorded: the microphone, what the computer plays, or both (the setting recording.tracks)",
    )
    record.add_argument("--captions", action="store_true", help="write down what is said while it is said")
    record.add_argument("--transcribe", action="store_true", help="write down what was said, at once")
    record.add_argument("--devices", action="store_true", help="only list what can be recorded")


def _add_voices(commands: Commands, shared: argparse.ArgumentParser) -> None:
    voices = commands.add_parser("voices", help="the voices that are remembered, where you have switched that on")
    actions = voices.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", parents=[shared], help="everybody whose voice is kept")
    forget = actions.add_parser("forget", parents=[shared], help="erase voices for good")
    forget.add_argument("names", nargs="*", metavar="NAME")
    forget.add_argument("--all", action="store_true", dest="everybody", help="all of them, those without a name too")


def _add_handing_on(command: argparse.ArgumentParser, default: str, formats: tuple[str, ...]) -> None:
    """How a meeting is written into a file."""
    command.add_argument("--format", default=default, choices=formats)
    command.add_argument("--output", type=Path, metavar="DIR", help="write a file for each into this folder")
    command.add_argument(
        "--timestamps", action=argparse.BooleanOptionalAction, default=None, help="with the time of every line"
    )
    command.add_argument(
        "--names", action=argparse.BooleanOptionalAction, default=True, help="with the names of the speakers"
    )
    command.add_argument(
        "--redact", type=_redacted, default=(), metavar="KINDS", help="take out names, numbers, dates (names,numbers)"
    )
    command.add_argument("--keep", action="append", default=[], metavar="TEXT", help="but leave this in")


def _redacted(text: str) -> tuple[str, ...]:
    kinds = tuple(part.strip() for part in text.split(","))
    if wrong := [kind for kind in kinds if kind not in ("names", "numbers", "dates")]:
        raise argparse.ArgumentTypeError(f'{wrong[0]!r} cannot be redacted; choose among "names,numbers,dates"')
    return kinds


def _seconds(text: str) -> float:
    """A length of time above zero."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def _speakers(text: str) -> int | None:
    """How many speakers: 0 to find out, None not to tell them apart."""
    if text in ("auto", "off"):
        return 0 if text == "auto" else None
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f'{text!r} is neither "auto" nor "off" nor a number of speakers')
