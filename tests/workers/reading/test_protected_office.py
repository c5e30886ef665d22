"""Office documents with a password."""

import pytest

from app.core.errors import LockedFile, UnreadableFile
from tests.installed import shared_data
from tests.made_containers import container
from tests.made_documents import docx, paragraph
from tests.made_office import protected, rows, xlsx
from tests.workers.reading.asked import read, texts


@pytest.mark.parametrize(
    ("content", "text"), [(docx(paragraph("Secret")), "Secret"), (xlsx({"S": rows(["a", "b"])}), "a | b")]
)
def test_the_password_opens_it_and_no_other_does(content: bytes, text: str) -> None:
    locked = protected(content, "tides")
    assert texts(read(locked, password="tides")) == [text]
    with pytest.raises(LockedFile, match="needs a password"):
        read(locked)
    with pytest.raises(LockedFile, match="not right"):
        read(locked, password="ebb")


@pytest.mark.parametrize(
    ("path", "password"),
    [
        ("documents/apache+poi/password_password_cryptoapi.doc", "password"),
        ("documents/apache+tika/testEXCEL_protected_passtika.xls", "tika"),
        ("documents/apache+tika/testEXCEL_protected_passtika.xlsx", "tika"),
    ],
)
def test_what_office_itself_protected(path: str, password: str) -> None:
    content = shared_data(path).read_bytes()
    assert texts(read(content, path, password))[0].strip()
    with pytest.raises(LockedFile, match="needs a password"):
        read(content, path)


def test_protection_that_makes_no_sense_is_damage() -> None:
    broken = container({"EncryptedPackage": b"x", "EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00<no xml"})
    with pytest.raises(UnreadableFile, match="damaged"):
        read(broken)
