"""Meetings recorded: every half second is sealed on disk before the next is heard."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, NothingFound, UserError
from app.core.events import DeviceChanged, Event, Notice, Recorded, RecordingAt, RecordingBegun
from app.core.meetings.recording import SignalWatch, TrackLevel
from app.core.meetings.sounds import (
    BYTES_PER_SECOND,
    DeviceLost,
    DeviceOpened,
    Devices,
    SoundSystemLost,
    SoundTaken,
    Track,
    TrackSource,
)
from app.engines.sound import Sound, Taken
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.meetings.recordings import Recording, Recordings
from app.storage.meetings.track_files import TrackWriter

_log = logging.getLogger(__name__)
_KEEP_FREE_BYTES = 100_000_000
"""The vault needs room too, to write down what becomes of the recording."""
_LOOK_AT_DISK_S = 5.0
_TOLD_EVERY_S = 0.1
_SHORTEST_S = 0.2


class RecordingService:
    """Records meetings into the vault; what is recorded is read through `tracks`."""

    def __init__(
        self,
        sound: Sound,
        recordings: Recordings,
        tracks: RecordedTracks,
        audit: Audit,
        permissions: Permissions,
    ) -> None:
        self._sound = sound
        self._recordings = recordings
        self._audit = audit
        self._permissions = permissions
        self._recording = threading.Lock()
        self.tracks = tracks

    def devices(self) -> Devices:
        """What can be recorded; takes up to a second. Raises UserError where there is no sound system."""
        return self._sound.devices()

    def seconds_left(self, tracks: int = 2) -> float:
        """How long can be recorded before the disk is full."""
        return self._recordings.seconds_left(tracks, _KEEP_FREE_BYTES)

    def record(self, title: str, sources: Sequence[TrackSource], cancel: CancelToken) -> Iterator[Event]:
        """Record until cancelled, which is how a recording is ended; yields RecordingBegun, RecordingAt…, Recorded.

        While the token is paused the devices are let go and nothing is heard. What was recorded is kept whatever
        happens; the last half second is lost where this process is killed.

        Raises:
            RefusedByPolicy: meetings may not be recorded.
            UserError: recording could not begin: there is no sound system, no device asked for, or no room; or another
                meeting is being recorded.
        """
        self._permissions.require("recording.allowed")
        tracks = tuple(source.track for source in sources)
        if not self.seconds_left(len(tracks)):
            raise UserError("There is hardly any room left on this disk; make space, then record again.")
        running = _Running(self._recordings, title, tracks)
        with self._by_itself():
            try:
                yield from self._heard(running, sources, cancel)
            except Cancelled:
                pass
            except UserError as error:
                if not running.begun:
                    raise
                running.reason = str(error)
            finally:
                recording = self._ended(running)
        if recording is not None:
            yield Recorded(recording.id, recording.transcript_id, recording.duration_s, running.reason)
        elif running.begun:
            yield Notice("Nothing was recorded.")

    def close(self) -> None:
        """End the workers; nothing may be recording."""
        self._sound.close()

    def close_interrupted(self) -> list[Recording]:
        """End the recordings that a crash left running, and remove what belongs to none; call it when the vault opens.

        Returns the recordings that are not transcribed yet.
        """
        self._recordings.sweep()
        for recording in self._recordings.recordings():
            if recording.running:
                self._end(recording.id)
        return [recording for recording in self._recordings.recordings() if not recording.transcribed]

    def _taken(self, sources: Sequence[TrackSource], cancel: CancelToken) -> Iterator[Taken | None]:
        """What is heard, with None for every pause; ends with Cancelled."""
        while True:
            cancel.checkpoint()
            heard = self._sound.record(sources, cancel)
            try:
                for taken in heard:
                    yield taken
                    if cancel.paused:
                        break
            finally:
                heard.close()
            yield None

    @contextmanager
    def _by_itself(self) -> Iterator[None]:
        if not self._recording.acquire(blocking=False):
            raise UserError("A meeting is being recorded already; stop that recording, then begin another.")
        try:
            yield
        finally:
            self._recording.release()

    def _heard(self, running: "_Running", sources: Sequence[TrackSource], cancel: CancelToken) -> Iterator[Event]:
        for taken in self._taken(sources, cancel):
            if not running.begun:
                if isinstance(taken, DeviceLost) and len(sources) == 1:
                    raise UserError(_no_device(taken))
                yield running.begin()
            yield from running.after(taken)

    def _ended(self, running: "_Running") -> Recording | None:
        """Whatever ended it, also whoever took its events and takes no more: what was recorded is kept."""
        running.close()
        return self._end(running.recording.id) if running.recording is not None else None

    def _end(self, recording_id: int) -> Recording | None:
        """Close a recording's row; one in which nothing was heard goes with its transcript."""
        try:
            recording = self._recordings.end(recording_id)
        except NothingFound:
            return None
        if recording.duration_s < _SHORTEST_S:
            self._recordings.delete_with_transcript(recording_id)
            return None
        self._audit.record(
            "meeting recorded", duration_s=round(recording.duration_s), tracks="+".join(recording.tracks)
        )
        return recording


