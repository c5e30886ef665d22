"""A backup holds everything, is whole or not there, and comes back; what was there stays until it has."""

import os
import random
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.administration.backups import KeptBackup
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError, VaultLocked
from app.core.events import Event, Failed, Written
from app.core.meetings.sounds import Track
from app.services.administration.restoring import Restoring
from app.services.administration.vault import Vault
from app.services.application import Application
from app.services.permissions import Permissions
from app.storage.backups.backups import KeptBackups
from app.storage.backups.restoring import finish_restoring
from app.storage.conversations.conversations import Conversations
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places
from tests.opened import add, opened_application
from tests.storage.small_disk import fill, small_disk

PASSPHRASE = "correct horse battery staple"
NO_POLICY = Policy()
SECRET = "The heron at the weir is counted twice before breakfast."
SOUND = bytes(range(256)) * 200


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A profile with a document and a recording's sound."""
    folder = tmp_path_factory.mktemp("backups")
    (folder / "birds.md").write_text(f"# Birds\n\n{SECRET}\n", encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "birds.md")
        vault = application.vault
        recordings = Recordings(vault.database, vault.places, vault.key)
        recording = recordings.begin("Talk", [Track.MICROPHONE])
        writer = recordings.writer(recording, Track.MICROPHONE)
        writer.write(SOUND)
        writer.finish()
        recordings.end(recording.id)
        yield application


@pytest.fixture(autouse=True)
def _only_own_backups(application: Application) -> Iterator[None]:
    yield
    kept = KeptBackups(application.vault.database)
    for backup in kept.all():
        kept.drop(backup.path)
    for name in ("backup.folder", "backup.every_days", "backup.kept"):
        application.settings.reset(name)


def backed_up(application: Application, target: Path, with_models: bool = False) -> Path:
    *_, written = application.backups.make(target, with_models, CancelToken())
    assert isinstance(written, Written)
    return Path(written.path)


def elsewhere(tmp_path: Path) -> Vault:
    """A profile of another machine, with nothing in it."""
    return Vault(Places(tmp_path / "other", tmp_path / "models", Path("resources")), Permissions(Policy()))


def restored(
    vault: Vault,
    backup: Path,
    passphrase: str | None = PASSPHRASE,
    recovery_key: str | None = None,
    policy: Policy = NO_POLICY,
) -> None:
    restoring = Restoring(vault, Permissions(policy))
    list(restoring.lay_down(backup, passphrase, recovery_key, CancelToken()))
    restoring.finish()


def documents_in(vault: Vault) -> list[str]:
    with vault.database.reading() as connection:
        return [row[0] for row in connection.execute("SELECT text FROM pages ORDER BY document_id")]


def problems(application: Application, path: Path) -> list[str]:
    events: list[Event] = list(application.backups.verify(path, CancelToken()))
    return [event.reason for event in events if isinstance(event, Failed)]


def test_everything_comes_back_on_another_machine(application: Application, tmp_path: Path) -> None:
    vault = elsewhere(tmp_path)
    restored(vault, backed_up(application, tmp_path))
    assert vault.state() == "locked"
    vault.unlock(PASSPHRASE)
    assert any(SECRET in text for text in documents_in(vault))
    (recording,) = (kept := Recordings(vault.database, vault.places, vault.key)).recordings()
    assert b"".join(kept.samples(recording.id, Track.MICROPHONE)) == SOUND
    vault.close()


def test_a_backup_tells_nobody_anything(application: Application, tmp_path: Path) -> None:
    content = backed_up(application, tmp_path).read_bytes()
    for told in (SECRET, "birds.md", "recording-", "vault.db"):
        assert told.encode() not in content
    assert not list(application.vault.places.profile.glob("unfinished/*"))


def test_a_backup_is_made_while_others_write_and_is_of_one_moment(application: Application, tmp_path: Path) -> None:
    conversations, stop = Conversations(application.vault.database), threading.Event()

    def write() -> None:
        while not stop.is_set():
            conversations.create("meanwhile")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup = backed_up(application, tmp_path)
    finally:
        stop.set()
        writer.join()
    assert problems(application, backup) == []


