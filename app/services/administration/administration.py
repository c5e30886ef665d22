"""Looking after an installation: is everything there, does the lock hold, what was done."""

import importlib.metadata
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.core.administration.acquiring import how_to_get
from app.core.administration.policy import Policy
from app.core.errors import AlcoveError, UserError
from app.core.models.model import Model, Role
from app.core.words.text import counted
from app.lockdown.lock import LockStatus, Stage, status
from app.lockdown.proof import Proof, run_proof
from app.services.administration.vault import Vault
from app.services.models.installed_models import known_models, missing_file
from app.services.models.packed_models import trusted_keys
from app.storage import keys
from app.storage.audit import Audit, AuditEntry
from app.storage.instance.serving_sign import where_served
from app.storage.places import Places

_FREE_DISK_BYTES = 2_000_000_000
_FREE_MEMORY_BYTES = 1_500_000_000
_LIBRARIES = (
    "argon2",
    "chromadb",
    "cryptography",
    "faster_whisper",
    "keyring",
    "llama_cpp",
    "lxml",
    "msgspec",
    "numpy",
    "onnxruntime",
    "pypdfium2",
    "PySide6",
    "sqlcipher3",
    "tokenizers",
)
_TELEMETRY_FREE_ONNXRUNTIME = (1, 29)
_TELEMETRY_PATHS = ("Microsoft", "chroma/telemetry_user_id")
"""What onnxruntime 1.29 and chromadb leave under the cache folder when they phone home."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the doctor looked at: `detail` is what was found, and what to do if that is not well."""

    name: str
    ok: bool
    detail: str


class Administration:
    """What an administrator asks of Alcove. Everything but the audit log works on a locked vault too."""

    def __init__(
        self,
        vault: Vault,
        sound_system: Callable[[], str],
        policy: Policy | None = None,
        graphics: Callable[[], str] = str,
    ) -> None:
        """`sound_system` gives its name, or raises UserError where there is none; `policy` is what is in force.

        `graphics` says what computes beside the processor, or "", and raises UserError where a driver fails.
        """
        self._vault = vault
        self._sound_system = sound_system
        self._graphics = graphics
        self._policy = policy or Policy()

    def doctor(self) -> list[Check]:
        """Look at everything Alcove needs; takes a second or two, and changes nothing."""
        places = self._vault.places
        return [
            _python(),
            _libraries(),
            *_models(places, self._policy),
            _disk(places.profile),
            _memory(),
            self._key_check(),
            _lock(),
            self._sound(),
            self._graphics_check(),
            *self._vault_checks(),
            self._policy_check(),
            _telemetry(),
        ]

    def lock_status(self) -> LockStatus:
        """What holds this process off the network now, as the operating system answers."""
        return status()

    def privacy_proof(self) -> Proof:
        """Try every way out and show what the system answered; takes a second or two."""
        return run_proof()

    def where_served(self) -> tuple[str, ...]:
        """Where other programs can ask Alcove now, whichever process of this profile answers them; none where they cannot."""
        return where_served(self._vault.places)

    def audit_entries(self, limit: int | None = None) -> list[AuditEntry]:
        """What was done, oldest first, or only the last `limit`. Raises VaultLocked while the vault is."""
        return Audit(self._vault.database).entries(limit)

    def verify_audit(self) -> str | None:
        """None if the audit log is whole, else what is wrong with it. Raises VaultLocked while the vault is."""
        return Audit(self._vault.database).verify()

    def _sound(self) -> Check:
        """A machine without sound is well: it only cannot record."""
        try:
            return Check("sound", True, self._sound_system())
        except UserError as error:
            return Check("sound", True, str(error))

    def _graphics_check(self) -> Check:
        try:
            return Check("graphics", True, self._graphics() or "the processor computes the answers")
        except UserError as error:
            return Check("graphics", False, str(error))

    def _policy_check(self) -> Check:
        if not self._policy.source:
            return Check("policy", True, "there is none on this machine")
        return Check("policy", True, f"{counted(len(self._policy.values), 'rule')} set by {self._policy.source}")

    def _key_check(self) -> Check:
        try:
            match keys.key_state(self._vault.places):
                case "keyring" if self._policy.value("vault.passphrase_required"):
                    return Check("key", False, "your organization requires a passphrase; set one in Settings, Security")
                case "keyring":
                    return Check("key", True, "the vault's key is in this machine's keyring")
                case "passphrase":
                    return Check("key", True, "the vault's key is under a passphrase")
                case "none":
                    return self._keyring_check()
        except AlcoveError as error:
            return Check("key", False, str(error))

    def _keyring_check(self) -> Check:
        if status().stage is Stage.SEALED:
            return Check("key", True, "no vault yet; behind the closed lock a keyring cannot be looked for")
        if self._vault.keyring_available():
            return Check("key", True, "no vault yet; this machine's keyring can keep its key")
        return Check("key", True, "no vault yet; there is no keyring on this machine, so choose a passphrase")

    def _vault_checks(self) -> list[Check]:
        try:
            state = self._vault.state()
        except AlcoveError as error:
            return [Check("vault", False, str(error))]
        if state != "open":
            return [Check("vault", True, "there is none yet" if state == "new" else "locked")]
        damage = self._vault.database.damage()
        broken_audit = self.verify_audit()
        return [
            Check("vault", damage is None, damage or "open, and every page of it is authentic"),
            Check("audit log", broken_audit is None, broken_audit or "whole"),
        ]


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check("Python", sys.version_info >= (3, 11), f"{version}; Alcove needs 3.11 or later")


