"""OpenDocument files protected by a password, decrypted as OpenDocument 1.2 part 3 (section 3.4) says.

Since version 24.8 LibreOffice encrypts the document as a whole, with a key of Argon2id:
https://wiki.documentfoundation.org/ReleaseNotes/24.8.
"""

import hashlib
import zipfile
import zlib
from base64 import b64decode
from dataclasses import dataclass
from io import BytesIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.backends.openssl import backend as _openssl  # noqa: F401  imported at its first use, too late
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from lxml import etree

from app.core.errors import LockedFile, UnreadableFile
from app.workers.reading.office_package import OfficePackage
from app.workers.reading.terms import damaged

WHOLE = "encrypted-package"
"""The one part of a document that is encrypted as a whole."""
_PARTS = ("content.xml", "meta.xml")
_KIND = "protected OpenDocument file"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_EXTENSION = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_CHECKED_BYTES = 1024
_LARGEST_PLAIN_BYTES = 256 * 1024 * 1024
_MOST_ITERATIONS = 5_000_000
_MOST_ARGON_PASSES = 64
_MOST_ARGON_KILOBYTES = 512 * 1024
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class _Lock:
    """How one part is encrypted."""

    algorithm: str
    start: bytes
    """The initialisation vector."""
    checksum_type: str
    checksum: bytes
    hash_name: str
    """Of the password, before the key is derived from it."""
    derivation: etree._Element

    def attribute(self, name: str, default: int) -> int:
        """A number of the key derivation."""
        text = self.derivation.get(f"{_MANIFEST}{name}") or self.derivation.get(f"{_EXTENSION}{name}")
        return int(text) if text else default


def decrypted(package: OfficePackage, password: str) -> bytes:
    """The document without its protection: the whole, or the parts that are read.

    Raises:
        LockedFile: no password was given, or not the right one.
        UnreadableFile: it is damaged, or protected in a way that is not known.
    """
    if not password:
        raise LockedFile("This document needs a password.")
    locks = _locks(package)
    if WHOLE in locks:
        return _plain(package, WHOLE, locks[WHOLE], password)
    opened = BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:
        for name in _PARTS:
            part = _plain(package, name, locks[name], password) if name in locks else package.content(name)
            if part is not None:
                archive.writestr(name, part)
    return opened.getvalue()


def is_protected(package: OfficePackage) -> bool:
    """Whether anything in it is encrypted."""
    manifest = package.part("META-INF/manifest.xml")
    return manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None


def _locks(package: OfficePackage) -> dict[str, _Lock]:
    manifest = package.part("META-INF/manifest.xml")
    entries = () if manifest is None else manifest.iter(f"{_MANIFEST}file-entry")
    locks = {}
    for entry in entries:
        data = entry.find(f"{_MANIFEST}encryption-data")
        name = entry.get(f"{_MANIFEST}full-path")
        if data is not None and name in (WHOLE, *_PARTS):
            locks[name] = _lock(data)
    return locks


def _lock(data: etree._Element) -> _Lock:
    algorithm, derivation = data.find(f"{_MANIFEST}algorithm"), data.find(f"{_MANIFEST}key-derivation")
    if algorithm is None or derivation is None:
        raise damaged(_KIND, "its manifest does not say how it is protected")
    begin = data.find(f"{_MANIFEST}start-key-generation")
    hashed = "" if begin is None else begin.get(f"{_MANIFEST}start-key-generation-name", "")
    try:
        return _Lock(
            algorithm.get(f"{_MANIFEST}algorithm-name", ""),
            b64decode(algorithm.get(f"{_MANIFEST}initialisation-vector", "")),
            data.get(f"{_MANIFEST}checksum-type", ""),
            b64decode(data.get(f"{_MANIFEST}checksum", "")),
            "sha256" if hashed.endswith("sha256") else "sha1",
            derivation,
        )
    except ValueError:
        raise damaged(_KIND, "its manifest cannot be read") from None


def _plain(package: OfficePackage, name: str, lock: _Lock, password: str) -> bytes:
    """One part, decrypted and unpacked; it is compressed before it is encrypted."""
    encrypted = package.content(name)
    if encrypted is None:
        raise damaged(_KIND, f"{name} is missing")
    try:
        packed = _opened(encrypted, lock, _key(lock, hashlib.new(lock.hash_name, password.encode()).digest()))
    except InvalidTag:
        packed = b""
    except ValueError as error:
        raise damaged(_KIND, f"its protection cannot be read ({error})") from None
    if not packed or not _is_right(packed, lock):
        raise LockedFile("This document is protected, and the password given is not right.")
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        plain = unpacking.decompress(packed, _LARGEST_PLAIN_BYTES)
    except zlib.error:
        raise damaged(_KIND, f"{name} cannot be unpacked") from None
    if unpacking.unconsumed_tail:
        raise UnreadableFile("This document would unpack to far more than its size; it may be made to do harm.")
    return plain


def _key(lock: _Lock, start_key: bytes) -> bytes:
    salt, size = b64decode(lock.derivation.get(f"{_MANIFEST}salt", "")), lock.attribute("key-size", 16)
    name = lock.derivation.get(f"{_MANIFEST}key-derivation-name", "")
    if name.endswith("argon2id"):
        passes, kilobytes = lock.attribute("argon2-iterations", 3), lock.attribute("argon2-memory", 65536)
        if passes > _MOST_ARGON_PASSES or kilobytes > _MOST_ARGON_KILOBYTES:
            raise UnreadableFile("This document asks for more work to open it than a document may.")
        lanes = lock.attribute("argon2-lanes", 4)
        return Argon2id(salt=salt, length=size, iterations=passes, lanes=lanes, memory_cost=kilobytes).derive(start_key)
    rounds = lock.attribute("iteration-count", 1024)
    if rounds > _MOST_ITERATIONS:
        raise UnreadableFile("This document asks for more work to open it than a document may.")
    return hashlib.pbkdf2_hmac("sha1", start_key, salt, rounds, size)


def _opened(encrypted: bytes, lock: _Lock, key: bytes) -> bytes:
    """Raises InvalidTag where the key is wrong and that can be told, ValueError where nothing fits."""
    if lock.algorithm.endswith("aes256-gcm"):
        nonce = lock.start or encrypted[:_NONCE_BYTES]
        return AESGCM(key).decrypt(nonce, encrypted.removeprefix(nonce), None)
    if lock.algorithm.endswith("aes256-cbc"):
        decryptor = Cipher(algorithms.AES(key), modes.CBC(lock.start)).decryptor()
        padded = decryptor.update(encrypted) + decryptor.finalize()
        return padded[: -padded[-1]] if padded and padded[-1] else padded  # its last byte says how many were added
    if "blowfish" in lock.algorithm.lower():
        decryptor = Cipher(Blowfish(key), CFB(lock.start)).decryptor()
        return decryptor.update(encrypted) + decryptor.finalize()
    raise UnreadableFile("This document is protected in a way that Alcove cannot open; save a copy without it.")


def _is_right(packed: bytes, lock: _Lock) -> bool:
    """Whether the checksum of the beginning is what it should be; without one, the key is believed."""
    if not lock.checksum:
        return True
    hash_name = "sha256" if "sha256" in lock.checksum_type.lower() else "sha1"
    whole = not lock.checksum_type.lower().endswith("1k")
    return hashlib.new(hash_name, packed if whole else packed[:_CHECKED_BYTES]).digest() == lock.checksum
