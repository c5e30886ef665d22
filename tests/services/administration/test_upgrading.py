"""A vault of an older layout is copied, brought to the new one whole, or stays what it was."""

import random
import shutil
import subprocess
import sys
from collections import namedtuple
from contextlib import suppress
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.services.administration.restoring import Restoring
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage import migrations
from app.storage.backups.backups import KeptBackups
from app.storage.backups.earlier_vaults import earlier_backups
from app.storage.conversations.conversations import Conversations
from app.storage.migrations import Migration, known_migrations, layout_number
from app.storage.places import Places
from tests.installed import REPOSITORY

KNOWN = known_migrations()
NEWEST = KNOWN[-1].number
TITLE = "from before"


def opened(places: Places, recovery_key: str) -> Vault:
    vault = Vault(places, Permissions(Policy()))
    vault.unlock_with_recovery_key(recovery_key)
    return vault


def layout_of(vault: Vault) -> int:
    with vault.database.reading() as connection:
        return layout_number(connection)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Places, str]:
    """A vault that has had all migrations of today, and its recovery key; those of tomorrow are made up by the tests."""
    folder = tmp_path_factory.mktemp("made")
    vault = Vault(Places(folder, folder, folder), Permissions(Policy()))
    recovery_key = vault.create("correct horse battery staple")
    fill(vault, 300)
    vault.close()
    return vault.places, recovery_key


@pytest.fixture
def places(made: tuple[Places, str], tmp_path: Path) -> Places:
    shutil.copytree(made[0].profile, tmp_path / "profile")
    return Places(tmp_path / "profile", tmp_path / "models", tmp_path / "resources")


@pytest.fixture
def recovery_key(made: tuple[Places, str]) -> str:
    return made[1]


def fill(vault: Vault, turns: int) -> None:
    with vault.database.writing() as connection:
        connection.execute(
            "INSERT INTO conversations (title, created_at, updated_at, use_documents, pinned) VALUES (?, '', '', 1, 0)",
            (TITLE,),
        )
        connection.executemany(
            "INSERT INTO turns (conversation_id, role, text, created_at) VALUES (1, 'user', ?, '')",
            [(f"turn {number} " + "words " * 200,) for number in range(turns)],
        )


def tomorrow(monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    later = [Migration(NEWEST + number, sql) for number, sql in enumerate(steps, start=1)]
    monkeypatch.setattr(migrations, "known_migrations", lambda: [*KNOWN, *later])


def test_the_vault_is_copied_before_it_is_changed_and_the_copy_can_be_restored(
    places: Places, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow(monkeypatch, "ALTER TABLE conversations ADD COLUMN colour TEXT;\n", "DELETE FROM turns;\n")
    places.blobs.mkdir()
    (places.blobs / "recording-1-microphone.track").write_bytes(b"sealed")
    vault = opened(places, recovery_key)
    assert layout_of(vault) == NEWEST + 2
    vault.close()
    (copy,) = earlier_backups(places)
    monkeypatch.undo()
    with pytest.raises(UserError, match="newer version of Alcove"):
        opened(places, recovery_key)
    restoring = Restoring(Vault(places, Permissions(Policy())), Permissions(Policy()))
    list(restoring.lay_down(copy, None, recovery_key, CancelToken()))
    restoring.finish()
    before = opened(places, recovery_key)
    assert layout_of(before) == NEWEST
    assert len(Conversations(before.database).turns(1)) == 300
    assert (KeptBackups(before.database).all(), earlier_backups(places)) == ([], [])
    assert (places.blobs / "recording-1-microphone.track").read_bytes() == b"sealed"
    before.close()


def test_nothing_is_copied_where_nothing_changes(places: Places, recovery_key: str) -> None:
    opened(places, recovery_key).close()
    assert earlier_backups(places) == []


def test_only_the_last_copies_are_kept(places: Places, recovery_key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    for number in range(4):
        steps.append(f"CREATE TABLE more{number} (a INTEGER);\n")
        tomorrow(monkeypatch, *steps)
        opened(places, recovery_key).close()
    assert len(earlier_backups(places)) == 2


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE half (a INTEGER);\nCREATE TABLE turns (b INTEGER);\n",
        "INSERT INTO turns (conversation_id, role, text, created_at) VALUES (NULL, 'user', '', '');\n",
        "CREATE TABLE child (a INTEGER REFERENCES conversations DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO child VALUES (99);\n",
    ],
    ids=["a statement that fails", "a row that is not allowed", "a row without its parent"],
)
def test_what_fails_leaves_the_vault_as_it_was_and_says_so(
    places: Places, recovery_key: str, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    tomorrow(monkeypatch, "CREATE TABLE fine (a INTEGER);\n", broken)
    with pytest.raises(UserError, match="it is what it was"):
        opened(places, recovery_key)
    monkeypatch.undo()
    vault = opened(places, recovery_key)
    assert layout_of(vault) == NEWEST
    assert vault.database.damage() is None
    assert [it.title for it in Conversations(vault.database).list()] == [TITLE]
    vault.close()


def test_a_vault_is_not_touched_where_there_is_no_room_for_its_copy(
    places: Places, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow(monkeypatch, "CREATE TABLE fine (a INTEGER);\n")
    usage = namedtuple("usage", "free")
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage(1000))
    before = places.database.read_bytes()
    with pytest.raises(UserError, match="nothing was changed: make room"):
        opened(places, recovery_key)
    assert places.database.read_bytes() == before


def test_killed_at_any_moment_it_is_the_old_vault_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault is of the first layout that there ever was."""
    places = Places(tmp_path / "profile", tmp_path / "models", tmp_path / "resources")
    monkeypatch.setattr(migrations, "known_migrations", lambda: KNOWN[:1])
    vault = Vault(places, Permissions(Policy()))
    recovery_key = vault.create("correct horse battery staple")
    fill(vault, 2000)
    vault.close()
    monkeypatch.undo()
    command = [sys.executable, "-m", "tests.services.upgrading_child", str(places.profile), recovery_key]
    for _ in range(4):
        child = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "opening\n"
        with suppress(subprocess.TimeoutExpired):
            child.wait(random.uniform(0.0, 0.3))
        child.kill()
        child.communicate()
    vault = opened(places, recovery_key)
    assert layout_of(vault) == NEWEST
    assert vault.database.damage() is None
    assert len(Conversations(vault.database).turns(1)) == 2000
    assert 1 <= len(earlier_backups(places)) <= 2
    assert not places.unfinished.exists()
    vault.close()
