"""What is forgotten is in no backup within reach any more; the others are named."""

import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from app.core.administration.backups import DATABASE_MEMBER, Fate
from app.core.administration.receipts import Receipt
from app.core.cancel import CancelToken
from app.core.errors import NothingFound
from app.core.events import Progress, Written
from app.core.meetings.sounds import Track
from app.core.meetings.transcript import Segment
from app.services.application import Application
from app.storage.backups.backup_files import copied_out, opened_backup
from app.storage.backups.backups import KeptBackups
from app.storage.database import Database
from app.storage.keys import Purpose, derive
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recordings
from tests.opened import add, opened_application, receipt_of

NUMBERS = count(1)
KEPT = "The pump P-310 needs oil of grade ISO VG 68."


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("erasure")
    (folder / "other.md").write_text(f"# Pump\n\n{KEPT}\n", encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "other.md")
        yield application


@pytest.fixture(autouse=True)
def _only_own_backups(application: Application) -> Iterator[None]:
    yield
    kept = KeptBackups(application.vault.database)
    for backup in kept.all():
        kept.drop(backup.path)


@pytest.fixture
def secret(application: Application, tmp_path: Path) -> Path:
    path = tmp_path / "secret.md"
    path.write_text(
        f"# Birds\n\nThe heron at weir {next(NUMBERS)} is counted twice on every Tuesday.\n", encoding="utf-8"
    )
    add(application, path)
    return path


def backed_up(application: Application, folder: Path) -> Path:
    *_, written = application.backups.make(folder, False, CancelToken())
    assert isinstance(written, Written)
    return Path(written.path)


def contents(application: Application, backup: Path, folder: Path) -> tuple[str, list[str]]:
    """Everything in the tables of the vault in a backup, and the names of the sealed files beside it."""
    names, vault = [], application.vault
    copy = folder / f"{next(NUMBERS)}.db"
    with opened_backup(backup, vault.key) as (_facts, members):
        for member in members:
            if member.name == DATABASE_MEMBER:
                list(copied_out(member, copy, CancelToken()))
            else:
                names.append(member.name)
    database = Database(copy, derive(vault.key, Purpose.DATABASE))
    with database.reading() as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows = repr([tuple(row) for it in tables for row in connection.execute(f"SELECT * FROM {it[0]}").fetchall()])
    assert database.damage() is None
    database.close()
    return rows, names


