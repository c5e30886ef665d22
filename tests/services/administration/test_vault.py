from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.asking.conversations import Role
from app.core.errors import NothingFound, UserError, VaultLocked
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database
from app.storage.places import Places, find_places
from app.storage.system_keyring import SystemKeyring
from tests.storage.small_disk import fill, make_read_only, small_disk
from tests.storage.test_keys import MemoryKeyring

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "profile", tmp_path / "models", tmp_path / "resources")


@pytest.fixture
def vault(places: Places) -> Vault:
    made = Vault(places, Permissions(Policy()))
    made.create(PASSPHRASE)
    return made


def test_from_new_to_open_to_locked_to_open(places: Places) -> None:
    vault = Vault(places, Permissions(Policy()))
    assert vault.state() == "new"
    assert not vault.needs_passphrase()
    recovery_key = vault.create(PASSPHRASE)
    assert vault.state() == "open"
    conversation = Conversations(vault.database).create("kept")
    vault.close()
    assert (vault.state(), vault.needs_passphrase()) == ("locked", True)
    vault.unlock(PASSPHRASE)
    assert Conversations(vault.database).get(conversation.id) == conversation
    vault.close()
    vault.unlock_with_recovery_key(recovery_key)
    assert Conversations(vault.database).get(conversation.id) == conversation
    vault.close()


@pytest.mark.fault(41)
def test_a_wrong_passphrase_opens_nothing(places: Places, vault: Vault) -> None:
    vault.close()
    for wrong in ("wrong", "", None):
        with pytest.raises(VaultLocked, match="passphrase"):
            vault.unlock(wrong)
        assert vault.state() == "locked"
    assert Vault(places, Permissions(Policy())).state() == "locked"


def test_a_locked_vault_gives_neither_database_nor_key(vault: Vault) -> None:
    key = vault.key
    vault.close()
    for ask in (lambda: vault.database, lambda: vault.key, lambda: vault.change_passphrase("new")):
        with pytest.raises(VaultLocked, match="unlock it first"):
            ask()
    assert len(key) == 32


def test_closing_overwrites_the_key(vault: Vault) -> None:
    held = vault._data_key
    assert any(held)
    vault.close()
    assert not any(held)


def test_it_is_under_the_keyring_where_there_is_one(places: Places) -> None:
    backend = MemoryKeyring()
    vault = Vault(places, Permissions(Policy()), SystemKeyring(backend))
    assert vault.keyring_available()
    vault.create(None)
    vault.close()
    again = Vault(places, Permissions(Policy()), SystemKeyring(backend))
    assert not again.needs_passphrase()
    again.unlock()
    again.change_passphrase(PASSPHRASE)
    again.close()
    assert backend.secrets == {}
    Vault(places, Permissions(Policy())).unlock(PASSPHRASE)


