"""Meetings listened to again: what Alcove recorded, or the file a transcript was made from."""

from collections.abc import Iterator
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Played
from app.engines.decoder import Decoder
from app.engines.sound import Sound
from app.services.meetings.recorded_tracks import RecordedTracks
from app.storage.meetings.meetings import Meetings


class Playing:
    """Plays from any second at any speed; sound is decoded as it is needed and never lies on disk in plain."""

    def __init__(self, sound: Sound, decoder: Decoder, tracks: RecordedTracks, meetings: Meetings) -> None:
        self._sound = sound
        self._decoder = decoder
        self._tracks = tracks
        self._meetings = meetings

    def play(
        self, transcript_id: int, from_s: float, speed: float, cancel: CancelToken, volume: float = 1.0
    ) -> Iterator[Event]:
        """Play a transcript's sound from a second on; `Played` tells ten times a second what is heard.

        Cancel to pause, and play again from the second told last: it is silent at once then. `speed` is 0.5 to 2,
        `volume` 0 to 1.

        Raises:
            UserError: the sound is not there any more, cannot be decoded, or there is nothing to play to.
            Cancelled: on cancel.
        """
        samples = self.samples(transcript_id, from_s, cancel)
        for second in self._sound.play(samples, from_s, speed, cancel, volume):
            yield Played(second)

    def missing_file(self, transcript_id: int) -> Path | None:
        """The file a transcript was made from, if that is what keeps it from being played: it is no longer there."""
        if self._tracks.of_transcript(transcript_id) is not None:
            return None
        path = self._meetings.transcript(transcript_id).path
        return Path(path) if path and not Path(path).is_file() else None

    def samples(self, transcript_id: int, from_s: float, cancel: CancelToken) -> Iterator[bytes]:
        """A transcript's sound from a second on, all tracks in one: 16 kHz, 16 bit. Raises as `play` does."""
        recording = self._tracks.of_transcript(transcript_id)
        if recording is not None:
            return self._tracks.mixed(recording.id, from_s)
        path = self._meetings.transcript(transcript_id).path
        if not path:
            raise UserError("The sound of this meeting was erased; its transcript is all that is kept.")
        if not Path(path).is_file():
            raise UserError(f"There is no file {path} any more; move it back there, or choose where it is now.")
        return self._decoder.samples(Path(path), from_s, cancel)
