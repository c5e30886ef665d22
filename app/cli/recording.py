"""`alcove record`."""

import argparse
import time
from collections.abc import Iterator

from app.cli.lanes import transcribed_in_turn, wait_for
from app.cli.output import Output
from app.cli.transcribing import show_caption, transcript_value
from app.core.cancel import CancelToken
from app.core.events import DeviceChanged, Event, Progress, Recorded, RecordingAt, RecordingBegun
from app.core.exporting.paper import Layout
from app.core.meetings.sounds import TrackSource, sources_wanted
from app.core.words.text import counted
from app.services.application import Application
from app.services.jobs import Job
from app.services.meetings.exporting import Export

_BAR = " ▁▂▃▄▅▆▇█"
_HOURS_FROM_MINUTES = 120
_PLAIN = Export(form="txt", layout=Layout(timestamps=False))


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Record until Ctrl+C or for as long as was asked; what was recorded is kept in the vault."""
    if arguments.devices:
        return _list_devices(application, output)
    if arguments.captions:  # they are printed, and so is the transcript
        application.permissions.require_meetings_as_they_are()
    if arguments.transcribe:
        application.permissions.require("export.allowed")
    title = arguments.output or time.strftime("Meeting %Y-%m-%d %H:%M")
    ending = CancelToken()
    cancel.when_cancelled(ending.cancel)
    told = _Telling(application, arguments, output, ending)
    for event in application.recording.record(title, _sources(application, arguments.tracks), ending):
        told.tell(event)
    recorded = told.ended()
    if recorded is None:
        return 1
    _tell(recorded, title, output)
    if arguments.transcribe:
        _transcribe(application, recorded, output, cancel)
    return 1 if recorded.reason else 0


class _Telling:
    """Tells how a recording goes, by its captions where they are wanted, and ends it when its time is up."""

    def __init__(
        self, application: Application, arguments: argparse.Namespace, output: Output, ending: CancelToken
    ) -> None:
        self._application = application
        self._wants_captions: bool = arguments.captions
        self._longest_s: float | None = arguments.seconds
        self._output = output
        self._ending = ending
        self._second = 0.0
        self._captions: Job | None = None
        self._recorded: Recorded | None = None

    def tell(self, event: Event) -> None:
        """One event of the recording."""
        if isinstance(event, RecordingAt):
            self._at(event)
        elif isinstance(event, DeviceChanged):
            self._output.message(f"{event.track}: {event.name or 'no device; silent until there is one'}")
        elif isinstance(event, Recorded):
            self._recorded = event
        elif isinstance(event, RecordingBegun):
            self._output.message("Recording; everybody has to agree. Ctrl+C stops and keeps it.")
            self._captions = self._caption(event) if self._wants_captions else None
        else:
            self._output.event(event)

    def ended(self) -> Recorded | None:
        """The recording that is kept, once its last caption is there."""
        if self._captions is not None:
            wait_for(self._captions)
        return self._recorded

    def _at(self, event: RecordingAt) -> None:
        self._second = event.second
        if not self._wants_captions:
            self._output.event(_progress(event))
        if self._longest_s is not None and event.second >= self._longest_s:
            self._ending.cancel()

    def _caption(self, begun: RecordingBegun) -> Job:
        """Captions beside the recording; where there can be none, the recording goes on."""
        captions, listening = self._application.captions, self._application.listening_choices.remembered()

        def work(cancel: CancelToken) -> Iterator[Event]:
            return captions.of_recording(begun.recording_id, len(begun.tracks), lambda: self._second, listening, cancel)

        def ended(sentence: str | None) -> None:
            if sentence:
                self._output.message(f"There are no captions: {sentence}")

        return self._application.lanes.captions.submit(work, lambda event: show_caption(event, self._output), ended)


def _sources(application: Application, names: str | None) -> tuple[TrackSource, ...]:
    """The tracks asked for, else those of the settings, each from the device of the settings."""
    settings = application.settings
    wanted = names or str(settings.get("recording.tracks"))
    return sources_wanted(wanted, lambda track: settings.get(f"recording.{track}"))


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
    minutes = round(at.seconds_left / 60)
    left = counted(minutes, "minute") if minutes < _HOURS_FROM_MINUTES else counted(round(minutes / 60), "hour")
    return Progress("Recording", int(at.second), 0, "seconds", detail=f"{levels} · {left} left on this disk{alarm}")


def _tell(recorded: Recorded, title: str, output: Output) -> None:
    if recorded.reason:
        output.message(recorded.reason)
    if output.as_json:
        output.value({"title": title, "transcript": recorded.transcript_id, "duration_s": recorded.duration_s})
    else:
        output.message(f"{title}: {recorded.duration_s:.1f} seconds recorded and kept, encrypted.")


def _transcribe(application: Application, recorded: Recorded, output: Output, cancel: CancelToken) -> None:
    """As the user last chose to listen to a meeting; not stopped by the Ctrl+C that ended the recording."""
    listening = application.listening_choices.remembered()
    stopping = CancelToken() if cancel.cancelled else cancel

    def work(stopped: CancelToken) -> Iterator[Event]:
        return application.recorded_meetings.transcribe(recorded.recording_id, listening, stopped)

    transcript = transcribed_in_turn(application, work, output, stopping)
    if output.as_json:
        output.value(transcript_value(application.exporting.handed_on(transcript.id, _PLAIN)[0]))
    else:
        output.text(application.exporting.content(transcript.id, _PLAIN, CancelToken()).decode())