@pytest.mark.fault(41)
def test_without_keyring_and_passphrase_there_is_no_vault(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    vault = Vault(places, Permissions(Policy()))
    assert not vault.keyring_available()
    with pytest.raises(VaultLocked, match="set a passphrase"):
        vault.create(None)
    assert vault.state() == "new"
    vault.create(PASSPHRASE)
    vault.close()


def test_a_changed_passphrase_replaces_the_old_one(vault: Vault) -> None:
    vault.change_passphrase("another")
    vault.close()
    with pytest.raises(VaultLocked):
        vault.unlock(PASSPHRASE)
    vault.unlock("another")
    vault.close()


def test_a_new_recovery_key_ends_the_old_one(places: Places) -> None:
    vault = Vault(places, Permissions(Policy()))
    old = vault.create(PASSPHRASE)
    new = vault.renew_recovery_key()
    vault.close()
    with pytest.raises(VaultLocked):
        vault.unlock_with_recovery_key(old)
    vault.unlock_with_recovery_key(new)
    vault.close()


def test_deleted_conversations_are_erased_at_the_next_start(vault: Vault) -> None:
    conversations = Conversations(vault.database)
    token = conversations.delete([conversations.create("gone").id])
    vault.close()
    vault.unlock(PASSPHRASE)
    with pytest.raises(NothingFound):
        Conversations(vault.database).restore(token)
    vault.close()


class TestUnfinishedAndIncomplete:
    def test_a_vault_is_never_made_over_another(self, places: Places, vault: Vault) -> None:
        with pytest.raises(UserError, match="already"):
            vault.create(PASSPHRASE)
        vault.close()
        places.key_file.rename(places.profile / "elsewhere")
        with pytest.raises(UserError, match=r"key file key\.json is missing"):
            Vault(places, Permissions(Policy())).create(PASSPHRASE)
        assert places.database.stat().st_size > 0

    def test_a_crash_before_the_key_is_on_disk_leaves_nothing_behind(self, places: Places) -> None:
        places.prepare()
        Database(places.unfinished_database, bytes(32)).close()
        vault = Vault(places, Permissions(Policy()))
        assert vault.state() == "new"
        vault.create(PASSPHRASE)
        vault.close()
        assert not places.unfinished_database.exists()

    def test_a_crash_after_it_is_finished_by_the_next_unlock(self, places: Places, vault: Vault) -> None:
        vault.close()
        places.database.rename(places.unfinished_database)
        vault.unlock(PASSPHRASE)
        vault.close()
        assert places.database.exists()

    def test_a_lost_database_is_not_replaced_by_an_empty_one(self, places: Places, vault: Vault) -> None:
        vault.close()
        places.database.unlink()
        with pytest.raises(UserError, match="is missing; restore it from a backup"):
            vault.unlock(PASSPHRASE)
        assert not places.database.exists()

    @pytest.mark.fault(40)
    def test_a_removed_folder_is_a_new_start_only_if_the_user_wants_it(self, places: Places, vault: Vault) -> None:
        vault.close()
        for path in places.profile.iterdir():
            path.unlink()
        places.profile.rmdir()
        assert Vault(places, Permissions(Policy())).state() == "new"
        with pytest.raises(UserError, match="is missing"):
            Vault(places, Permissions(Policy())).unlock(PASSPHRASE)
        assert not places.profile.exists()

    def test_a_key_of_another_vault_is_refused(self, places: Places, vault: Vault, tmp_path: Path) -> None:
        vault.close()
        other = Vault(Places(tmp_path / "other", tmp_path, tmp_path), Permissions(Policy()))
        other.create(PASSPHRASE)
        other.close()
        other.places.key_file.replace(places.key_file)
        with pytest.raises(VaultLocked, match="does not open"):
            vault.unlock(PASSPHRASE)

    @pytest.mark.fault(37)
    def test_no_vault_is_half_made_on_a_full_disk(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 4096) as disk:
            ballast = fill(disk, leave_kib=64)
            vault = Vault(Places(disk / "profile", tmp_path, tmp_path), Permissions(Policy()))
            with pytest.raises(UserError, match=r"full|space"):
                vault.create(PASSPHRASE)
            assert vault.state() == "new"
            ballast.unlink()
            vault.create(PASSPHRASE)
            vault.close()

    @pytest.mark.fault(37)
    def test_a_full_disk_does_not_keep_the_user_out(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 8192) as disk:
            vault = Vault(Places(disk / "profile", tmp_path, tmp_path), Permissions(Policy()))
            vault.create(PASSPHRASE)
            conversations = Conversations(vault.database)
            kept = conversations.create("kept")
            gone = conversations.create("gone")
            for number in range(200):
                conversations.add_turn(gone.id, Role.USER, f"turn {number} " * 500)
            conversations.delete([gone.id])
            vault.close()
            ballast = fill(disk, leave_kib=40)
            vault.unlock(PASSPHRASE)
            assert Conversations(vault.database).list() == [kept]
            vault.close()
            ballast.unlink()
            vault.unlock(PASSPHRASE)
            assert Conversations(vault.database).purge() == 0
            vault.close()

    @pytest.mark.fault(40)
    def test_a_read_only_disk_is_said_to_be_one(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 4096) as disk:
            make_read_only(disk)
            with pytest.raises(UserError, match=r"Read-only file system"):
                Vault(Places(disk / "profile", tmp_path, tmp_path), Permissions(Policy())).create(PASSPHRASE)


class TestPlaces:
    def test_the_argument_goes_before_the_environment(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ALCOVE_PROFILE", str(tmp_path / "environment"))
        monkeypatch.setenv("ALCOVE_MODELS", str(tmp_path / "models"))
        assert find_places(tmp_path / "argument").profile == tmp_path / "argument"
        assert find_places().profile == tmp_path / "environment"
        assert find_places().models == tmp_path / "models"

    def test_the_default_is_the_users_own_data_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("ALCOVE_PROFILE", raising=False)
        monkeypatch.setenv("ALCOVE_MODELS", "")
        found = find_places()
        assert (found.profile.name, found.models.name, found.profile.parent.name) == ("profile", "models", "alcove")
        assert (found.resources / "models").is_dir()
        assert not found.database.exists() or found.database.is_file()