class _Running:
    """A recording that is being written; `recording` is there once it is begun."""

    def __init__(self, recordings: Recordings, title: str, tracks: tuple[Track, ...]) -> None:
        self.recording: Recording | None = None
        self.reason = ""
        self._recordings = recordings
        self._title = title
        self._tracks = tracks
        self._writers: dict[Track, TrackWriter] = {}
        self._bytes = dict.fromkeys(tracks, 0)
        self._levels = {track: TrackLevel(track, 0.0, 0.0) for track in tracks}
        self._watch = SignalWatch()
        self._seconds_left = 0.0
        self._look_at_disk_at = 0.0
        self._tell_at = 0.0
        self._lost = ""

    @property
    def begun(self) -> bool:
        """Whether every track can be written."""
        return len(self._writers) == len(self._tracks)

    def begin(self) -> RecordingBegun:
        """Begin to write. Raises UserError where a track cannot be; `recording` may be there all the same."""
        self.recording = recording = self._recordings.begin(self._title, self._tracks)
        for track in self._tracks:
            self._writers[track] = self._recordings.writer(recording, track)
        return RecordingBegun(recording.id, recording.transcript_id, self._title, self._tracks)

    @property
    def second(self) -> float:
        """How long it is."""
        return max(self._bytes.values()) / BYTES_PER_SECOND

    def after(self, taken: Taken | None) -> Iterator[Event]:
        """Keep what was taken, and tell of it. Raises UserError where it cannot be written."""
        match taken:
            case SoundTaken():
                yield from self._heard(taken)
            case DeviceOpened() | DeviceLost():
                self._lost = ""
                yield DeviceChanged(taken.track, taken.name if isinstance(taken, DeviceOpened) else "")
            case SoundSystemLost():
                yield from self._without_sound(taken.reason)
            case None:
                self._align()
                silent = tuple(TrackLevel(track, 0.0, 0.0) for track in self._tracks)
                yield RecordingAt(self.second, silent, self._seconds_left, paused=True)

    def _without_sound(self, reason: str) -> Iterator[Event]:
        if reason != self._lost:
            self._lost = reason
            yield Notice(f"{reason} The recording goes on as soon as there is sound again.")

    def close(self) -> None:
        """Finish the files; where the disk is full they stay as they are, and are whole up to there."""
        for writer in self._writers.values():
            try:
                writer.finish()
            except UserError as error:
                _log.warning("a track could not be finished: %s", error)

    def _heard(self, taken: SoundTaken) -> Iterator[Event]:
        track = taken.track
        self._writers[track].write(taken.samples)
        self._bytes[track] += len(taken.samples)
        self._levels[track] = TrackLevel(track, taken.peak, taken.level)
        self._watch.heard(track, self._bytes[track] / BYTES_PER_SECOND, taken.peak)
        self._look_at_disk()
        if self.second >= self._tell_at:
            self._tell_at = self.second + _TOLD_EVERY_S
            silent = self._watch.silent(self._tracks, self.second)
            yield RecordingAt(self.second, tuple(self._levels.values()), self._seconds_left, silent)

    def _look_at_disk(self) -> None:
        if self.second < self._look_at_disk_at:
            return
        self._look_at_disk_at = self.second + _LOOK_AT_DISK_S
        self._seconds_left = self._recordings.seconds_left(len(self._tracks), _KEEP_FREE_BYTES)
        if not self._seconds_left:
            raise UserError("The disk is almost full, so the recording was ended; what was recorded is kept.")

    def _align(self) -> None:
        """Make all tracks as long as the longest, so that after a pause they go on side by side."""
        longest = max(self._bytes.values())
        for track, written in self._bytes.items():
            self._writers[track].write(bytes(longest - written))
            self._bytes[track] = longest


def _no_device(lost: DeviceLost) -> str:
    if lost.name:
        return f"{lost.name} cannot be recorded from; choose another device, then record again."
    if lost.track is Track.MICROPHONE:
        return "There is no microphone; connect one, then record again."
    return (
        "What this computer plays cannot be recorded here: there is no monitor of its output. "
        "On macOS a loopback device such as BlackHole is needed."
    )
