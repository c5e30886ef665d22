"""`alcove record`."""

import argparse
import time

from app.cli.output import Output
from app.cli.transcribing import transcript_value
from app.core.cancel import CancelToken
from app.core.events import DeviceChanged, Progress, Recorded, RecordingAt, RecordingBegun, Transcribed
from app.core.meetings import Listening
from app.core.paper import Layout
from app.core.sounds import Track, TrackSource
from app.services.application import Application
from app.services.exporting import Export

_BAR = " ▁▂▃▄▅▆▇█"


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Record until Ctrl+C or for as long as was asked; what was recorded is kept in the vault."""
    if arguments.devices:
        return _list_devices(application, output)
    title = arguments.output or time.strftime("Meeting %Y-%m-%d %H:%M")
    ending = CancelToken()
    cancel.when_cancelled(ending.cancel)
    recorded: Recorded | None = None
    output.message("Recording; everybody has to agree. Ctrl+C stops and keeps it.")
    for event in application.recording.record(title, _sources(application, arguments.tracks), ending):
        if isinstance(event, RecordingAt):
            output.event(_progress(event))
            if arguments.seconds is not None and event.second >= arguments.seconds:
                ending.cancel()
        elif isinstance(event, DeviceChanged):
            output.message(f"{event.track}: {event.name or 'no device; silent until there is one'}")
        elif isinstance(event, Recorded):
            recorded = event
        elif not isinstance(event, RecordingBegun):
            output.event(event)
    if recorded is None:
        return 1
    _tell(recorded, title, output)
    if arguments.transcribe:
        _transcribe(application, recorded, output)
    return 1 if recorded.reason else 0


def _sources(application: Application, names: str | None) -> tuple[TrackSource, ...]:
    """The tracks asked for, else those of the settings, each from the device of the settings."""
    wanted = names or str(application.settings.get("recording.tracks"))
    chosen = list(Track) if wanted == "both" else [Track(name) for name in dict.fromkeys(wanted.split(","))]
    return tuple(TrackSource(track, str(application.settings.get(f"recording.{track}"))) for track in chosen)


def _list_devices(application: Application, output: Output) -> int:
    found = application.recording.devices()
    if output.as_json:
        output.value(found)
        return 0
    output.line(found.system)
    for device in found.devices:
        output.line(f"  {device.track:10} {device.name}{' (default)' if device.default else ''}  [{device.id}]")
    return 0


def _progress(at: RecordingAt) -> Progress:
    levels = " ".join(f"{level.track} {_BAR[min(8, round(level.peak * 8))]}" for level in at.levels)
    alarm = "".join(f" · nothing is heard from the {track}" for track in at.silent)
    left = f"{at.seconds_left / 3600:,.0f} hours left on this disk"
    return Progress("Recording", int(at.second), 0, "seconds", detail=f"{levels} · {left}{alarm}")


def _tell(recorded: Recorded, title: str, output: Output) -> None:
    if recorded.reason:
        output.message(recorded.reason)
    if output.as_json:
        output.value({"title": title, "transcript": recorded.transcript_id, "duration_s": recorded.duration_s})
    else:
        output.message(f"{title}: {recorded.duration_s:.1f} seconds recorded and kept, encrypted.")


def _transcribe(application: Application, recorded: Recorded, output: Output) -> None:
    """Not stopped by the Ctrl+C that ended the recording."""
    for event in application.recorded_meetings.transcribe(recorded.recording_id, Listening(speakers=0), CancelToken()):
        if not isinstance(event, Transcribed):
            output.event(event)
        elif output.as_json:
            output.value(transcript_value(event.transcript))
        else:
            output.text(_as_text(application, event.transcript.id))


def _as_text(application: Application, transcript_id: int) -> str:
    plain = Export(form="txt", transcript=True, minutes=False, layout=Layout(timestamps=False, speakers=True))
    return application.exporting.content(transcript_id, plain, CancelToken()).decode()