def _libraries() -> Check:
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        return Check("libraries", False, f"missing: {', '.join(missing)}; run the set-up again")
    onnxruntime = importlib.metadata.version("onnxruntime")
    if tuple(int(part) for part in onnxruntime.split(".")[:2]) >= _TELEMETRY_FREE_ONNXRUNTIME:
        return Check("libraries", False, f"onnxruntime {onnxruntime} collects telemetry; run the set-up again")
    return Check("libraries", True, f"all {len(_LIBRARIES)} are here, none of them with a telemetry collector")


def _models(places: Places, policy: Policy) -> list[Check]:
    try:
        known = known_models(places, trusted_keys(places, policy))
    except (AlcoveError, OSError) as error:
        return [Check("models", False, f"the catalogue cannot be read ({error}); run the set-up again")]
    needed = [role for role in Role if role is not Role.ADAPTER]
    return [_models_of(role, [it for it in known if it.role is role], places, policy) for role in needed]


def _models_of(role: Role, models: Sequence[Model], places: Places, policy: Policy) -> Check:
    installed = [model.id for model in models if not missing_file(places, model)]
    if installed:
        return Check(f"{role} model", True, ", ".join(installed))
    return Check(f"{role} model", False, f"none is here; {how_to_get(policy)}")


def _disk(profile: Path) -> Check:
    there = next(folder for folder in (profile, *profile.parents) if folder.exists())
    free_bytes = shutil.disk_usage(there).free
    return Check("disk", free_bytes >= _FREE_DISK_BYTES, f"{free_bytes / 1e9:.1f} GB free where {profile} is")


def _memory() -> Check:
    memory = psutil.virtual_memory()
    detail = f"{memory.available / 1e9:.1f} of {memory.total / 1e9:.1f} GB available"
    return Check("memory", memory.available >= _FREE_MEMORY_BYTES, detail)


def _lock() -> Check:
    held = status()
    return Check("offline lock", held.stage is not None, f"{held.layer}: {held.detail}")


def _telemetry() -> Check:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    found = [str(cache / path) for path in _TELEMETRY_PATHS if (cache / path).exists()]
    if found:
        return Check(
            "telemetry", False, f"another program's library keeps a device id in {', '.join(found)}; delete it"
        )
    return Check("telemetry", True, "no library has left a device id or an event queue")
