"""Backups come by themselves when they are due, and only while nothing else goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.administration.backup_schedule import BackupSchedule
from app.services.application import Application
from app.services.jobs import Lane
from tests.opened import opened_application

LONGEST_S = 60.0


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened_application(tmp_path_factory.mktemp("schedule"), with_models=False) as application:
        yield application


@pytest.fixture(autouse=True)
def _none_made_before(application: Application) -> None:
    for state in application.backups.all():
        application.backups.drop(Path(state.backup.path))
    application.settings.reset("backup.folder")


@pytest.fixture
def lane() -> Iterator[Lane]:
    made = Lane("backups")
    yield made
    made.close()


def test_one_that_is_due_is_made_once_nothing_else_goes_on(
    application: Application, lane: Lane, tmp_path: Path
) -> None:
    reasons = ["Waiting while you type.", "", ""]
    schedule = BackupSchedule(application.backups, lane, lambda: reasons.pop(0))
    application.settings.set("backup.folder", str(tmp_path))
    assert schedule.look() is None
    job = schedule.look()
    assert job is not None
    assert job.wait(LONGEST_S)
    assert schedule.problem == ""
    assert len(list(tmp_path.glob("*.alcovebackup"))) == 1
    assert schedule.look() is None


def test_what_kept_it_from_being_made_is_told_until_it_is(application: Application, lane: Lane, tmp_path: Path) -> None:
    schedule = BackupSchedule(application.backups, lane, lambda: "")
    application.settings.set("backup.folder", str(tmp_path / "stick"))
    for there in (False, True):
        if there:
            (tmp_path / "stick").mkdir()
        job = schedule.look()
        assert job is not None
        assert job.wait(LONGEST_S)
        assert ("stick is not there" in schedule.problem) is not there


def test_it_begins_by_itself_and_ends_when_it_is_closed(application: Application, lane: Lane, tmp_path: Path) -> None:
    application.settings.set("backup.folder", str(tmp_path))
    schedule = BackupSchedule(application.backups, lane, lambda: "")
    schedule.start()
    schedule.close()
    schedule.close()
    last = lane.submit(lambda _cancel: iter(()), lambda _event: None, lambda _sentence: None)
    assert last.wait(LONGEST_S)
    assert len(list(tmp_path.glob("*.alcovebackup"))) == 1
