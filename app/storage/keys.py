"""The keys: one random data key, and the ways it is wrapped so that only its owner has it.

The key file holds nothing but wrapped keys. The data key is wrapped twice with AES-256-GCM: once under a key from the
operating system's keyring or from a passphrase (Argon2id, RFC 9106), and once under the recovery key, which is shown
one time and kept on paper. Every other key is derived from the data key (HKDF-SHA256, RFC 5869).
"""

import hashlib
import logging
import secrets
import unicodedata
from enum import StrEnum
from typing import Literal

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import UserError, VaultLocked
from app.storage.files import write_durably
from app.storage.places import Places
from app.storage.system_keyring import SystemKeyring

_log = logging.getLogger(__name__)

KeyState = Literal["none", "keyring", "passphrase"]

_KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
_FILE_VERSION = 1
_RECOVERY_BYTES = 20
_CHECKSUM_BYTES = 5
_RECOVERY_DIGITS = (_RECOVERY_BYTES + _CHECKSUM_BYTES) * 8 // 5
_RECOVERY_GROUP = 4
# Crockford's Base32: no I, L, O or U, so that nothing on paper is read two ways.
_RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


class Purpose(StrEnum):
    """What a derived key is for; keys of different purposes tell nothing of each other."""

    DATABASE = "database"
    BLOBS = "blobs"
    GENERATIONS = "generations"
    BACKUPS = "backups"
    PIECES = "pieces"
    PIECE_NAMES = "piece names"


class Argon2Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The cost of one guess at a passphrase: RFC 9106's second recommended set.

    The bounds keep a key file from being made to use up memory or hours.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def reasonable(self) -> bool:
        """Whether this machine should even try."""
        return 8 * self.lanes <= self.memory_kib <= 1_048_576 and 1 <= self.passes <= 32 and 1 <= self.lanes <= 16


class _Wrapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data key under one other key. In a keyring, that key's entry is named by `salt`."""

    kind: Literal["keyring", "passphrase", "recovery"]
    salt: bytes
    nonce: bytes
    wrapped_key: bytes
    argon2: Argon2Cost | None = None


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    primary: _Wrapping
    recovery: _Wrapping


def key_state(places: Places) -> KeyState:
    """How the data key is wrapped; "none" before there is one.

    Raises:
        UserError: the key file is damaged or from a newer version.
    """
    if not places.key_file.exists():
        return "none"
    return "keyring" if _read(places).primary.kind == "keyring" else "passphrase"


def new_data_key() -> bytes:
    """A data key from the operating system's randomness: 32 bytes."""
    return secrets.token_bytes(_KEY_BYTES)


def derive(data_key: bytes, purpose: Purpose) -> bytes:
    """The 32-byte key for one purpose."""
    return _hkdf(data_key, b"", f"alcove {purpose} 1")


def keep(places: Places, data_key: bytes, passphrase: str | None, keyring: SystemKeyring | None) -> str:
    """Write the first key file; returns the recovery key for paper, which is kept nowhere else.

    Raises:
        VaultLocked: there is neither a passphrase nor a keyring.
    """
    primary = _wrap_primary(data_key, passphrase, keyring)
    recovery_secret = secrets.token_bytes(_RECOVERY_BYTES)
    _write(places, _KeyFile(_FILE_VERSION, primary, _wrap_recovery(data_key, recovery_secret)))
    return _printable(recovery_secret)


def unwrap(places: Places, passphrase: str | None, keyring: SystemKeyring | None) -> bytes:
    """The data key, by the keyring or the passphrase, whichever wraps it. Takes 0.1 to 1 s with a passphrase.

    Raises:
        VaultLocked: the passphrase is missing or wrong, or the keyring does not have the key.
        UserError: the key file is missing or damaged.
    """
    wrapping = _read(places).primary
    if wrapping.kind == "passphrase":
        if not passphrase:
            raise VaultLocked("The vault is locked; give its passphrase.")
        wrapping_key = from_passphrase(passphrase, wrapping.salt, wrapping.argon2)
        return _unwrapped(wrapping, wrapping_key, "The passphrase is wrong; the vault stays locked.")
    if keyring is None:
        raise VaultLocked("This machine's keyring, which has the vault's key, cannot be reached; use the recovery key.")
    kept = keyring.get(wrapping.salt.hex())
    if kept is None:
        raise VaultLocked("The vault's key is not in this machine's keyring; use the recovery key.")
    return _unwrapped(wrapping, kept, "The key in the keyring is not this vault's; use the recovery key.")


def unwrap_with_recovery_key(places: Places, recovery_key: str) -> bytes:
    """The data key, by the recovery key as typed from paper: case, spaces and dashes do not matter.

    Raises:
        VaultLocked: it is mistyped, or another vault's.
    """
    wrapping = _read(places).recovery
    wrapping_key = _hkdf(_from_paper(recovery_key), wrapping.salt, "alcove recovery 1")
    return _unwrapped(wrapping, wrapping_key, "This recovery key belongs to another vault; the vault stays locked.")


def rewrap(places: Places, data_key: bytes, passphrase: str | None, keyring: SystemKeyring | None) -> None:
    """Wrap the same data key anew: under `passphrase`, or by the keyring if that is None.

    The old wrapping works until the new one is on disk, and not afterwards. Raises as `keep` does.
    """
    old = _read(places)
    _write(places, msgspec.structs.replace(old, primary=_wrap_primary(data_key, passphrase, keyring)))
    if old.primary.kind == "keyring" and keyring is not None:
        try:
            keyring.delete(old.primary.salt.hex())
        except VaultLocked as error:
            _log.warning("a key that opens nothing any more stays in the keyring: %s", error)


