"""`alcove transcribe`."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.handing_on import export_asked_for, folder_for, require_folder
from app.cli.lanes import done_in_turn, transcribed_in_turn
from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import RefusedByPolicy, UnreadableFile, UserError
from app.core.events import Caption, Event, Progress
from app.core.meetings.transcript import Listening, Transcript
from app.core.meetings.transcript_formats import clock
from app.services.application import Application

_WORTH_TELLING_S = 5


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Transcribe each file; one that fails does not keep the others from their turn."""
    if arguments.live:  # what is printed at once cannot be looked through before
        application.permissions.require_meetings_as_they_are()
    else:
        application.permissions.require("export.allowed")
        require_folder(arguments, output)
    listening = Listening(
        arguments.language or "", arguments.speakers, arguments.vocabulary or "", arguments.library_names
    )
    failed = 0
    written = set[str]()
    for name in arguments.paths:
        path = arguments.working_directory / name
        try:
            if arguments.live:
                _caption(application, path, listening, output, cancel)
            else:
                _transcribe(application, path, listening, arguments, written, output, cancel)
        except RefusedByPolicy:
            raise
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
    written: set[str],
    output: Output,
    cancel: CancelToken,
) -> None:
    def work(stopped: CancelToken) -> Iterator[Event]:
        return application.meetings.transcribe(path, listening, stopped)

    transcript = transcribed_in_turn(application, work, output, cancel)
    _deliver(application, transcript.id, path, arguments, written, output, cancel)


def _caption(application: Application, path: Path, listening: Listening, output: Output, cancel: CancelToken) -> None:
    def work(stopped: CancelToken) -> Iterator[Event]:
        return application.captions.play(path, listening, stopped)

    done_in_turn(application.lanes.captions, work, lambda event: show_caption(event, output), output, cancel)


def show_caption(event: Event, output: Output) -> None:
    """Settled text as lines, what is provisional in place on a terminal; as JSON a line for each caption."""
    if not isinstance(event, Caption):
        output.event(event)
    elif output.as_json:
        output.value({"settled": event.settled, "provisional": event.provisional, "behind_s": event.behind_s})
    else:
        for segment in event.settled:
            speaker = f"{segment.speaker}: " if segment.speaker else ""
            output.line(f"[{clock(segment.start)}] {speaker}{segment.text}")
        behind = f"{event.behind_s:.0f} s behind" if event.behind_s >= _WORTH_TELLING_S else "…"
        provisional = " / ".join(segment.text for segment in event.provisional)
        output.event(Progress(f"{behind} {provisional}", 0, 0, "seconds"))


def _deliver(
    application: Application,
    transcript_id: int,
    path: Path,
    arguments: argparse.Namespace,
    written: set[str],
    output: Output,
    cancel: CancelToken,
) -> None:
    handed_on = export_asked_for(arguments, minutes=False)
    if arguments.output is not None:
        name = application.exporting.file_name(transcript_id, handed_on) if handed_on.hidden else ""
        target = _not_yet(folder_for(arguments) / (name or f"{path.stem}.{handed_on.form}"), written)
        output.event(application.exporting.write(transcript_id, handed_on, target, cancel))
    if output.as_json:
        output.value(transcript_value(application.exporting.handed_on(transcript_id, handed_on)[0]))
    elif arguments.output is None:
        output.text(application.exporting.content(transcript_id, handed_on, cancel).decode())


def _not_yet(path: Path, written: set[str]) -> Path:
    """This path, or with a number behind its name where this command has written a file of that name already."""
    names = (path, *(path.with_stem(f"{path.stem} {number}") for number in range(2, len(written) + 2)))
    free = next(name for name in names if name.name.casefold() not in written)
    written.add(free.name.casefold())
    return free
