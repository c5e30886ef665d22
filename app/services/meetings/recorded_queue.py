"""What Alcove recorded, transcribed in the background: as soon as it is over, and at the next start what a crash left."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from app.core.cancel import CancelToken
from app.core.events import Event
from app.core.meetings.transcript import Listening
from app.services.jobs import Job, Lane
from app.services.meetings.recorded_meetings import RecordedMeetings

OnEvent = Callable[[int, Event], None]
OnEnd = Callable[[int, str | None], None]


class RecordedQueue:
    """Safe from any thread. One recording after the other, and none that is on its way already a second time.

    Each is listened to as the user last chose, but for the number of speakers: that of another recording says nothing
    about this one.
    """

    def __init__(self, recorded: RecordedMeetings, chosen: Callable[[], Listening], lane: Lane) -> None:
        self._recorded = recorded
        self._chosen = chosen
        self._lane = lane
        self._lock = threading.Lock()
        self._under_way: dict[int, int] = {}
        self._jobs: dict[int, Job] = {}
        self._held = False
        self._held_back: dict[int, int] = {}
        self._told: OnEvent = lambda _recording, _event: None
        self._ended: OnEnd = lambda _recording, _sentence: None

    def listen(self, told: OnEvent, ended: OnEnd) -> None:
        """Call these on any thread: a recording tells something; one is over as a job is."""
        self._told, self._ended = told, ended

    def hold(self, held: bool) -> None:
        """Let all of them wait, from where they are, or go on."""
        with self._lock:
            self._held = held
            jobs = list(self._jobs.values()) if held else []
            self._held_back |= self._under_way if held else {}
        for job in jobs:
            job.cancel()
        self._let_go()

    def go_on(self) -> None:
        """Transcribe what waits for it, also from before the last end of Alcove."""
        for recording in self._recorded.waiting():
            self.add(recording.id, recording.transcript_id)

    @property
    def under_way(self) -> frozenset[int]:
        """The transcripts that are being written, or will be once those before them are."""
        with self._lock:
            return frozenset(self._under_way.values())

    def add(self, recording_id: int, transcript_id: int) -> None:
        """Transcribe a recording that is over, from where it stopped."""
        with self._lock:
            if self._held:
                self._held_back[recording_id] = transcript_id
            if self._held or recording_id in self._under_way:
                return
            self._under_way[recording_id] = transcript_id
            self._jobs[recording_id] = self._lane.submit(
                partial(self._transcribe, recording_id),
                partial(self._tell, recording_id),
                partial(self._end, recording_id),
            )

    def _transcribe(self, recording_id: int, cancel: CancelToken) -> Iterator[Event]:
        if all(one.id != recording_id for one in self._recorded.waiting()):
            return iter(())  # transcribed by a command line, or erased, while it waited for its turn
        chosen = self._chosen()
        speakers = None if chosen.speakers is None else 0
        return self._recorded.transcribe(recording_id, replace(chosen, speakers=speakers), cancel)

    def _tell(self, recording_id: int, event: Event) -> None:
        self._told(recording_id, event)

    def _end(self, recording_id: int, sentence: str | None) -> None:
        with self._lock:
            self._under_way.pop(recording_id, None)
            self._jobs.pop(recording_id, None)
        self._ended(recording_id, sentence)
        self._let_go()

    def _let_go(self) -> None:
        """Go on with what was held back, but for what is just coming to its end for it."""
        with self._lock:
            ready = [one for one in self._held_back if not self._held and one not in self._under_way]
            going_on = {one: self._held_back.pop(one) for one in ready}
        for recording_id, transcript_id in going_on.items():
            self.add(recording_id, transcript_id)
