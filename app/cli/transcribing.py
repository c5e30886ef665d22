"""`alcove transcribe`."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.handing_on import PAPER_FORMATS, export_asked_for, folder_for
from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile, UserError
from app.core.events import Caption, Event, Progress, Transcribed
from app.core.meetings import Listening, Transcript
from app.services.application import Application

_WORTH_TELLING_S = 5


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Transcribe each file; one that fails does not keep the others from their turn."""
    listening = Listening(
        arguments.language or "", arguments.speakers, arguments.vocabulary or "", arguments.library_names
    )
    failed = 0
    for name in arguments.paths:
        path = arguments.working_directory / name
        try:
            if arguments.live:
                _caption(application, path, listening, output, cancel)
            else:
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
            _deliver(application, event.transcript, path, arguments, output, cancel)
        else:
            output.event(event)


def _caption(application: Application, path: Path, listening: Listening, output: Output, cancel: CancelToken) -> None:
    for event in application.captions.play(path, listening, cancel):
        show_caption(event, output)


def show_caption(event: Event, output: Output) -> None:
    """Settled text as lines, what is provisional in place on a terminal; as JSON a line for each caption."""
    if not isinstance(event, Caption):
        output.event(event)
    elif output.as_json:
        output.value({"settled": event.settled, "provisional": event.provisional, "behind_s": event.behind_s})
    else:
        for segment in event.settled:
            speaker = f"{segment.speaker}: " if segment.speaker else ""
            output.line(f"[{_time(segment.start)}] {speaker}{segment.text}")
        behind = f"{event.behind_s:.0f} s behind" if event.behind_s >= _WORTH_TELLING_S else "…"
        provisional = " / ".join(segment.text for segment in event.provisional)
        output.event(Progress(f"{behind} {provisional}", 0, 0, "seconds"))


def _time(second: float) -> str:
    return f"{int(second) // 60:02d}:{int(second) % 60:02d}"


def _deliver(
    application: Application,
    transcript: Transcript,
    path: Path,
    arguments: argparse.Namespace,
    output: Output,
    cancel: CancelToken,
) -> None:
    handed_on = export_asked_for(arguments, minutes=False)
    if arguments.output is None and not output.as_json and arguments.format in PAPER_FORMATS:
        raise UserError(f"A file in the format {arguments.format} needs a folder; name it with --output DIR.")
    if arguments.output is not None:
        target = folder_for(arguments) / f"{path.stem}.{arguments.format}"
        output.event(application.exporting.write(transcript.id, handed_on, target, cancel))
    if output.as_json:
        output.value(transcript_value(transcript))
    elif arguments.output is None:
        output.text(application.exporting.content(transcript.id, handed_on, cancel).decode())
