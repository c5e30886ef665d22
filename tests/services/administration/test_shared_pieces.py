"""Backups in one folder share what did not change; each is whole by itself, and what none needs any more goes."""

import os
from collections.abc import Callable, Generator, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from app.core.administration.backups import DATABASE_MEMBER, Fate
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Event, Failed, Written
from app.core.meetings.sounds import Track
from app.services.administration.backups import Backups
from app.services.administration.restoring import Restoring
from app.services.administration.vault import Vault
from app.services.application import Application
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.backups.backup_members import Listing, Member
from app.storage.backups.backup_pieces import Pieces
from app.storage.backups.backups import KeptBackups
from app.storage.blobs import DamagedSealedFile
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places
from app.storage.settings import Settings
from tests.opened import add, opened_application, receipt_of
from tests.storage.small_disk import fill, small_disk

PASSPHRASE = "correct horse battery staple"
SOUND_BYTES = 6_000_000


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A profile with a document and a recording that takes up most of it."""
    folder = tmp_path_factory.mktemp("pieces")
    (folder / "birds.md").write_text("# Birds\n\nThe heron is counted at the weir every Tuesday.\n", encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "birds.md")
        record(application)
        yield application


@pytest.fixture(autouse=True)
def _as_it_was(application: Application) -> Iterator[None]:
    vault, settings = application.vault, application.settings
    recordings, kept = Recordings(vault.database, vault.places, vault.key), KeptBackups(vault.database)
    before = [it.id for it in recordings.recordings()], [it.id for it in application.library.documents()]
    yield
    for recording in recordings.recordings():
        if recording.id not in before[0]:
            recordings.delete_with_transcript(recording.id)
    application.library.remove([it.id for it in application.library.documents() if it.id not in before[1]])
    for backup in kept.all():
        kept.drop(backup.path)
    for name in ("backup.folder", "backup.kept"):
        settings.reset(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def record(application: Application) -> None:
    vault = application.vault
    recordings = Recordings(vault.database, vault.places, vault.key)
    recording = recordings.begin("Talk", [Track.MICROPHONE])
    writer = recordings.writer(recording, Track.MICROPHONE)
    writer.write(os.urandom(SOUND_BYTES))
    writer.finish()
    recordings.end(recording.id)


def backed_up(application: Application, folder: Path, cancel: CancelToken | None = None) -> Path:
    *_, written = application.backups.make(folder, False, cancel or CancelToken())
    assert isinstance(written, Written)
    return Path(written.path)


class Interrupted(CancelToken):
    """Something happens at the first checkpoint at which it is time."""

    def __init__(self, is_time: Callable[[], bool], act: Callable[[], object]) -> None:
        super().__init__()
        self._is_time = is_time
        self._act = act

    def checkpoint(self) -> None:
        if self._is_time():
            self._is_time = lambda: False
            self._act()
        super().checkpoint()


def problems(application: Application, path: Path) -> list[str]:
    events: list[Event] = list(application.backups.verify(path, CancelToken()))
    return [event.reason for event in events if isinstance(event, Failed)]


def pieces(folder: Path) -> dict[Path, int]:
    return {it: it.stat().st_size for it in folder.glob("*.pieces/*/*")}


def size_bytes(folder: Path) -> int:
    return sum(it.stat().st_size for it in folder.rglob("*") if it.is_file())


def elsewhere(vault: Vault, profile: Path) -> Vault:
    return Vault(Places(profile, profile.with_name("no models"), vault.places.resources), Permissions(Policy()))


def restored(application: Application, backup: Path, to: Path) -> Vault:
    vault = elsewhere(application.vault, to)
    list(Restoring(vault, Permissions(Policy())).bring(backup, PASSPHRASE, None, CancelToken()))
    return vault


def texts(vault: Vault) -> str:
    with vault.database.reading() as connection:
        return "\n".join(row[0] for row in connection.execute("SELECT text FROM pages"))


def test_the_next_backup_costs_what_changed_and_each_restores_its_own_day(
    application: Application, folder: Path, tmp_path: Path
) -> None:
    first = backed_up(application, folder)
    whole = size_bytes(folder)
    (tmp_path / "gulls.md").write_text("The gull is counted at the pier.\n", encoding="utf-8")
    add(application, tmp_path / "gulls.md")
    second = backed_up(application, folder)
    assert whole > SOUND_BYTES
    assert size_bytes(folder) - whole < whole / 4
    assert (problems(application, first), problems(application, second)) == ([], [])
    for backup, has_gulls in ((first, False), (second, True)):
        vault = restored(application, backup, tmp_path / backup.stem)
        assert ("heron" in texts(vault), "gull" in texts(vault)) == (True, has_gulls)
        (recording,) = (kept := Recordings(vault.database, vault.places, vault.key)).recordings()
        assert sum(map(len, kept.samples(recording.id, Track.MICROPHONE))) == SOUND_BYTES
        vault.close()


def test_a_backup_tells_what_is_in_it_before_it_is_restored(application: Application, folder: Path) -> None:
    backup = backed_up(application, folder)
    facts = application.restoring.examine(backup).facts
    assert facts is not None
    assert facts.inventory == application.backups.inventory()
    assert facts.inventory.documents == 1
    assert facts.content_bytes > SOUND_BYTES


def test_pieces_tell_nobody_anything(application: Application, folder: Path) -> None:
    backed_up(application, folder)
    everything = b"".join(it.read_bytes() for it in folder.rglob("*") if it.is_file())
    names = " ".join(str(it) for it in folder.rglob("*"))
    assert b"heron" not in everything
    assert "recording" not in names


def test_what_no_backup_lists_goes_with_the_one_that_listed_it_and_the_others_stay_whole(
    application: Application, folder: Path
) -> None:
    settings = application.settings
    settings.set("backup.folder", str(folder))
    settings.set("backup.kept", 1)
    list(application.backups.make_due(CancelToken()))
    before = pieces(folder)
    record(application)
    list(application.backups.make(folder, False, CancelToken(), scheduled=True))
    (only,) = folder.glob("*.alcovebackup")
    assert problems(application, only) == []
    assert before.keys() - pieces(folder).keys()
    only.unlink()
    backed_up(application, folder)
    (left,) = folder.glob("*.alcovebackup")
    assert problems(application, left) == []


def test_backups_of_two_vaults_in_one_folder_leave_each_other_alone(
    application: Application, folder: Path, tmp_path: Path
) -> None:
    ours = backed_up(application, folder)
    there = elsewhere(application.vault, tmp_path / "another")
    there.create(PASSPHRASE)
    another = Backups(there, Settings(there.database), Audit(there.database))
    list(another.make(folder, False, CancelToken()))
    (theirs,) = set(folder.glob("*.alcovebackup")) - {ours}
    assert len(list(folder.glob("*.pieces"))) == 2
    theirs.unlink()
    list(another.make(folder, False, CancelToken()))
    there.close()
    assert problems(application, ours) == []


def test_what_is_forgotten_is_in_no_piece_any_more(application: Application, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("The bittern is heard at the mill every Friday.\n", encoding="utf-8")
    add(application, secret)
    backups = [backed_up(application, folder), backed_up(application, folder)]
    before = pieces(folder)
    (orphan,) = (next(iter(before)).with_name(f"{'ab' * 32}.piece"),)
    orphan.write_bytes(b"of a backup that was killed")
    receipt = receipt_of(application.forgetting.document(secret, CancelToken()))
    assert receipt.proven, receipt.traces
    assert receipt.backups == {str(it): Fate.REWRITTEN for it in backups}
    assert not orphan.exists()
    assert before.keys() - pieces(folder).keys()
    for backup in backups:
        assert problems(application, backup) == []
        vault = restored(application, backup, tmp_path / backup.stem)
        assert ("heron" in texts(vault), "bittern" in texts(vault)) == (True, False)
        vault.close()


def damage(*paths: Path) -> None:
    """As a drive does that is pulled out: the size is right, what is inside is not."""
    for path in paths:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)


def test_a_damaged_piece_is_found_and_the_next_backup_heals_both(application: Application, folder: Path) -> None:
    first = backed_up(application, folder)
    damage(max(pieces(folder), key=lambda it: it.stat().st_size))
    assert "is damaged" in problems(application, first)[0]
    second = backed_up(application, folder)
    assert (problems(application, first), problems(application, second)) == ([], [])


def test_a_backup_without_its_pieces_says_where_they_were(
    application: Application, folder: Path, tmp_path: Path
) -> None:
    backup = backed_up(application, folder)
    alone = tmp_path / backup.name
    alone.write_bytes(backup.read_bytes())
    with pytest.raises(UserError, match=r"alcove-.*\.pieces"):
        restored(application, alone, tmp_path / "restored")


def test_a_cancelled_backup_leaves_nothing_and_the_one_before_whole(application: Application, folder: Path) -> None:
    first = backed_up(application, folder)
    before = pieces(folder)
    record(application)
    token = Interrupted(lambda: pieces(folder) != before, lambda: token.cancel())
    with pytest.raises(Cancelled):
        backed_up(application, folder, token)
    assert pieces(folder) == before
    assert problems(application, first) == []


def test_pieces_that_were_begun_in_a_new_folder_go_again_with_it(tmp_path: Path) -> None:
    adding = Pieces(tmp_path / "pieces", bytes(32))
    cancelled = CancelToken()
    cancelled.cancel()
    sound, more = (Member(f"blobs/{name}", 5, BytesIO(b"sound")) for name in ("sound", "more"))
    with pytest.raises(Cancelled), adding.adding():
        assert [*adding.keep(sound, {}, CancelToken()), *adding.keep(more, {}, cancelled)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault(37)
def test_a_full_disk_leaves_the_backup_before_whole_and_makes_none(application: Application, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 40_000) as disk:
        first = backed_up(application, disk)
        record(application)
        before = pieces(disk)
        token = Interrupted(lambda: pieces(disk) != before, lambda: fill(disk, 500))
        with pytest.raises(UserError, match="No space left"):
            backed_up(application, disk, token)
        assert pieces(disk) == before
        assert [it.name for it in disk.glob("*.alcovebackup*")] == [first.name]
        assert problems(application, first) == []


def test_who_restores_takes_nothing_from_a_backup_even_where_it_reads_wrong(
    application: Application, folder: Path, tmp_path: Path
) -> None:
    backup = backed_up(application, folder)
    damage(max(pieces(folder), key=lambda it: it.stat().st_size))
    before = pieces(folder)
    with pytest.raises(DamagedSealedFile):
        restored(application, backup, tmp_path / "restored")
    assert pieces(folder) == before


def test_pieces_that_no_whole_backup_lists_are_not_relied_on(application: Application, folder: Path) -> None:
    backed_up(application, folder).unlink()
    damage(*pieces(folder))
    assert problems(application, backed_up(application, folder)) == []


def listing_of(keeping: Generator[int, None, Listing]) -> Listing:
    while True:
        try:
            next(keeping)
        except StopIteration as end:
            listing: Listing = end.value
            return listing


def test_a_database_of_the_same_size_and_time_is_read_all_the_same(folder: Path) -> None:
    kept = Pieces(folder / "pieces", bytes(32))
    listings: dict[str, Listing] = {}
    with kept.adding():
        for content in (b"before", b"behind"):
            keeping = kept.keep(Member(DATABASE_MEMBER, 6, BytesIO(content), 1), listings, CancelToken())
            listings = {DATABASE_MEMBER: listing_of(keeping)}
    assert b"".join(kept.content(listings[DATABASE_MEMBER])) == b"behind"
