"""Documents and keys made for tests, and what a thief with the key would read on the disk."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.core.library.documents import Chunk, Document, Heading, Page, ReadDocument
from app.storage.library.documents import Documents

KEY = bytes(range(32))
_PAGE_BYTES = 4096
_RESERVED_BYTES = 80
_SALT_BYTES = 16


def read_document(*texts: str, title: str = "A title") -> ReadDocument:
    """A PDF with these pages, each under one heading."""
    pages = tuple(Page(number, text, (Heading(0, 1, "Top"),)) for number, text in enumerate(texts, start=1))
    return ReadDocument(title, "pdf", pages)


def chunks_of(document: ReadDocument) -> list[Chunk]:
    """Each page as one chunk."""
    return [Chunk(index, 0, len(page.text), page.text, "Top") for index, page in enumerate(document.pages)]


def add(documents: Documents, path: str, *texts: str, collection: str = "Documents") -> Document:
    """Put a document with these pages into the library."""
    document = read_document(*texts)
    return documents.add(path, collection, "ab" * 32, 10, 20, document, chunks_of(document))


def decrypted(path: Path, key: bytes = KEY) -> bytes:
    """Every page of a SQLCipher 4 database in plain text, free pages included.

    A page is AES-256-CBC, with its initialization vector in the 80 bytes reserved at its end; the first begins with
    the salt (https://www.zetetic.net/sqlcipher/design/).
    """
    sealed = path.read_bytes()
    plain = bytearray()
    for start in range(0, len(sealed), _PAGE_BYTES):
        page = sealed[start : start + _PAGE_BYTES]
        content_end = _PAGE_BYTES - _RESERVED_BYTES
        decryptor = Cipher(algorithms.AES(key), modes.CBC(page[content_end : content_end + 16])).decryptor()
        plain += decryptor.update(page[_SALT_BYTES if start == 0 else 0 : content_end]) + decryptor.finalize()
    return bytes(plain)
