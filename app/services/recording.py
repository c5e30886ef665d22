"""Meetings recorded: every half second is sealed on disk before the next is heard."""

import logging
from collections.abc import Iterator, Sequence

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, NothingFound, UserError
from app.core.events import DeviceChanged, Event, Notice, Recorded, RecordingAt, RecordingBegun
from app.core.recording import SignalWatch, TrackLevel
from app.core.sounds import (
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
from app.services.recorded_tracks import RecordedTracks
from app.storage.audit import Audit
from app.storage.recordings import Recording, Recordings
from app.storage.track_files import TrackWriter

_log = logging.getLogger(__name__)
_KEEP_FREE_BYTES = 100_000_000
"""The vault needs room too, to write down what becomes of the recording."""
_LOOK_AT_DISK_S = 5.0
_TOLD_EVERY_S = 0.1
_SHORTEST_S = 0.2


class RecordingService:
    """Records meetings into the vault; what is recorded is read through `tracks`."""

    def __init__(self, sound: Sound, recordings: Recordings, tracks: RecordedTracks, audit: Audit) -> None:
        self._sound = sound
        self._recordings = recordings
        self._audit = audit
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
            UserError: recording could not begin: there is no sound system, no device asked for, or no room.
        """
        tracks = tuple(source.track for source in sources)
        if not self.seconds_left(len(tracks)):
            raise UserError("There is hardly any room left on this disk; make space, then record again.")
        running: _Running | None = None
        try:
            for taken in self._taken(sources, cancel):
                if running is None:
                    if isinstance(taken, DeviceLost) and len(tracks) == 1:
                        raise UserError(_no_device(taken.track))
                    running = _Running(self._recordings, self._recordings.begin(title, tracks))
                    yield running.begun(title)
                yield from running.after(taken)
        except Cancelled:
            pass
        except UserError as error:
            if running is None:
                raise
            running.reason = str(error)
        finally:
            if running is not None:
                running.close()
        if running is not None:
            yield from self._ended(running)

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

    def _ended(self, running: "_Running") -> Iterator[Event]:
        recording = self._end(running.recording.id)
        if recording is None:
            yield Notice("Nothing was recorded.")
            return
        yield Recorded(recording.id, recording.transcript_id, recording.duration_s, running.reason)

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
    """A recording that is being written."""

    def __init__(self, recordings: Recordings, recording: Recording) -> None:
        self.recording = recording
        self.reason = ""
        self._recordings = recordings
        self._writers: dict[Track, TrackWriter] = {}
        self._bytes = dict.fromkeys(recording.tracks, 0)
        self._levels = {track: TrackLevel(track, 0.0, 0.0) for track in recording.tracks}
        self._watch = SignalWatch()
        self._seconds_left = 0.0
        self._look_at_disk_at = 0.0
        self._tell_at = 0.0
        self._lost = ""
        for track in recording.tracks:
            self._writers[track] = recordings.writer(recording, track)

    def begun(self, title: str) -> RecordingBegun:
        recording = self.recording
        return RecordingBegun(recording.id, recording.transcript_id, title, recording.tracks)

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
                silent = tuple(TrackLevel(track, 0.0, 0.0) for track in self.recording.tracks)
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
            silent = self._watch.silent(self.recording.tracks, self.second)
            yield RecordingAt(self.second, tuple(self._levels.values()), self._seconds_left, silent)

    def _look_at_disk(self) -> None:
        if self.second < self._look_at_disk_at:
            return
        self._look_at_disk_at = self.second + _LOOK_AT_DISK_S
        self._seconds_left = self._recordings.seconds_left(len(self.recording.tracks), _KEEP_FREE_BYTES)
        if not self._seconds_left:
            raise UserError("The disk is almost full, so the recording was ended; what was recorded is kept.")

    def _align(self) -> None:
        """Make all tracks as long as the longest, so that after a pause they go on side by side."""
        longest = max(self._bytes.values())
        for track, written in self._bytes.items():
            self._writers[track].write(bytes(longest - written))
            self._bytes[track] = longest


def _no_device(track: Track) -> str:
    if track is Track.MICROPHONE:
        return "There is no microphone; connect one, then record again."
    return (
        "What this computer plays cannot be recorded here: there is no monitor of its output. "
        "On macOS a loopback device such as BlackHole is needed."
    )
