"""What Alcove recorded is transcribed once, by itself, one after the other, and at the next start what was left."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy
import pytest

from app.bootstrap.application import build
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Notice
from app.core.meetings.sounds import Track
from app.core.meetings.transcript import Listening
from app.services.jobs import Lane
from app.services.meetings.recorded_meetings import RecordedMeetings
from app.services.meetings.recorded_queue import RecordedQueue
from app.storage.meetings.recordings import Recording, Recordings
from app.storage.places import Places, find_places
from app.workers.audio import open_recording
from tests.installed import SPEECH, model_folder, shared_data

LONGEST_S = 60


class Scripted:
    """Recordings that are transcribed at a word, and what was asked of them."""

    def __init__(self, *waiting: int) -> None:
        self.left = [Recording(one, one, (Track.SYSTEM,), "", 1.0, running=False, transcribed=False) for one in waiting]
        self.asked: list[tuple[int, Listening]] = []
        self.broken: set[int] = set()
        self.go = threading.Event()

    def waiting(self) -> list[Recording]:
        return self.left

    def transcribe(self, recording_id: int, listening: Listening, _cancel: CancelToken) -> Iterator[Event]:
        self.asked.append((recording_id, listening))
        assert self.go.wait(LONGEST_S)
        if recording_id in self.broken:
            raise UserError("There is no speech model.")
        yield Notice("done")


@pytest.fixture
def lane() -> Iterator[Lane]:
    made = Lane("meeting")
    yield made
    made.close()


def finished(lane: Lane) -> None:
    assert lane.submit(lambda _cancel: iter(()), lambda _event: None, lambda _end: None).wait(LONGEST_S)


def test_a_recording_is_transcribed_once_however_often_it_is_asked_for(lane: Lane) -> None:
    scripted = Scripted(3, 4)
    queue = RecordedQueue(cast(RecordedMeetings, scripted), lambda: Listening("de", 5, "Zander"), lane)
    queue.go_on()
    queue.go_on()
    queue.add(4, 4)
    scripted.go.set()
    finished(lane)
    others = Listening("de", 0, "Zander")
    assert scripted.asked == [(3, others), (4, others)], "how many spoke elsewhere says nothing about these"


def test_it_says_whose_transcripts_are_written_from_when_they_wait_until_they_are_over(lane: Lane) -> None:
    scripted = Scripted(3, 4)
    queue = RecordedQueue(cast(RecordedMeetings, scripted), Listening, lane)
    assert not queue.under_way
    queue.add(3, 33)
    queue.add(4, 44)
    assert queue.under_way == {33, 44}
    scripted.go.set()
    finished(lane)
    assert not queue.under_way


def test_speakers_that_are_never_to_be_told_apart_are_not(lane: Lane) -> None:
    scripted = Scripted(3)
    scripted.go.set()
    RecordedQueue(cast(RecordedMeetings, scripted), Listening, lane).go_on()
    finished(lane)
    assert scripted.asked == [(3, Listening(speakers=None))]


def test_one_that_fails_is_told_holds_up_nobody_and_can_be_tried_again(lane: Lane) -> None:
    scripted = Scripted(3, 4)
    scripted.broken, told, ended = {3}, [], []
    queue = RecordedQueue(cast(RecordedMeetings, scripted), Listening, lane)
    queue.listen(lambda *event: told.append(event), lambda *end: ended.append(end))
    queue.go_on()
    scripted.go.set()
    finished(lane)
    assert ended == [(3, "There is no speech model."), (4, None)]
    assert told == [(4, Notice("done"))]
    scripted.broken.clear()
    queue.add(3, 3)
    finished(lane)
    assert ended[-1] == (3, None)


def test_what_is_held_goes_on_once_it_may_whenever_it_came(lane: Lane) -> None:
    scripted = Scripted(3, 8)
    queue = RecordedQueue(cast(RecordedMeetings, scripted), Listening, lane)
    queue.add(3, 3)
    queue.hold(True)
    queue.add(8, 8)
    scripted.go.set()
    finished(lane)
    assert not queue.under_way
    asked = len(scripted.asked)
    queue.hold(False)
    finished(lane)
    assert [one for one, _listening in scripted.asked[asked:]] == [3, 8]


def test_one_that_was_transcribed_elsewhere_while_it_waited_is_left_alone(lane: Lane) -> None:
    scripted = Scripted(3, 4)
    ended: list[tuple[int, str | None]] = []
    queue = RecordedQueue(cast(RecordedMeetings, scripted), Listening, lane)
    queue.listen(lambda _recording, _event: None, lambda *end: ended.append(end))
    queue.go_on()
    scripted.left = [one for one in scripted.left if one.id != 4]
    scripted.go.set()
    finished(lane)
    assert [asked for asked, _listening in scripted.asked] == [3]
    assert ended == [(3, None), (4, None)]


def test_a_recording_left_by_a_crash_is_transcribed_at_the_next_start_by_itself(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / SPEECH).symlink_to(model_folder(SPEECH), target_is_directory=True)
    places = Places(tmp_path / "profile", models, find_places(None).resources)
    before = build(places)
    before.vault.create("seven quiet herons wade")
    before.open_services()
    before.settings.set("transcribe.speakers", "off")
    kept = Recordings(before.vault.database, places, before.vault.key)
    left = kept.begin("Standup", (Track.SYSTEM,))
    writer = kept.writer(left, Track.SYSTEM)
    samples = numpy.concatenate(list(open_recording(shared_data("speech/faster_whisper_tests/jfk.flac")).samples))
    writer.write((samples * 32767).astype("<i2").tobytes())
    writer.finish()
    before.close()

    after = build(places, prepare=True)
    try:
        after.vault.unlock("seven quiet herons wade")
        after.open_services()
        finished(after.lanes.meeting)
        transcript = after.meetings.transcript(left.transcript_id)
    finally:
        after.close()
    assert transcript.complete
    assert "country" in " ".join(segment.text for segment in transcript.segments)
