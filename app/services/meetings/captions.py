"""Live captions: a job that follows sound while it is recorded, says when it is behind, and drops nothing."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import UserError, WorkerCrashed
from app.core.events import Caption, Event, Notice
from app.core.meetings.captions import OpenText
from app.core.meetings.sounds import BYTES_PER_SECOND
from app.core.meetings.transcript import TRACKS, Listening, Segment
from app.engines.captioner import Captioner, Caught, Hypothesis
from app.engines.decoder import Decoder
from app.services.meetings.live_sound import FollowedSound, PlayedSound, Sound
from app.services.meetings.recorded_tracks import RecordedTracks

_MOST_CRASHES = 3


class Captions:
    """Follows sound with captions. `captioner` is asked for when it is needed: it raises ModelError without a model."""

    def __init__(
        self,
        captioner: Callable[[], Captioner],
        decoder: Decoder,
        recorded: RecordedTracks,
        vocabulary_of: Callable[[Listening], str] = attrgetter("vocabulary"),
    ) -> None:
        self._captioner = captioner
        self._decoder = decoder
        self._recorded = recorded
        self._vocabulary_of = vocabulary_of

    def of_recording(
        self, recording_id: int, tracks: int, recorded_s: Callable[[], float], listening: Listening, cancel: CancelToken
    ) -> Iterator[Event]:
        """Captions of a recording while it is made, to its end; `recorded_s` tells how long it is by now.

        Yields and raises as `follow` does.
        """
        sound = FollowedSound(self._recorded.follow(recording_id, 0.0, cancel), recorded_s)
        yield from self.follow(sound, tracks, listening, cancel)

    def play(self, path: Path, listening: Listening, cancel: CancelToken) -> Iterator[Event]:
        """Captions of a recording as if it were heard just now; it is not kept. Yields and raises as `follow` does."""
        path = path.resolve()
        if not path.is_file():
            raise UserError(f"There is no file {path}; check the name and try again.")
        yield from self.follow(PlayedSound(self._decoder.samples(path, 0.0, cancel)), 1, listening, cancel)

    def follow(
        self, sound: Sound, tracks: int, listening: Listening, cancel: CancelToken, from_s: float = 0.0
    ) -> Iterator[Event]:
        """Captions until the sound ends, and what was open settled; a `Caption` whenever there is something new.

        A worker that dies costs the words it was just hearing, and a Notice: the recording itself is not concerned.

        Raises:
            UserError: the model cannot be used, or the worker died again and again.
            Cancelled: on cancel.
        """
        captioner, vocabulary = self._captioner(), self._vocabulary_of(listening)
        state = _State(tracks, from_s)
        crashes = 0
        ended = False
        while not ended:
            try:
                captioner.open(tracks, listening.language, vocabulary, state.second, cancel)
                yield from self._follow(captioner, sound, state, cancel)
                ended = True
            except WorkerCrashed:
                crashes += 1
                if crashes > _MOST_CRASHES:
                    raise
                state.forget()
                yield Notice("The captions were interrupted and go on; the recording itself is whole.")

    def _follow(self, captioner: Captioner, sound: Sound, state: "_State", cancel: CancelToken) -> Iterator[Event]:
        while (block := sound.take(cancel)) is not None:
            state.second += len(block[0]) / BYTES_PER_SECOND
            yield from state.news(captioner.hear(block, cancel), sound)
        yield from state.news(captioner.end(cancel), sound)


class _State:
    """The open text of every track, and how far the sound was taken."""

    def __init__(self, tracks: int, from_s: float) -> None:
        self.second = from_s
        self._tracks = tracks
        self._open: dict[int, tuple[Hypothesis, OpenText]] = {}
        self._behind_s = 0.0

    def forget(self) -> None:
        """What was open is lost."""
        self._open.clear()

    def news(self, caught: Iterator[Caught], sound: Sound) -> Iterator[Caption]:
        """A caption with all that one block brought, where it brought anything, or where being behind has changed."""
        settled: list[Segment] = []
        changed = False
        for one in caught:
            changed = True
            if isinstance(one, Segment):
                settled.append(one)
            else:
                self._keep(one)
        behind_s = float(round(sound.waiting_s))
        if changed or behind_s != self._behind_s:
            self._behind_s = behind_s
            yield Caption(tuple(settled), self._provisional(), behind_s)

    def _keep(self, hypothesis: Hypothesis) -> None:
        if not hypothesis.text:
            self._open.pop(hypothesis.track, None)
            return
        _, text = self._open.get(hypothesis.track, (hypothesis, OpenText()))
        self._open[hypothesis.track] = hypothesis, text.after(hypothesis.text)

    def _provisional(self) -> tuple[Segment, ...]:
        texts = [
            Segment(hypothesis.start, hypothesis.end, text.text, TRACKS[track] if self._tracks > 1 else "")
            for track, (hypothesis, text) in sorted(self._open.items())
        ]
        return tuple(segment for segment in texts if segment.text)