def renew_recovery_key(places: Places, data_key: bytes) -> str:
    """A new recovery key for paper; the old one no longer works."""
    recovery_secret = secrets.token_bytes(_RECOVERY_BYTES)
    recovery = _wrap_recovery(data_key, recovery_secret)
    _write(places, msgspec.structs.replace(_read(places), recovery=recovery))
    return _printable(recovery_secret)


def _wrap_primary(data_key: bytes, passphrase: str | None, keyring: SystemKeyring | None) -> _Wrapping:
    salt = secrets.token_bytes(_SALT_BYTES)
    if passphrase is not None:
        if not passphrase.strip():
            raise VaultLocked("The passphrase is empty; choose one of several words.")
        empty = _Wrapping("passphrase", salt, secrets.token_bytes(_NONCE_BYTES), b"", Argon2Cost())
        return _wrapped(empty, from_passphrase(passphrase, empty.salt, empty.argon2), data_key)
    if keyring is None:
        raise VaultLocked("There is no keyring within reach to keep the vault's key in; set a passphrase.")
    wrapping_key = secrets.token_bytes(_KEY_BYTES)
    keyring.put(salt.hex(), wrapping_key)
    return _wrapped(_Wrapping("keyring", salt, secrets.token_bytes(_NONCE_BYTES), b""), wrapping_key, data_key)


def _wrap_recovery(data_key: bytes, recovery_secret: bytes) -> _Wrapping:
    empty = _Wrapping("recovery", secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES), b"")
    return _wrapped(empty, _hkdf(recovery_secret, empty.salt, "alcove recovery 1"), data_key)


def _wrapped(empty: _Wrapping, wrapping_key: bytes, data_key: bytes) -> _Wrapping:
    wrapped_key = AESGCM(wrapping_key).encrypt(empty.nonce, data_key, _bound_to(empty))
    return msgspec.structs.replace(empty, wrapped_key=wrapped_key)


def _unwrapped(wrapping: _Wrapping, wrapping_key: bytes, refusal: str) -> bytes:
    try:
        return AESGCM(wrapping_key).decrypt(wrapping.nonce, wrapping.wrapped_key, _bound_to(wrapping))
    except (InvalidTag, ValueError):
        raise VaultLocked(refusal) from None


def _bound_to(wrapping: _Wrapping) -> bytes:
    """What is authenticated with the wrapped key: everything beside it, so that none of it can be exchanged."""
    return msgspec.json.encode((_FILE_VERSION, wrapping.kind, wrapping.salt, wrapping.argon2))


def from_passphrase(passphrase: str, salt: bytes, cost: Argon2Cost | None) -> bytes:
    """A 32-byte key from what somebody types (Argon2id). Raises UserError if that would be an unreasonable amount of work."""
    if cost is None or not cost.reasonable:
        raise UserError(
            "The key file is damaged: it asks for an unreasonable amount of work; restore it from a backup."
        )
    # NFKC (NIST SP 800-63B, 5.1.1.2): the same keys give the same passphrase on every system.
    return hash_secret_raw(
        unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=_KEY_BYTES,
        type=Type.ID,
    )


def _hkdf(secret: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt, purpose.encode()).derive(secret)


def _printable(recovery_secret: bytes) -> str:
    number = int.from_bytes(recovery_secret + _checksum(recovery_secret))
    digits = [_RECOVERY_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(_RECOVERY_DIGITS))]
    text = "".join(digits)
    return "-".join(text[start : start + _RECOVERY_GROUP] for start in range(0, len(text), _RECOVERY_GROUP))


def _from_paper(recovery_key: str) -> bytes:
    letters = recovery_key.upper().translate(_READ_ALIKE)
    digits = [_RECOVERY_ALPHABET.find(letter) for letter in letters if not (letter.isspace() or letter in "-–—")]
    mistyped = len(digits) != _RECOVERY_DIGITS or -1 in digits
    if not mistyped:
        number = sum(digit << (5 * place) for place, digit in enumerate(reversed(digits)))
        content = number.to_bytes(_RECOVERY_BYTES + _CHECKSUM_BYTES)
        recovery_secret, checksum = content[:_RECOVERY_BYTES], content[_RECOVERY_BYTES:]
        mistyped = checksum != _checksum(recovery_secret)
    if mistyped:
        raise VaultLocked("The recovery key is mistyped; compare it with the paper, group by group.")
    return recovery_secret


def _checksum(recovery_secret: bytes) -> bytes:
    return hashlib.sha256(b"alcove recovery key" + recovery_secret).digest()[:_CHECKSUM_BYTES]


def _read(places: Places) -> _KeyFile:
    try:
        version = msgspec.json.decode(places.key_file.read_bytes(), type=dict[str, object]).get("version")
        if version != _FILE_VERSION:
            raise UserError(
                f"The key file {places.key_file} was written by a newer version of Alcove; please update it."
            )
        return msgspec.json.decode(places.key_file.read_bytes(), type=_KeyFile)
    except FileNotFoundError:
        raise UserError(f"The key file {places.key_file} is missing; restore it from a backup.") from None
    except OSError as error:
        raise UserError(f"The key file {places.key_file} cannot be read ({error.strerror}).") from None
    except msgspec.MsgspecError:
        raise UserError(f"The key file {places.key_file} is damaged; restore it from a backup.") from None


def _write(places: Places, content: _KeyFile) -> None:
    write_durably(places.key_file, msgspec.json.format(msgspec.json.encode(content)))
