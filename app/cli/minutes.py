"""`alcove minutes`."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.cli.handing_on import export_asked_for, folder_for, require_folder
from app.cli.lanes import transcribed_in_turn
from app.cli.numbers import row_number
from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Event, MinutesWritten
from app.core.exporting.paper import coverage_words
from app.core.meetings.transcript import Listening
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Write the minutes of a meeting, or say something of the templates."""
    if arguments.templates:
        return _list_templates(application, output)
    if arguments.keep_template is not None:
        return _keep_template(application, arguments, output)
    if arguments.meeting is None:
        raise UserError("Name a recording, or the number of a transcript: alcove minutes FILE")
    application.permissions.require("export.allowed")
    require_folder(arguments, output)
    transcript_id = _transcript_id(application, arguments, output, cancel)
    _write(application, transcript_id, arguments, output, cancel)
    handed_on = export_asked_for(arguments, minutes=True)
    if arguments.output is not None:
        target = folder_for(arguments) / application.exporting.file_name(transcript_id, handed_on)
        output.event(application.exporting.write(transcript_id, handed_on, target, cancel))
    if output.as_json:
        output.value(application.exporting.handed_on(transcript_id, handed_on)[1])
    elif arguments.output is None:
        output.text(application.exporting.content(transcript_id, handed_on, cancel).decode())
    return 0


def _transcript_id(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """The transcript named by its number, or that of a recording, which is transcribed where it was not yet."""
    name: str = arguments.meeting
    path: Path = (arguments.working_directory / name).resolve()
    number = row_number(name)
    if number is not None and not path.exists():
        return application.meetings.transcript(number).id
    for transcript in application.meetings.transcripts():
        if transcript.path == str(path) and transcript.complete:
            return transcript.id

    def work(stopped: CancelToken) -> Iterator[Event]:
        return application.meetings.transcribe(path, Listening(speakers=0), stopped)

    return transcribed_in_turn(application, work, output, cancel).id


def _write(
    application: Application, transcript_id: int, arguments: argparse.Namespace, output: Output, cancel: CancelToken
) -> None:
    for event in application.minutes.write(transcript_id, cancel, arguments.template, arguments.model):
        if not isinstance(event, MinutesWritten):
            output.event(event)
            continue
        output.message(f"{coverage_words(event.minutes)}.")
        return
    raise NothingFound("The minutes were not written to their end.")


def _list_templates(application: Application, output: Output) -> int:
    templates = application.minutes.templates.all()
    if output.as_json:
        output.value([{"key": one.key, "name": one.name, "purpose": one.purpose, "own": one.own} for one in templates])
    else:
        for one in templates:
            output.line(f"{one.key}  {one.name}{' (your own)' if one.own else ''}: {one.purpose}")
    return 0


def _keep_template(application: Application, arguments: argparse.Namespace, output: Output) -> int:
    path: Path = arguments.working_directory / arguments.keep_template
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserError(f"The template {path} could not be read; it is to be a text file in UTF-8.") from None
    kept = application.minutes.templates.keep(path.stem, text)
    output.message(f"Kept the template {kept.key} ({kept.name}).")
    return 0
