"""`alcove transcribe`."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile, UserError
from app.core.events import Transcribed
from app.core.meetings import Listening, Transcript
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Transcribe each file; one that fails does not keep the others from their turn."""
    listening = Listening(arguments.language or "", arguments.speakers, arguments.vocabulary or "")
    failed = 0
    for name in arguments.paths:
        path = arguments.working_directory / name
        try:
            _transcribe(application, path, listening, arguments, output, cancel)
        except UserError as error:
            failed += 1
            output.message(str(error))
    return UnreadableFile.exit_code if failed else 0


def transcript_value(transcript: Transcript) -> dict[str, Any]:
    """A transcript in the form other programs rely on."""
    return {
        "path": transcript.path,
        "language": transcript.language,
        "duration_s": transcript.duration_s,
        "segments": transcript.segments,
        "real_time_factor": transcript.real_time_factor,
    }


def _transcribe(
    application: Application,
    path: Path,
    listening: Listening,
    arguments: argparse.Namespace,
    output: Output,
    cancel: CancelToken,
) -> None:
    for event in application.meetings.transcribe(path, listening, cancel):
        if isinstance(event, Transcribed):
            _deliver(application, event.transcript, path, arguments, output)
        else:
            output.event(event)


def _deliver(
    application: Application, transcript: Transcript, path: Path, arguments: argparse.Namespace, output: Output
) -> None:
    if arguments.output is not None:
        folder = arguments.working_directory / arguments.output
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"{folder} could not be made ({error.strerror}); choose another folder.") from None
        target = folder / f"{path.stem}.{arguments.format}"
        output.event(application.meetings.export(transcript.id, arguments.format, target))
    if output.as_json:
        output.value(transcript_value(transcript))
    elif arguments.output is None:
        output.text(application.meetings.export_text(transcript, arguments.format))
