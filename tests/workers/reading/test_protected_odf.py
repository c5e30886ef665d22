"""OpenDocument files with a password: made here as OpenDocument 1.2, OpenOffice and LibreOffice 24.8 protect them."""

import hashlib
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.core.errors import LockedFile, UnreadableFile
from app.workers.reading import odf
from app.workers.reading.recognize import recognize
from tests.made_documents import zipped
from tests.made_office import odf as made
from tests.workers.reading.asked import reading

PASSWORD = "open sesame 7391 ä"
PLAIN = made("<office:text><text:p>The harbour master keeps the key.</text:p></office:text>")
SALT, VECTOR, NONCE = bytes(range(16)), bytes(range(16, 32)), bytes(range(12))
ENTRY = """<manifest:file-entry manifest:full-path="{name}" manifest:size="9">
<manifest:encryption-data manifest:checksum-type="{checksum_type}" manifest:checksum="{checksum}">
<manifest:algorithm manifest:algorithm-name="{algorithm}" manifest:initialisation-vector="{vector}"/>
<manifest:start-key-generation manifest:start-key-generation-name="{hashed}" manifest:key-size="32"/>
<manifest:key-derivation manifest:key-derivation-name="{derivation}" manifest:salt="{salt}" {numbers}/>
</manifest:encryption-data></manifest:file-entry>"""
MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">{entries}</manifest:manifest>"""
SHA256 = "http://www.w3.org/2000/09/xmldsig#sha256"
ROUNDS = 'manifest:iteration-count="1000" manifest:key-size="{size}"'


def text(value: bytes) -> str:
    return b64encode(value).decode()


def packed(content: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(content) + packing.flush()


def by_aes(content: bytes) -> tuple[bytes, str]:
    """A part and its entry, as LibreOffice up to 24.2 writes them."""
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(PASSWORD.encode()).digest(), SALT, 1000, 32)
    plain = packed(content)
    padding = 16 - len(plain) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(VECTOR)).encryptor()
    entry = ENTRY.format(
        name="{name}",
        checksum_type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k",
        checksum=text(hashlib.sha256(plain[:1024]).digest()),
        algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        vector=text(VECTOR),
        hashed=SHA256,
        derivation="PBKDF2",
        salt=text(SALT),
        numbers=ROUNDS.format(size=32),
    )
    return encryptor.update(plain + bytes([0] * (padding - 1) + [padding])) + encryptor.finalize(), entry


def by_blowfish(content: bytes) -> tuple[bytes, str]:
    """A part and its entry, as OpenOffice writes them."""
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1(PASSWORD.encode()).digest(), SALT, 1000, 16)
    plain = packed(content)
    encryptor = Cipher(Blowfish(key), CFB(VECTOR[:8])).encryptor()
    entry = ENTRY.format(
        name="{name}",
        checksum_type="SHA1/1K",
        checksum=text(hashlib.sha1(plain[:1024]).digest()),
        algorithm="Blowfish CFB",
        vector=text(VECTOR[:8]),
        hashed="SHA1",
        derivation="PBKDF2",
        salt=text(SALT),
        numbers=ROUNDS.format(size=16),
    )
    return encryptor.update(plain) + encryptor.finalize(), entry


def in_parts(protect: Callable[[bytes], tuple[bytes, str]]) -> bytes:
    """A document each part of which is encrypted."""
    with zipfile.ZipFile(BytesIO(PLAIN)) as archive:
        parts = {name: protect(archive.read(name)) for name in ("content.xml", "meta.xml")}
    entries = "".join(entry.format(name=name) for name, (_, entry) in parts.items())
    manifest = MANIFEST.format(entries=entries).encode()
    return zipped({**{name: part for name, (part, _) in parts.items()}, "META-INF/manifest.xml": manifest})


def as_a_whole(memory: int = 64) -> bytes:
    """A document that is encrypted as a whole, as LibreOffice does since 24.8."""
    start_key = hashlib.sha256(PASSWORD.encode()).digest()
    key = Argon2id(salt=SALT, length=32, iterations=2, lanes=1, memory_cost=64).derive(start_key)
    entry = ENTRY.format(
        name="encrypted-package",
        checksum_type="",
        checksum="",
        algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm",
        vector=text(NONCE),
        hashed="http://www.w3.org/2001/04/xmlenc#sha256",
        derivation="urn:org:documentfoundation:names:experimental:office:manifest:argon2id",
        salt=text(SALT),
        numbers=f'loext:argon2-iterations="2" loext:argon2-memory="{memory}" loext:argon2-lanes="1" manifest:key-size="32"',
    )
    encrypted = NONCE + AESGCM(key).encrypt(NONCE, packed(PLAIN), None)
    manifest = MANIFEST.format(entries=entry).encode()
    return zipped({"mimetype": b"application/odf", "encrypted-package": encrypted, "META-INF/manifest.xml": manifest})


PROTECTED = {"AES": in_parts(by_aes), "Blowfish": in_parts(by_blowfish), "Argon2id": as_a_whole()}


@pytest.mark.parametrize("content", PROTECTED.values(), ids=PROTECTED)
def test_the_password_opens_it(content: bytes) -> None:
    assert recognize("letter.odt", content) == "odf"
    document = odf.read(content, reading(password=PASSWORD))
    assert document.pages[0].text == "The harbour master keeps the key."


@pytest.mark.parametrize("content", PROTECTED.values(), ids=PROTECTED)
def test_without_it_or_with_another_it_is_locked(content: bytes) -> None:
    with pytest.raises(LockedFile, match="needs a password"):
        odf.read(content, reading())
    with pytest.raises(LockedFile, match="not right"):
        odf.read(content, reading(password="another"))


def test_a_key_that_would_take_all_memory_is_not_made() -> None:
    with pytest.raises(UnreadableFile, match="more work"):
        odf.read(as_a_whole(memory=2**30), reading(password=PASSWORD))


def test_a_manifest_that_says_nothing_of_the_protection_is_damage() -> None:
    manifest = MANIFEST.format(
        entries='<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    )
    with pytest.raises(UnreadableFile, match="damaged"):
        odf.read(zipped({"content.xml": b"?", "META-INF/manifest.xml": manifest.encode()}), reading(password=PASSWORD))
