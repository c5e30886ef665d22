"""What the recorder bar shows follows from what happened, and from nothing else."""

import pytest

from app.core.events import DeviceChanged, Notice, Recorded, RecordingAt, RecordingBegun
from app.core.meetings.recording import ALARM_S, SignalWatch
from app.core.meetings.sounds import Track
from app.ui.meetings.recording_state import (
    PausePressed,
    Phase,
    RecorderEnded,
    RecorderState,
    StartPressed,
    StopPressed,
    TranscribingEnded,
    UnderWay,
    meter,
    reduce,
)

BOTH = (Track.MICROPHONE, Track.SYSTEM)


def after(*events: object) -> RecorderState:
    state = RecorderState()
    for event in events:
        state = reduce(state, event)  # type: ignore[arg-type]
    return state


BEGUN = (StartPressed(), RecordingBegun(1, 2, "Standup", BOTH))


def test_a_recording_begins_pauses_goes_on_and_ends() -> None:
    assert after(StartPressed()).phase is Phase.STARTING
    assert after(*BEGUN).phase is Phase.RECORDING
    paused = (*BEGUN, PausePressed(), RecordingAt(3.0, (), 100.0, paused=True))
    assert after(*paused).phase is Phase.PAUSED
    assert after(*paused, PausePressed(), RecordingAt(3.1, (), 100.0)).phase is Phase.RECORDING
    stopping = (*paused, StopPressed(), RecordingAt(3.2, (), 100.0))
    assert after(*stopping).phase is Phase.STOPPING
    assert after(*stopping, Recorded(1, 2, 3.2), RecorderEnded()).phase is Phase.IDLE


def test_a_device_is_named_and_its_loss_too() -> None:
    named = (*BEGUN, DeviceChanged(Track.MICROPHONE, "Desk"))
    assert after(*named).source(Track.MICROPHONE) == "Desk"
    assert after(*named, DeviceChanged(Track.MICROPHONE, "")).source(Track.MICROPHONE) == ""


def test_a_notice_stays_until_sound_comes_again() -> None:
    lost = (*BEGUN, RecordingAt(3.0, (), 100.0), Notice("The sound system is gone."))
    assert after(*lost).notice
    assert not after(*lost, RecordingAt(3.5, (), 100.0)).notice


def test_a_disk_that_is_nearly_full_is_told_while_there_is_time_to_make_room() -> None:
    assert after(*BEGUN, RecordingAt(3.0, (), 600.0)).nearly_full
    assert not after(*BEGUN, RecordingAt(3.0, (), 3600.0)).nearly_full
    assert not after(*BEGUN, RecordingAt(3.0, (), 600.0), RecorderEnded()).nearly_full


def test_a_meter_shows_decibels() -> None:
    assert [meter(0.0), meter(0.001), meter(1.0)] == [0, 0, 100]
    assert meter(0.1) == pytest.approx(67, abs=1)


def test_a_silent_microphone_raises_the_alarm_and_a_silent_computer_only_before_it_was_heard() -> None:
    watch = SignalWatch()
    assert watch.silent(BOTH, ALARM_S - 1) == ()
    assert watch.silent(BOTH, ALARM_S) == BOTH
    watch.heard(Track.MICROPHONE, 20.0, 0.1)
    watch.heard(Track.SYSTEM, 20.0, 0.1)
    assert watch.silent(BOTH, 25.0) == ()
    assert watch.silent(BOTH, 60.0) == (Track.MICROPHONE,)


def test_a_meeting_is_known_by_its_transcript_while_it_is_recorded_and_until_it_is_written_down() -> None:
    assert after(*BEGUN).recorded == 2
    waiting = UnderWay(frozenset({2, 5}))
    over = after(*BEGUN, Recorded(1, 2, 3.2), waiting, RecorderEnded())
    assert (over.recorded, over.written) == (None, {2, 5})
    assert reduce(over, TranscribingEnded()).written == {2, 5}, "who is under way is told by the queue"
    assert not reduce(over, UnderWay(frozenset())).written


def test_a_recording_that_fails_does_not_wait_to_be_written_down() -> None:
    failed = after(*BEGUN, RecorderEnded())
    assert (failed.recorded, failed.written) == (None, frozenset())
