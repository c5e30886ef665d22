"""Meetings from the command line: minutes and exports of what is in the vault, voices, and recording without sound."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.meetings.transcript import Listening
from app.core.meetings.voices import VoiceProfile
from app.services.application import Application
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.voices import VoiceStore
from tests.cli.test_commands import Alcove
from tests.core.meeting import segments
from tests.installed import shared_data
from tests.opened import opened_application


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The services without any model, on a machine without a sound system."""
    folder = tmp_path_factory.mktemp("meetings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULSE_SERVER", f"unix:{folder}/nobody")
        with opened_application(folder, with_models=False) as application:
            yield application


@pytest.fixture
def alcove(application: Application, tmp_path: Path) -> Alcove:
    return Alcove(application, tmp_path)


@pytest.fixture(scope="module")
def meeting(application: Application) -> str:
    """The number of a transcript."""
    meetings = Meetings(application.vault.database)
    transcript_id = meetings.begin("/festival.wav", "Anna: festival", Listening(), 1, 1_795_000_000 * 10**9)
    meetings.replace_segments(transcript_id, segments())
    meetings.finish(transcript_id, "en", 65.0, 0.1)
    return str(transcript_id)


def test_the_minutes_of_a_transcript_are_printed(alcove: Alcove, meeting: str) -> None:
    assert alcove("minutes", meeting) == 0
    assert alcove.out.startswith("# Anna: festival\n")
    assert "Send the permit papers to the town by Friday." in alcove.out
    assert "All 65 seconds of the recording were read." in alcove.messages


def test_minutes_as_json_are_one_object(alcove: Alcove, meeting: str) -> None:
    assert alcove("minutes", meeting, "--json") == 0
    sections = {section["heading"]: section["lines"] for section in alcove.value["sections"]}
    assert [line["owner"] for line in sections["Action items"]] == ["Ben", "Ben", "Carla"]


def test_what_is_redacted_is_so_on_the_screen_in_json_and_in_the_names_of_files(
    alcove: Alcove, meeting: str, tmp_path: Path
) -> None:
    hidden = ("--redact", "names,dates")
    assert alcove("minutes", meeting, *hidden) == 0
    printed = alcove.out
    assert alcove("minutes", meeting, *hidden, "--json") == 0
    as_json = json.dumps(alcove.value)
    assert alcove("minutes", meeting, *hidden, "--with-transcript", "--format", "json", "--output", "out") == 0
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "[name 1] festival.json"
    for text in (printed, as_json, path.read_text(encoding="utf-8")):
        assert "[name 1]" in text.replace("\\", "")
        assert not any(secret in text for secret in ("Anna", "Ben", "Carla", "2026-11"))


def test_minutes_without_names_say_of_nobody_who_it_was(alcove: Alcove, meeting: str) -> None:
    assert alcove("minutes", meeting, "--no-names", "--json") == 0
    lines = [line for section in alcove.value["sections"] for line in section["lines"]]
    assert {line["owner"] for line in lines} == {""}


def test_minutes_of_nothing_are_refused_with_a_sentence(alcove: Alcove) -> None:
    assert alcove("minutes") == 1
    assert "Name a recording" in alcove.messages
    assert alcove("minutes", "4711") == 3
    assert "no longer exists" in alcove.messages
    for name in ("9" * 20, "²"):
        assert alcove("minutes", name) == 1
        assert "There is no file" in alcove.messages


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_what_cannot_be_printed_needs_a_folder_before_anything_is_done(alcove: Alcove, form: str) -> None:
    for command in ("transcribe", "minutes"):
        assert alcove(command, "missing.wav", "--format", form) == 1
        assert alcove.messages == f"A file in the format {form} needs a folder; name it with --output DIR.\n"


def test_voices_are_listed_and_forgotten(alcove: Alcove, application: Application) -> None:
    assert alcove("voices", "list") == 0
    assert "they are not remembered" in alcove.messages
    store = VoiceStore(application.vault.database)
    for name in ("Anna", "Ben"):
        store.keep(VoiceProfile(name, (0.5,) * 192, 31.0, "2026-11-18T10:00:00+00:00"))
    assert alcove("voices", "list") == 0
    assert "Anna: 31 s heard, kept since 2026-11-18\n" in alcove.out
    assert alcove("voices", "forget", "Nobody") == 3
    assert "Nobody" in alcove.messages
    assert alcove("voices", "forget", "Anna") == 0
    assert alcove("voices", "forget") == 1
    assert "--all" in alcove.messages
    assert alcove("voices", "forget", "--all") == 0
    assert alcove("voices", "list", "--json") == 0
    assert alcove.out == ""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system itself brings the sound")
def test_without_a_sound_system_there_is_no_recording(alcove: Alcove) -> None:
    assert alcove("record", "--for", "1") == 1
    assert "PulseAudio or PipeWire" in alcove.messages
    assert alcove("record", "--devices") == 1


@pytest.mark.slow
def test_no_recording_takes_the_place_of_another_of_the_same_name(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        shutil.copy(shared_data("speech/faster_whisper_tests/jfk.flac"), tmp_path / folder / "anna.flac")
    paths = ("first/anna.flac", "second/anna.flac")
    with opened_application(tmp_path, with_models=True) as application:
        alcove = Alcove(application, tmp_path)
        assert alcove("transcribe", *paths, "--output", "out") == 0
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["anna 2.txt", "anna.txt"]