@pytest.mark.parametrize("harm", ["flipped", "cut", "longer", "empty", "something else"])
def test_a_backup_that_is_not_as_it_was_made_is_refused(application: Application, tmp_path: Path, harm: str) -> None:
    backup = backed_up(application, tmp_path)
    content = bytearray(backup.read_bytes())
    if harm == "flipped":
        content[random.randrange(len(content))] ^= 1
    harmed = {
        "cut": content[: len(content) // 2],
        "longer": content + b"x",
        "empty": b"",
        "something else": b"%PDF-1.7",
    }
    backup.write_bytes(harmed.get(harm, content))
    assert len(problems(application, backup)) == 1
    vault = elsewhere(tmp_path)
    with pytest.raises(UserError):
        restored(vault, backup)
    assert vault.state() == "new"


def test_a_key_file_that_is_not_the_one_it_was_made_with_is_damage(application: Application, tmp_path: Path) -> None:
    """It stands before what is sealed, and the open vault reads a backup without it: nothing would open afterwards."""
    backup = backed_up(application, tmp_path)
    content, key_file = backup.read_bytes(), application.vault.places.key_file.read_bytes()
    place = content.index(key_file) + len(key_file) // 2
    backup.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    assert len(problems(application, backup)) == 1
    with pytest.raises(UserError):
        list(application.restoring.lay_down(backup, None, None, CancelToken()))
    assert not application.vault.places.restored.exists()


def test_what_is_there_stays_where_the_restored_one_cannot_be_opened(application: Application, tmp_path: Path) -> None:
    vault, backup = elsewhere(tmp_path), backed_up(application, tmp_path)
    vault.create(PASSPHRASE)
    vault.close()
    before = vault.places.database.read_bytes()
    with pytest.raises(VaultLocked):
        restored(vault, backup, "a wrong passphrase")
    assert vault.places.database.read_bytes() == before
    assert not vault.places.restored.exists()


def test_another_vault_is_replaced_and_gone_once_the_restored_one_was_opened(
    application: Application, tmp_path: Path
) -> None:
    vault, backup = elsewhere(tmp_path), backed_up(application, tmp_path)
    vault.create("another passphrase altogether")
    vault.close()
    restored(vault, backup)
    assert (vault.places.replaced / "vault.db").exists()
    vault.unlock(PASSPHRASE)
    assert any(SECRET in text for text in documents_in(vault))
    assert not vault.places.replaced.exists()
    vault.close()


@pytest.mark.parametrize(
    ("damaged", "moves"),
    [
        ("nothing", None),
        ("key.json", None),
        ("vault.db", None),
        ("no key.json", None),
        ("nothing", 1),
        ("nothing", 4),
        ("nothing", 6),
    ],
)
def test_a_vault_that_nobody_could_open_stays_beside_the_backup_that_is_brought(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: str, moves: int | None
) -> None:
    """Whole, as a profile of its own; also where a crash comes before one of the renames."""
    vault, backup = elsewhere(tmp_path), backed_up(application, tmp_path / "backup.alcovebackup")
    vault.create("another passphrase altogether")
    vault.close()
    vault.places.blobs.mkdir()
    (vault.places.blobs / "sound").write_bytes(b"sealed")
    if damaged == "no key.json":
        vault.places.key_file.unlink()
    elif damaged != "nothing":
        (vault.places.profile / damaged).write_bytes(b"damaged")
    before = {it.name: it.read_bytes() for it in vault.places.profile.glob("[kv]*")}
    bringing = Restoring(vault, Permissions(Policy())).bring(backup, PASSPHRASE, None, CancelToken())
    if moves is None:
        list(bringing)
    else:
        *_, _last = Restoring(vault, Permissions(Policy())).lay_down(
            backup, PASSPHRASE, None, CancelToken(), "kept-now"
        )
        crashed(vault.places, monkeypatch, moves)
        vault.unlock(PASSPHRASE)
    assert any(SECRET in text for text in documents_in(vault))
    vault.close()
    (kept,) = vault.places.profile.glob("kept-*")
    assert {it.name: it.read_bytes() for it in kept.glob("[kv]*")} == before
    assert (kept / "blobs" / "sound").read_bytes() == b"sealed"
    assert not (vault.places.profile / "what-is-there-stays").exists()
    if damaged == "nothing":
        there = Vault(replace(vault.places, profile=kept), Permissions(Policy()))
        there.unlock("another passphrase altogether")
        there.close()


def test_nothing_is_brought_over_a_vault_that_is_open(application: Application, tmp_path: Path) -> None:
    backup = backed_up(application, tmp_path)
    with pytest.raises(UserError, match="restore the backup in its settings"):
        list(application.restoring.bring(backup, PASSPHRASE, None, CancelToken()))


def crashed(places: Places, monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    """Finish restoring after a crash that came before the rename of this number."""
    left, rename = iter(range(moves)), Path.replace

    def crash(path: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        finish_restoring(places)
    monkeypatch.undo()
    assert finish_restoring(places)
    assert not finish_restoring(places)


@pytest.mark.parametrize("moves", range(6))
def test_a_restore_that_a_crash_interrupts_is_finished_at_the_next_start(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """The crash comes before each of the renames that there are."""
    vault = elsewhere(tmp_path)
    shutil.copytree(application.vault.places.profile, vault.places.profile)
    backup = backed_up(application, tmp_path)
    list(Restoring(vault, Permissions(Policy())).lay_down(backup, PASSPHRASE, None, CancelToken()))
    crashed(vault.places, monkeypatch, moves)
    assert sorted(it.name for it in vault.places.blobs.iterdir()) == ["recording-1-microphone.track"]
    vault.unlock(PASSPHRASE)
    assert any(SECRET in text for text in documents_in(vault))
    vault.close()


@pytest.mark.fault(43)
def test_a_restored_vault_knows_of_the_backups_made_since(application: Application, tmp_path: Path) -> None:
    first = backed_up(application, tmp_path / "first.alcovebackup")
    second = backed_up(application, tmp_path / "second.alcovebackup")
    list(application.restoring.lay_down(first, None, None, CancelToken()))
    vault = Vault(replace(application.vault.places, profile=application.vault.places.restored), Permissions(Policy()))
    vault.unlock(PASSPHRASE)
    assert {it.path for it in KeptBackups(vault.database).all()} == {str(first), str(second)}
    vault.close()
    shutil.rmtree(application.vault.places.restored)


def test_a_backup_opens_with_the_recovery_key(tmp_path: Path) -> None:
    with opened_application(tmp_path / "first", with_models=False) as application:
        recovery_key = application.vault.renew_recovery_key()
        backup = backed_up(application, tmp_path)
    vault = elsewhere(tmp_path)
    restored(vault, backup, None, recovery_key)
    vault.unlock_with_recovery_key(recovery_key)
    vault.close()


def test_models_are_in_it_only_where_that_is_asked(application: Application, tmp_path: Path) -> None:
    model = application.vault.places.models / "made" / "model.gguf"
    model.parent.mkdir(parents=True)
    model.write_bytes(b"weights" * 1000)
    for with_models in (False, True):
        vault = elsewhere(tmp_path / str(with_models))
        restored(vault, backed_up(application, tmp_path / f"{with_models}.alcovebackup", with_models))
        assert (vault.places.models / "made" / "model.gguf").exists() is with_models


def test_models_do_not_come_with_a_backup_where_the_policy_lets_none_be_brought_along(
    application: Application, tmp_path: Path
) -> None:
    model = application.vault.places.models / "brought" / "model.gguf"
    model.parent.mkdir(parents=True)
    model.write_bytes(b"weights")
    backup, vault = backed_up(application, tmp_path, with_models=True), elsewhere(tmp_path)
    restored(vault, backup, policy=Policy({"models.import_allowed": False}, "test"))
    assert vault.state() == "locked"
    assert not vault.places.models.exists()


@pytest.mark.fault(37)
def test_a_backup_that_is_cancelled_or_has_no_room_leaves_nothing(application: Application, tmp_path: Path) -> None:
    token = CancelToken()
    making = application.backups.make(tmp_path / "new.alcovebackup", False, token)
    next(making)
    token.cancel()
    with pytest.raises(Cancelled):
        list(making)
    assert list(tmp_path.iterdir()) == []
    with small_disk(tmp_path / "disk", 4096) as disk:
        fill(disk, 64)
        with pytest.raises(UserError, match="make room"):
            backed_up(application, disk / "new.alcovebackup")
        assert [it.name for it in disk.glob("*.alcovebackup*")] == []


def test_a_folder_that_was_made_for_a_backup_goes_again_where_there_is_no_room(
    application: Application, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        ballast = fill(disk, 64)
        with pytest.raises(UserError, match="make room"):
            backed_up(application, disk / "backups")
        assert list(disk.iterdir()) == [ballast]


def test_a_folder_that_was_made_for_a_backup_goes_again_where_it_is_cancelled(
    application: Application, tmp_path: Path
) -> None:
    token = CancelToken()
    making = application.backups.make(tmp_path / "backups", False, token)
    next(making)
    token.cancel()
    with pytest.raises(Cancelled):
        list(making)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_not_put_where_it_would_be_lost_with_the_profile(application: Application) -> None:
    with pytest.raises(UserError, match="choose another folder"):
        backed_up(application, application.vault.places.profile / "backup.alcovebackup")


def test_what_is_not_called_a_backup_is_a_folder_which_is_made_where_it_is_not_there(
    application: Application, tmp_path: Path
) -> None:
    first, second = (backed_up(application, tmp_path / "backups 2026") for _ in range(2))
    assert first.parent == second.parent == tmp_path / "backups 2026"
    assert first.name.startswith("alcove-")
    assert problems(application, first) == []


def test_a_folder_for_backups_is_not_made_on_a_drive_that_may_be_away(application: Application, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=f"There is no folder {tmp_path / 'stick'} for the backup"):
        backed_up(application, tmp_path / "stick" / "backups")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_not_written_over_by_a_backup(application: Application, tmp_path: Path) -> None:
    (tmp_path / "accounts.ods").write_bytes(b"sums")
    with pytest.raises(UserError, match=r"is a file: name a folder .* ends in \.alcovebackup"):
        backed_up(application, tmp_path / "accounts.ods")
    assert (tmp_path / "accounts.ods").read_bytes() == b"sums"


def test_a_backup_is_due_so_many_days_after_the_last_and_old_ones_go(application: Application, tmp_path: Path) -> None:
    backups, settings = application.backups, application.settings
    assert not backups.is_due()
    settings.set("backup.folder", str(tmp_path))
    settings.set("backup.every_days", 3)
    settings.set("backup.kept", 2)
    old = [
        KeptBackup(str(tmp_path / f"{n}.alcovebackup"), f"2024-01-0{n}T00:00:00.000000+00:00", 1, True) for n in (1, 2)
    ]
    KeptBackups(application.vault.database).keep(*old)
    by_hand = backed_up(application, tmp_path / "by-hand.alcovebackup")
    for it in old:
        Path(it.path).write_bytes(b"old")
    assert backups.is_due()
    list(backups.make_due(CancelToken()))
    assert not backups.is_due()
    assert backups.is_due(datetime.now(UTC) + timedelta(days=3, minutes=1))
    assert not Path(old[0].path).exists()
    assert Path(old[1].path).exists()
    assert by_hand.exists()
    assert list(backups.make_due(CancelToken())) == []


@pytest.mark.fault(43)
def test_a_clock_that_was_set_back_keeps_none_from_being_made(application: Application, tmp_path: Path) -> None:
    application.settings.set("backup.folder", str(tmp_path))
    application.settings.set("backup.every_days", 3)
    application.settings.set("backup.kept", 1)
    ahead = KeptBackup(str(tmp_path / "ahead.alcovebackup"), "2999-01-01T00:00:00.000000+00:00", 1, True)
    Path(ahead.path).write_bytes(b"of a day to come")
    KeptBackups(application.vault.database).keep(ahead)
    assert application.backups.is_due()
    list(application.backups.make_due(CancelToken()))
    assert not application.backups.is_due()
    (made,) = application.backups.all()
    assert made.backup.path != ahead.path
    assert Path(made.backup.path).exists()


def test_an_old_one_on_a_drive_that_is_away_stays_on_the_list(application: Application, tmp_path: Path) -> None:
    """It is there still, and what is forgotten may be in it."""
    application.settings.set("backup.folder", str(tmp_path))
    application.settings.set("backup.every_days", 1)
    application.settings.set("backup.kept", 1)
    away = KeptBackup(str(tmp_path / "stick" / "old.alcovebackup"), "2024-01-01T00:00:00.000000+00:00", 1, True)
    KeptBackups(application.vault.database).keep(away)
    list(application.backups.make_due(CancelToken()))
    assert away.path in [it.backup.path for it in application.backups.all()]


def test_a_folder_for_backups_that_is_away_is_named(application: Application, tmp_path: Path) -> None:
    application.settings.set("backup.folder", str(tmp_path / "stick"))
    with pytest.raises(UserError, match="connect or make it"):
        list(application.backups.make_due(CancelToken()))
    assert [state.within_reach for state in application.backups.all()] == []


def test_a_folder_for_backups_that_the_system_gives_only_an_error_for_is_away(application: Application) -> None:
    """As a network drive is that does not answer any more; a name that is too long is refused everywhere."""
    application.settings.set("backup.folder", f"/{'x' * 300}")
    assert not application.backups.folder().there
    with pytest.raises(UserError, match="connect or make it"):
        list(application.backups.make_due(CancelToken()))


def test_a_backup_is_made_though_the_pieces_of_those_before_were_removed(
    application: Application, tmp_path: Path
) -> None:
    backed_up(application, tmp_path)
    (pieces,) = tmp_path.glob("*.pieces")
    shutil.rmtree(pieces)
    assert problems(application, backed_up(application, tmp_path)) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has access lists instead")
def test_a_backup_is_readable_by_this_user_alone(application: Application, tmp_path: Path) -> None:
    assert backed_up(application, tmp_path).stat().st_mode & 0o777 == 0o600
