"""What commands may tell of a meeting, and the options of those that write one into a file."""

import argparse
from pathlib import Path

from app.cli.output import Output
from app.core.errors import UserError
from app.core.exporting.paper import Layout
from app.core.exporting.redaction import Hidden
from app.services.application import Application
from app.services.meetings.exporting import BINARY, Export

_PLAIN = "txt"


def meetings_handed_on(application: Application, output: Output) -> bool:
    """Whether meetings may be among what is printed here; where not, that is told."""
    reason = application.permissions.reason_to_keep_meetings
    if reason:
        output.message(f"Meetings are left out. {reason}")
    return not reason


def require_folder(arguments: argparse.Namespace, output: Output) -> None:
    """Before any work is done: a file that cannot be printed needs a place.

    Raises:
        UserError: the format is none that can be printed, and no folder was named.
    """
    if arguments.output is None and not output.as_json and arguments.format in BINARY:
        raise UserError(f"A file in the format {arguments.format} needs a folder; name it with --output DIR.")


def export_asked_for(arguments: argparse.Namespace, minutes: bool) -> Export:
    """What is to be written; plain text of a transcript comes without times unless they are asked for."""
    timestamps = arguments.timestamps
    if timestamps is None:
        timestamps = minutes or arguments.format != _PLAIN
    return Export(
        form=arguments.format,
        transcript=not minutes or arguments.with_transcript,
        minutes=minutes,
        layout=Layout(timestamps=timestamps, speakers=arguments.names),
        hidden=tuple(Hidden(name) for name in arguments.redact),
        kept=tuple(arguments.keep),
    )


def folder_for(arguments: argparse.Namespace) -> Path:
    """The folder named by --output, made where it is not there yet; where you are, when none was named.

    Raises:
        UserError: it cannot be made.
    """
    folder: Path = arguments.working_directory / (arguments.output or "")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} could not be made ({error.strerror}); choose another folder.") from None
    return folder
