"""The options of every command that writes a meeting into a file."""

import argparse
from pathlib import Path

from app.core.errors import UserError
from app.core.paper import Layout
from app.core.redaction import Hidden
from app.services.exporting import Export

PAPER_FORMATS = ("docx", "pdf")
_PLAIN = "txt"


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
    """The folder named by --output, made where it is not there yet.

    Raises:
        UserError: it cannot be made.
    """
    folder: Path = arguments.working_directory / arguments.output
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} could not be made ({error.strerror}); choose another folder.") from None
    return folder
