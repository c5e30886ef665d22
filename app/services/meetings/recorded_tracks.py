"""The sound of recorded meetings, for whoever listens to it: recognition, captions, the player."""

import threading
from collections.abc import Callable, Iterable, Iterator

import numpy

from app.core.cancel import CancelToken
from app.core.meetings.sounds import BYTES_PER_SECOND, Block, Track
from app.storage.audit import Audit
from app.storage.meetings.recordings import Recording, Recordings

__all__ = ["RecordedTracks", "Recording"]

_FOLLOW_S = 0.1


class RecordedTracks:
    """Reads what was recorded, also while it is being recorded, and erases it."""

    def __init__(self, recordings: Recordings, audit: Audit) -> None:
        self._recordings = recordings
        self._audit = audit

    def of_transcript(self, transcript_id: int) -> Recording | None:
        """The recording a transcript was made from, None where there is none or its sound was erased."""
        return self._recordings.of_transcript(transcript_id)

    def samples(self, recording_id: int, track: Track, from_s: float = 0.0) -> Iterator[bytes]:
        """One track from a second on, to its end or as far as it is recorded.

        Raises:
            UserError: it was erased, cannot be read, or is damaged.
        """
        return self._recordings.samples(recording_id, track, from_s)

    def blocks(self, recording_id: int, from_s: float = 0.0) -> Iterator[Block]:
        """All tracks from a second on, side by side; the shorter one ends in silence. Raises as `samples` does."""
        tracks = self._recordings.recording(recording_id).tracks
        return _side_by_side([self.samples(recording_id, track, from_s) for track in tracks], max)

    def follow(self, recording_id: int, from_s: float, cancel: CancelToken) -> Iterator[Block]:
        """All tracks from a second on as they are recorded, half a second after it was said, until the recording ends.

        Whoever is slow falls behind and misses nothing. Raises as `samples` does, and Cancelled.
        """
        second = from_s
        woken = threading.Event()
        stop_listening = cancel.when_cancelled(woken.set)
        try:
            while True:
                cancel.checkpoint()
                recording = self._recordings.recording(recording_id)
                tracks = [self.samples(recording_id, track, second) for track in recording.tracks]
                for block in _side_by_side(tracks, min):
                    second += len(block[0]) / BYTES_PER_SECOND
                    yield block
                if not recording.running:
                    break
                woken.wait(_FOLLOW_S)
        finally:
            stop_listening()
        yield from self.blocks(recording_id, second)

    def mixed(self, recording_id: int, from_s: float = 0.0) -> Iterator[bytes]:
        """All tracks in one, to be listened to. Raises as `samples` does."""
        for block in self.blocks(recording_id, from_s):
            yield block[0] if len(block) == 1 else _mixed(block)

    def erase(self, transcript_id: int) -> bool:
        """Erase the sound of a transcript for good; whether there was any."""
        recording = self._recordings.of_transcript(transcript_id)
        if recording is None:
            return False
        self._recordings.delete(recording.id)
        self._audit.record("recorded sound erased", duration_s=round(recording.duration_s))
        return True


def _side_by_side(tracks: list[Iterator[bytes]], length_of: Callable[[Iterable[int]], int]) -> Iterator[Block]:
    """All tracks in blocks of one length: as far as the shortest goes (`min`), or silent to the longest's end (`max`)."""
    waiting = [b"" for _ in tracks]
    while True:
        waiting = [samples or next(track, b"") for samples, track in zip(waiting, tracks, strict=True)]
        length = length_of(map(len, waiting))
        if not length:
            return
        yield tuple(samples[:length].ljust(length, b"\0") for samples in waiting)
        waiting = [samples[length:] for samples in waiting]


def _mixed(block: Block) -> bytes:
    total = sum(numpy.frombuffer(samples, "<i2").astype(numpy.int32) for samples in block)
    return numpy.clip(total, -32768, 32767).astype("<i2").tobytes()