def test_a_document_is_forgotten_in_every_backup_and_all_else_stays(
    application: Application, secret: Path, tmp_path: Path
) -> None:
    first, second = backed_up(application, tmp_path), backed_up(application, tmp_path)
    text = secret.read_text(encoding="utf-8").splitlines()[-1]
    assert text in contents(application, first, tmp_path)[0]
    receipt = receipt_of(application.forgetting.document(secret, CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.backups == {str(first): Fate.REWRITTEN, str(second): Fate.REWRITTEN}
    for backup in (first, second):
        rows, _names = contents(application, backup, tmp_path)
        assert (text in rows, str(secret) in rows, KEPT in rows) == (False, False, True)
    assert list(tmp_path.glob("*.rewritten")) == []


def test_a_backup_without_it_is_left_as_it_is(application: Application, secret: Path, tmp_path: Path) -> None:
    backup = backed_up(application, tmp_path)
    before = backup.read_bytes()
    later = secret.with_name("later.md")
    later.write_text(f"The valve V-{next(NUMBERS)} opens at a pressure of forty bar in summer.", encoding="utf-8")
    add(application, later)
    receipt = receipt_of(application.forgetting.document(later, CancelToken()))
    assert receipt.backups == {str(backup): Fate.WITHOUT}
    assert backup.read_bytes() == before


def test_a_backup_out_of_reach_is_named_and_marked(application: Application, secret: Path, tmp_path: Path) -> None:
    away, damaged = backed_up(application, tmp_path), backed_up(application, tmp_path)
    away.rename(tmp_path / "elsewhere")
    damaged.write_bytes(damaged.read_bytes()[:-100])
    receipt = receipt_of(application.forgetting.document(secret, CancelToken()))
    assert set(receipt.out_of_reach) == {str(away), str(damaged)}
    assert all(state.backup.outdated for state in application.backups.all())
    entry = [it for it in application.administration.audit_entries() if it.kind == "forgotten"][-1]
    assert entry.fields["backups_out_of_reach"] == 2


def marked(application: Application) -> list[bool]:
    return [state.backup.outdated for state in application.backups.all()]


def test_the_mark_goes_once_the_backup_is_rewritten_without_all_that_was_forgotten(
    application: Application, secret: Path, tmp_path: Path
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "drawer"
    backup = backed_up(application, stick)
    stick.rename(away)
    receipt_of(application.forgetting.document(secret, CancelToken()))
    other = secret.with_name("other.md")
    other.write_text(f"The valve V-{next(NUMBERS)} opens at a pressure of forty bar in summer.", encoding="utf-8")
    add(application, other)
    receipt_of(application.forgetting.document(other, CancelToken()))
    away.rename(stick)
    with pytest.raises(NothingFound):
        receipt_of(application.forgetting.document(other, CancelToken()))
    assert marked(application) == [True]
    assert receipt_of(application.forgetting.document(secret, CancelToken())).backups == {str(backup): Fate.REWRITTEN}
    assert marked(application) == [False]


def test_a_meeting_is_forgotten_in_a_backup_that_was_out_of_reach_before(
    application: Application, tmp_path: Path
) -> None:
    meeting_id = held_meeting(application, "Anna Weber")
    said = application.meetings.transcript(meeting_id).segments[0].text
    stick, away = tmp_path / "stick", tmp_path / "drawer"
    backup = backed_up(application, stick)
    stick.rename(away)
    receipt_of(application.forgetting.meeting(meeting_id, CancelToken()))
    away.rename(stick)
    assert application.forgetting.title_of_meeting(meeting_id) == ""
    receipt = receipt_of(application.forgetting.meeting(meeting_id, CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.backups == {str(backup): Fate.REWRITTEN}
    rows, names = contents(application, backup, tmp_path)
    assert (said in rows, names) == (False, [])
    assert marked(application) == [False]
    with pytest.raises(NothingFound):
        application.forgetting.title_of_meeting(meeting_id)


def test_what_only_a_backup_holds_is_forgotten_too(application: Application, secret: Path, tmp_path: Path) -> None:
    backup = backed_up(application, tmp_path)
    application.library.remove([one.id for one in application.library.documents() if one.path == str(secret)])
    assert receipt_of(application.forgetting.document(secret, CancelToken())).backups == {str(backup): Fate.REWRITTEN}
    assert str(secret) not in contents(application, backup, tmp_path)[0]
    with pytest.raises(NothingFound, match="in a backup"):
        receipt_of(application.forgetting.document(secret, CancelToken()))


def test_a_name_nobody_has_outdates_no_backup(application: Application, tmp_path: Path) -> None:
    backed_up(application, tmp_path).unlink()
    with pytest.raises(NothingFound):
        receipt_of(application.forgetting.person("Nobody Known", CancelToken()))
    assert not any(state.backup.outdated for state in application.backups.all())


def held_meeting(application: Application, speaker: str) -> int:
    """A meeting with its sound."""
    vault = application.vault
    recordings, meetings = Recordings(vault.database, vault.places, vault.key), Meetings(vault.database)
    recording = recordings.begin("Talk", [Track.MICROPHONE])
    writer = recordings.writer(recording, Track.MICROPHONE)
    writer.write(bytes(64_000))
    writer.finish()
    recordings.end(recording.id)
    said = f"We count the grey herons at the old mill {next(NUMBERS)} on every other Thursday morning."
    meetings.add_segment(recording.transcript_id, Segment(0.0, 4.0, said, speaker))
    meetings.finish(recording.transcript_id, "en", 6.0, 0.1)
    application.meeting_passages.catch_up()
    return recording.transcript_id


def test_a_meeting_goes_with_its_sound_and_another_one_stays(application: Application, tmp_path: Path) -> None:
    forgotten, stays = held_meeting(application, "Anna Weber"), held_meeting(application, "Bo Zander")
    backup = backed_up(application, tmp_path)
    said = [application.meetings.transcript(one).segments[0].text for one in (forgotten, stays)]
    receipt = receipt_of(application.forgetting.meeting(forgotten, CancelToken()))
    assert receipt.proven, receipt.traces
    rows, names = contents(application, backup, tmp_path)
    assert [text in rows for text in said] == [False, True]
    assert len(names) == 1
    application.meetings.delete(stays)


def test_another_meeting_that_has_the_same_number_in_a_backup_stays(application: Application, tmp_path: Path) -> None:
    """So it is after a backup was restored: numbers are given again."""
    meeting_id = held_meeting(application, "Anna Weber")
    said = application.meetings.transcript(meeting_id).segments[0].text
    backup = backed_up(application, tmp_path)
    application.meetings.delete(meeting_id)
    application.meeting_passages.catch_up()
    with application.vault.database.writing() as connection:
        connection.execute(
            "INSERT INTO transcripts (id, path, title, language, duration_s, real_time_factor, heard_until_s, created_at,"
            " complete) VALUES (?, '', 'Another', 'en', 1, 1, 1, '2030-01-01T00:00:00+00:00', 1)",
            (meeting_id,),
        )
    Meetings(application.vault.database).add_segment(meeting_id, Segment(0.0, 1.0, "Something else is said here now."))
    receipt_of(application.forgetting.meeting(meeting_id, CancelToken()))
    assert said in contents(application, backup, tmp_path)[0]


def test_a_person_goes_from_backups_and_what_others_said_stays(application: Application, tmp_path: Path) -> None:
    meeting_id = held_meeting(application, "Carla Nowak")
    backup = backed_up(application, tmp_path)
    assert "Carla Nowak" in contents(application, backup, tmp_path)[0]
    receipt = receipt_of(application.forgetting.person("Carla Nowak", CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.backups == {str(backup): Fate.REWRITTEN}
    rows, _names = contents(application, backup, tmp_path)
    assert ("Carla Nowak" in rows, "We count the grey herons" in rows) == (False, True)
    application.meetings.delete(meeting_id)


def test_copies_from_before_an_upgrade_are_erased(application: Application, secret: Path) -> None:
    earlier = application.vault.places.earlier / "alcove-2024.alcovebackup"
    earlier.parent.mkdir(exist_ok=True)
    earlier.write_bytes(b"a copy")
    receipt = receipt_of(application.forgetting.document(secret, CancelToken()))
    assert receipt.backups == {str(earlier): Fate.ERASED}
    assert not earlier.exists()


def test_a_cancel_leaves_the_backups_named_and_it_can_be_gone_on_with(
    application: Application, secret: Path, tmp_path: Path
) -> None:
    newer, older = backed_up(application, tmp_path), backed_up(application, tmp_path)
    content, cancel = newer.read_bytes(), CancelToken()
    forgets = application.forgetting.document(secret, cancel)
    assert isinstance(next(forgets), Progress)
    cancel.cancel()
    receipt = receipt_of(forgets)
    assert receipt.removed["documents"] == 1
    assert receipt.backups == {str(newer): Fate.LEFT, str(older): Fate.LEFT}
    assert all(state.backup.outdated for state in application.backups.all())
    assert newer.read_bytes() == content
    assert sorted(it.name for it in tmp_path.glob("*backup*")) == sorted([newer.name, older.name])
    again = receipt_of(application.forgetting.document(secret, CancelToken()))
    assert set(again.backups.values()) == {Fate.REWRITTEN}
    assert (len(receipt.out_of_reach), again.out_of_reach) == (2, ())


def test_a_backup_that_is_made_meanwhile_does_not_hold_it(
    application: Application, secret: Path, tmp_path: Path
) -> None:
    """The vault was copied into it before, and it is on the list only once it is whole."""
    making, receipts = application.backups.make(tmp_path / "new.alcovebackup", False, CancelToken()), list[Receipt]()
    while not isinstance(event := next(making), Progress) or not event.total:
        continue
    forgets = application.forgetting.document(secret, CancelToken())
    forgetting = threading.Thread(target=lambda: receipts.append(receipt_of(forgets)))
    forgetting.start()
    list(making)
    forgetting.join()
    assert receipts[0].backups == {str(tmp_path / "new.alcovebackup"): Fate.REWRITTEN}
    assert str(secret) not in contents(application, tmp_path / "new.alcovebackup", tmp_path)[0]


def test_what_waits_to_be_restored_does_not_bring_it_back(
    application: Application, secret: Path, tmp_path: Path
) -> None:
    backup, restored = backed_up(application, tmp_path), application.vault.places.restored
    list(application.restoring.lay_down(backup, None, None, CancelToken()))
    receipt = receipt_of(application.forgetting.document(secret, CancelToken()))
    assert receipt.backups == {str(backup): Fate.REWRITTEN, str(restored): Fate.ERASED}
    assert not restored.exists()
