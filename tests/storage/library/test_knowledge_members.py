"""The members of knowledge packs: sealed, and what they say they are."""

import dataclasses
import hashlib
from pathlib import Path

import pytest

from app.core.administration.knowledge import PackedDocument
from app.core.administration.manifests import ManifestError
from app.core.library.bags import document_words
from app.core.library.documents import Page, ReadDocument
from app.storage.library.knowledge_members import read_member, write_member

KEY = bytes(32)
CONTENT = b"The kiln is fired on Mondays."
PACKED = PackedDocument(
    "kiln.txt",
    hashlib.sha256(CONTENT).hexdigest(),
    0,
    ReadDocument("kiln", "text", (Page(None, CONTENT.decode()),)),
    (),
    document_words("kiln", "kiln.txt", ()),
    b"",
    CONTENT,
)


def opened(path: Path, key: bytes) -> PackedDocument:
    with path.open("rb") as sealed:
        return read_member(sealed, key, path)


def test_what_was_sealed_comes_back(tmp_path: Path) -> None:
    write_member(tmp_path / "member", KEY, PACKED)
    assert opened(tmp_path / "member", KEY) == PACKED
    assert b"kiln" not in (tmp_path / "member").read_bytes()


def test_nothing_is_read_with_another_key(tmp_path: Path) -> None:
    write_member(tmp_path / "member", KEY, PACKED)
    with pytest.raises(ManifestError, match="cannot be opened with its key"):
        opened(tmp_path / "member", bytes([1]) * 32)


@pytest.mark.parametrize("content_hash", ["../../vault", hashlib.sha256(b"another").hexdigest()])
def test_a_file_goes_by_its_own_hash_and_no_other_name(content_hash: str, tmp_path: Path) -> None:
    write_member(tmp_path / "member", KEY, dataclasses.replace(PACKED, content_hash=content_hash))
    with pytest.raises(ManifestError, match="whose file is another one"):
        opened(tmp_path / "member", KEY)
