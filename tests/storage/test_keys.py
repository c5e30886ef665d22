import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from app.core.errors import UserError, VaultLocked
from app.storage import keys
from app.storage.keys import Argon2Cost, Purpose
from app.storage.places import Places
from app.storage.system_keyring import SystemKeyring

PASSPHRASE = "correct horse battery staple"


class MemoryKeyring(KeyringBackend):
    """A keyring that lives as long as the test: keyring's own interface, nothing behind it."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.secrets[service, username]


@pytest.fixture
def backend() -> MemoryKeyring:
    return MemoryKeyring()


def files(places: Places) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(places.profile.rglob("*")) if path.is_file())


class TestUnderAPassphrase:
    def test_it_gives_the_key_back(self, places: Places) -> None:
        data_key = keys.new_data_key()
        assert keys.key_state(places) == "none"
        keys.keep(places, data_key, PASSPHRASE, None)
        assert keys.key_state(places) == "passphrase"
        assert keys.unwrap(places, PASSPHRASE, None) == data_key

    @pytest.mark.fault(41)
    @pytest.mark.parametrize("wrong", ["wrong", PASSPHRASE + " ", PASSPHRASE.upper(), "", None])
    def test_any_other_gives_nothing(self, places: Places, wrong: str | None) -> None:
        keys.keep(places, keys.new_data_key(), PASSPHRASE, None)
        with pytest.raises(VaultLocked, match="passphrase"):
            keys.unwrap(places, wrong, None)

    def test_however_the_keyboard_composes_its_letters(self, places: Places) -> None:
        data_key = keys.new_data_key()
        keys.keep(places, data_key, "Z\u00fcrich 2\u00b2", None)
        assert keys.unwrap(places, "Zu\u0308rich 22", None) == data_key

    def test_an_empty_one_is_refused(self, places: Places) -> None:
        with pytest.raises(VaultLocked, match="empty"):
            keys.keep(places, keys.new_data_key(), "  ", None)
        assert keys.key_state(places) == "none"

    def test_the_file_is_private_and_holds_neither_key_nor_passphrase(self, places: Places) -> None:
        data_key = keys.new_data_key()
        recovery_key = keys.keep(places, data_key, PASSPHRASE, None)
        content = files(places)
        for secret in (data_key, data_key.hex().encode(), PASSPHRASE.encode(), recovery_key.encode()):
            assert secret not in content
        if os.name == "posix":
            assert places.key_file.stat().st_mode & 0o777 == 0o600


class TestInAKeyring:
    def test_it_gives_the_key_back(self, places: Places, backend: MemoryKeyring) -> None:
        data_key = keys.new_data_key()
        keys.keep(places, data_key, None, SystemKeyring(backend))
        assert keys.key_state(places) == "keyring"
        assert keys.unwrap(places, None, SystemKeyring(backend)) == data_key
        assert data_key.hex() not in str(backend.secrets)

    @pytest.mark.fault(41)
    def test_without_its_entry_the_vault_stays_locked(self, places: Places, backend: MemoryKeyring) -> None:
        keys.keep(places, keys.new_data_key(), None, SystemKeyring(backend))
        for keyring in (None, SystemKeyring(MemoryKeyring())):
            with pytest.raises(VaultLocked, match="use the recovery key"):
                keys.unwrap(places, None, keyring)

    def test_another_secret_under_its_name_opens_nothing(self, places: Places, backend: MemoryKeyring) -> None:
        keys.keep(places, keys.new_data_key(), None, SystemKeyring(backend))
        backend.secrets = dict.fromkeys(backend.secrets, "ab" * 32)
        with pytest.raises(VaultLocked, match="not this vault's"):
            keys.unwrap(places, None, SystemKeyring(backend))

    @pytest.mark.fault(41)
    def test_with_neither_keyring_nor_passphrase_there_is_no_vault(self, places: Places) -> None:
        with pytest.raises(VaultLocked, match="set a passphrase"):
            keys.keep(places, keys.new_data_key(), None, None)
        assert keys.key_state(places) == "none"

    def test_two_profiles_have_an_entry_each(self, tmp_path: Path, backend: MemoryKeyring) -> None:
        for name in ("one", "two"):
            places = Places(tmp_path / name, tmp_path, tmp_path)
            places.prepare()
            keys.keep(places, keys.new_data_key(), None, SystemKeyring(backend))
        assert len(backend.secrets) == 2


class TestRotation:
    def test_a_new_passphrase_replaces_the_old_one(self, places: Places) -> None:
        data_key = keys.new_data_key()
        recovery_key = keys.keep(places, data_key, PASSPHRASE, None)
        keys.rewrap(places, data_key, "another one", None)
        assert keys.unwrap(places, "another one", None) == data_key
        assert keys.unwrap_with_recovery_key(places, recovery_key) == data_key
        with pytest.raises(VaultLocked):
            keys.unwrap(places, PASSPHRASE, None)

    def test_from_passphrase_to_keyring_and_back(self, places: Places, backend: MemoryKeyring) -> None:
        data_key = keys.new_data_key()
        keyring = SystemKeyring(backend)
        keys.keep(places, data_key, PASSPHRASE, None)
        keys.rewrap(places, data_key, None, keyring)
        assert (keys.key_state(places), keys.unwrap(places, None, keyring)) == ("keyring", data_key)
        keys.rewrap(places, data_key, None, keyring)
        assert len(backend.secrets) == 1
        keys.rewrap(places, data_key, PASSPHRASE, keyring)
        assert (keys.unwrap(places, PASSPHRASE, keyring), backend.secrets) == (data_key, {})

    def test_a_new_recovery_key_ends_the_old_one(self, places: Places) -> None:
        data_key = keys.new_data_key()
        old = keys.keep(places, data_key, PASSPHRASE, None)
        new = keys.renew_recovery_key(places, data_key)
        assert keys.unwrap_with_recovery_key(places, new) == data_key
        assert keys.unwrap(places, PASSPHRASE, None) == data_key
        with pytest.raises(VaultLocked, match="another vault"):
            keys.unwrap_with_recovery_key(places, old)


@pytest.fixture(scope="module")
def recoverable(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("recoverable")
    places = Places(folder, folder, folder)
    keys.keep(places, keys.new_data_key(), PASSPHRASE, None)
    return places


class TestRecoveryKey:
    def test_it_is_ten_groups_of_four_without_look_alikes(self, places: Places) -> None:
        groups = keys.keep(places, keys.new_data_key(), PASSPHRASE, None).split("-")
        assert [len(group) for group in groups] == [4] * 10
        assert not set("".join(groups)) & set("ILOU")

    def test_it_is_read_as_people_type(self, places: Places) -> None:
        data_key = keys.new_data_key()
        recovery_key = keys.keep(places, data_key, PASSPHRASE, None)
        typed = f"  {recovery_key.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}\n"
        assert keys.unwrap_with_recovery_key(places, typed) == data_key

    def test_every_single_slip_is_noticed(self, places: Places) -> None:
        recovery_key = keys.keep(places, keys.new_data_key(), PASSPHRASE, None)
        for place, letter in enumerate(recovery_key):
            if letter != "-":
                slipped = recovery_key[:place] + ("2" if letter != "2" else "3") + recovery_key[place + 1 :]
                with pytest.raises(VaultLocked, match="mistyped"):
                    keys.unwrap_with_recovery_key(places, slipped)

    @settings(deadline=None)
    @given(st.text())
    def test_no_text_is_a_bug(self, recoverable: Places, text: str) -> None:
        with pytest.raises(VaultLocked, match="mistyped"):
            keys.unwrap_with_recovery_key(recoverable, text)


def test_a_guess_at_a_passphrase_costs_what_rfc_9106_recommends(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "Argon2Cost", Argon2Cost)
    data_key = keys.new_data_key()
    keys.keep(places, data_key, PASSPHRASE, None)
    cost = json.loads(places.key_file.read_text())["primary"]["argon2"]
    assert cost == {"memory_kib": 64 * 1024, "passes": 3, "lanes": 4}
    assert keys.unwrap(places, PASSPHRASE, None) == data_key


class TestDamagedKeyFile:
    @pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\xfe", b'{"version": 1}', b'{"version": 1, "x": 2}'])
    def test_it_is_said_in_a_sentence(self, places: Places, content: bytes) -> None:
        places.key_file.write_bytes(content)
        with pytest.raises(UserError, match=r"key file .* (is damaged|newer version)"):
            keys.unwrap(places, PASSPHRASE, None)

    def test_a_newer_one_is_said_to_be_newer(self, places: Places) -> None:
        places.key_file.write_text('{"version": 2, "something": "else"}')
        with pytest.raises(UserError, match="newer version"):
            keys.key_state(places)

    def test_a_missing_one_is_named(self, places: Places) -> None:
        with pytest.raises(UserError, match="is missing"):
            keys.unwrap(places, PASSPHRASE, None)

    @pytest.mark.parametrize("cost", [{"memory_kib": 2**31}, {"passes": 10**6}, {"lanes": 10**4}, {"memory_kib": 1}])
    def test_it_cannot_make_the_machine_work_for_hours(self, places: Places, cost: dict[str, int]) -> None:
        keys.keep(places, keys.new_data_key(), PASSPHRASE, None)
        content = json.loads(places.key_file.read_text())
        content["primary"]["argon2"] |= cost
        places.key_file.write_text(json.dumps(content))
        with pytest.raises(UserError, match="unreasonable"):
            keys.unwrap(places, PASSPHRASE, None)

    def test_nothing_beside_the_wrapped_key_can_be_exchanged(self, places: Places) -> None:
        recovery_key = keys.keep(places, keys.new_data_key(), PASSPHRASE, None)
        content = json.loads(places.key_file.read_text())
        content["recovery"]["salt"], content["primary"]["salt"] = (
            content["primary"]["salt"],
            content["recovery"]["salt"],
        )
        places.key_file.write_text(json.dumps(content))
        with pytest.raises(VaultLocked):
            keys.unwrap(places, PASSPHRASE, None)
        with pytest.raises(VaultLocked):
            keys.unwrap_with_recovery_key(places, recovery_key)


def test_keys_of_different_purposes_differ_and_stay_the_same() -> None:
    data_key = bytes(32)
    derived = [keys.derive(data_key, purpose) for purpose in Purpose]
    assert len({data_key, *derived}) == len(Purpose) + 1
    # Pinned: another value here would mean that no existing vault opens any more.
    assert keys.derive(data_key, Purpose.DATABASE).hex().startswith("098e66adb4339a5f")
