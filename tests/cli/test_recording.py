"""Meetings recorded from the command line, with a sound system of their own and without a speech model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.meetings.sounds import Track, TrackSource
from app.services.application import Application
from app.services.jobs import Job
from tests import sound_server
from tests.cli.test_commands import Alcove
from tests.opened import opened_application


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder, sound = tmp_path_factory.mktemp("recording"), tmp_path_factory.mktemp("sound")
    with sound_server.sound_server(sound) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULSE_SERVER", server.address)
        patch.setenv("XDG_RUNTIME_DIR", str(sound))
        with opened_application(folder, with_models=False) as application:
            yield application


@pytest.fixture
def alcove(application: Application, tmp_path: Path) -> Alcove:
    return Alcove(application, tmp_path)


def test_what_is_recorded_is_kept_also_where_it_cannot_be_transcribed(alcove: Alcove, application: Application) -> None:
    before = application.recorded_meetings.waiting()
    assert alcove("record", "--for", "1", "--transcribe", "--json") == 1
    first, *_others = alcove.messages.splitlines()
    assert first.startswith("Recording; everybody has to agree.")
    assert "speech model" in alcove.messages
    [waiting] = [one for one in application.recorded_meetings.waiting() if one not in before]
    assert waiting.duration_s >= 1


def test_the_last_caption_is_waited_for_by_looks_between_which_ctrl_c_is_heard(
    alcove: Alcove, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait, waits = Job.wait, []

    def watched(job: Job, timeout_seconds: float | None = None) -> bool:
        waits.append(timeout_seconds)
        return wait(job, timeout_seconds)

    monkeypatch.setattr(Job, "wait", watched)
    assert alcove("record", "--for", "1", "--captions") == 0
    assert "There are no captions" in alcove.messages
    assert waits
    assert None not in waits, "Windows tells of Ctrl+C only between waits"


def test_while_one_meeting_is_recorded_another_is_refused_at_once(alcove: Alcove, application: Application) -> None:
    recording = application.recording.record("First", (TrackSource(Track.SYSTEM),), CancelToken())
    next(recording)
    assert alcove("record", "--for", "1") == 1
    assert alcove.messages == "A meeting is being recorded already; stop that recording, then begin another.\n"
    recording.close()


def test_the_devices_are_listed(alcove: Alcove) -> None:
    assert alcove("record", "--devices") == 0
    assert "Desk (default)" in alcove.out
