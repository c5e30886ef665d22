from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.errors import UserError, VaultLocked
from app.core.models.model import Role
from app.services.administration.administration import Administration, Check
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage import keys
from app.storage.audit import Audit
from app.storage.places import Places
from tests.installed import EMBEDDING, REPOSITORY, catalogue

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault(Places(tmp_path / "profile", tmp_path / "models", REPOSITORY / "resources"), Permissions(Policy()))
    yield made
    made.close()


def no_sound() -> str:
    raise UserError("No sound system answers.")


def checks(administration: Administration) -> dict[str, Check]:
    return {check.name: check for check in administration.doctor()}


def test_a_vault_in_the_keyring_is_told_where_a_passphrase_is_required(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = Policy({"vault.passphrase_required": True}, "/etc/alcove/policy.json")
    monkeypatch.setattr(keys, "key_state", lambda _places: "keyring")
    found = checks(Administration(vault, no_sound, policy))
    assert not found["key"].ok
    assert found["policy"].detail == "1 rule set by /etc/alcove/policy.json"


def test_the_doctor_looks_at_everything(vault: Vault) -> None:
    vault.create(PASSPHRASE)
    found = checks(Administration(vault, no_sound))
    assert set(found) == {
        "Python",
        "libraries",
        "chat model",
        "embedding model",
        "speech model",
        "speakers model",
        "disk",
        "memory",
        "key",
        "offline lock",
        "sound",
        "graphics",
        "vault",
        "audit log",
        "policy",
        "telemetry",
    }
    assert found["Python"].ok
    assert found["libraries"].ok, found["libraries"].detail
    assert found["key"] == Check("key", True, "the vault's key is under a passphrase")
    assert found["sound"] == Check("sound", True, "No sound system answers.")
    assert found["vault"].ok
    assert found["audit log"] == Check("audit log", True, "whole")


def test_the_doctor_works_before_there_is_a_vault_and_while_it_is_locked(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    administration = Administration(vault, no_sound)
    found = checks(administration)
    assert "choose a passphrase" in found["key"].detail
    assert found["vault"].detail == "there is none yet"
    vault.create(PASSPHRASE)
    vault.close()
    assert checks(administration)["vault"].detail == "locked"


def test_a_damaged_key_file_is_a_finding_and_not_a_crash(vault: Vault) -> None:
    vault.places.prepare()
    vault.places.key_file.write_text("{")
    found = checks(Administration(vault, no_sound))
    assert not found["key"].ok
    assert not found["vault"].ok
    assert "restore it from a backup" in found["vault"].detail


def test_missing_models_are_named_with_what_to_do(vault: Vault) -> None:
    chat = next(model for model in catalogue().models if model.role is Role.CHAT)
    found = checks(Administration(vault, no_sound))
    assert found["embedding model"] == Check("embedding model", True, EMBEDDING)
    assert found["chat model"] == Check("chat model", False, "none is here; fetch one with: alcove models fetch")
    for file in chat.files:
        part = vault.places.models / chat.id / file.path
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as sparse:
            sparse.truncate(file.size_bytes)
    assert checks(Administration(vault, no_sound))["chat model"] == Check("chat model", True, chat.id)


def test_a_damaged_catalogue_is_a_finding_and_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    for content in ("[[model]]", "not toml"):
        (tmp_path / "models" / "catalog.toml").write_text(content)
        found = checks(
            Administration(Vault(Places(tmp_path / "profile", tmp_path, tmp_path), Permissions(Policy())), no_sound)
        )
        assert not found["models"].ok
        assert "run the set-up again" in found["models"].detail


def test_a_librarys_device_id_is_found(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    administration = Administration(vault, no_sound)
    assert checks(administration)["telemetry"].ok
    (tmp_path / "cache" / "Microsoft").mkdir(parents=True)
    telemetry = checks(administration)["telemetry"]
    assert not telemetry.ok
    assert str(tmp_path / "cache" / "Microsoft") in telemetry.detail


def test_a_damaged_vault_and_a_changed_audit_log_are_found(vault: Vault) -> None:
    vault.create(PASSPHRASE)
    administration = Administration(vault, no_sound)
    Audit(vault.database).record("document added")
    assert administration.verify_audit() is None
    assert [it.kind for it in administration.audit_entries()] == ["document added"]
    with vault.database.writing() as connection:
        connection.execute("UPDATE audit SET kind = 'other'")
    assert "entry 1" in (administration.verify_audit() or "")
    assert not checks(administration)["audit log"].ok


def test_the_audit_log_of_a_locked_vault_is_closed(vault: Vault) -> None:
    with pytest.raises(VaultLocked):
        Administration(vault, no_sound).audit_entries()


def test_what_holds_the_process_is_what_the_system_says(vault: Vault) -> None:
    administration = Administration(vault, no_sound)
    status = administration.lock_status()
    assert checks(administration)["offline lock"].ok is (status.stage is not None)
