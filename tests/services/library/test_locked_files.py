"""Files with a password: told apart from damaged ones, opened with it, and followed with it afterwards."""

import dataclasses
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from app.core.cancel import CancelToken
from app.core.events import Event, Progress
from app.core.library.documents import Document
from tests.made_documents import pdf
from tests.services.opened_library import COLLECTION, OpenedLibrary, added, failed, opened_library

PASSWORD = "open sesame 7391"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenedLibrary]:
    with opened_library(tmp_path) as opened:
        yield opened


def locked_pdf(text: str, password: str = PASSWORD) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(pdf(text))))
    writer.encrypt(password, algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "locked" / "harbour.pdf"
    path.parent.mkdir()
    path.write_bytes(locked_pdf("The harbour master keeps the key."))
    return path


def add(opened: OpenedLibrary, path: Path, password: str = "") -> list[Event]:
    return list(opened.library.add([path], COLLECTION, CancelToken(), password))


def kept(opened: OpenedLibrary, path: Path) -> Document:
    document = opened.documents.find(path, COLLECTION)
    assert document is not None
    return document


def test_a_locked_file_is_told_apart(opened: OpenedLibrary, file: Path) -> None:
    assert failed(add(opened, file)) == {"harbour.pdf": "This PDF needs a password."}
    assert kept(opened, file).locked
    broken = file.with_name("broken.pdf")
    broken.write_bytes(b"%PDF-1.7 nothing")
    add(opened, broken)
    assert not kept(opened, broken).locked


def test_a_wrong_password_says_so_and_is_not_kept(opened: OpenedLibrary, file: Path) -> None:
    assert failed(add(opened, file, "wrong")) == {
        "harbour.pdf": "This PDF is protected, and the password given is not right."
    }
    assert opened.documents.password(kept(opened, file).id) == ""


def test_the_right_password_opens_it_in_a_folder_too(opened: OpenedLibrary, file: Path) -> None:
    folder = file.parent
    add(opened, folder)
    assert failed(add(opened, folder)) == {"harbour.pdf": "This PDF needs a password."}
    assert added(add(opened, folder, PASSWORD)) == ["harbour.pdf"]
    assert not kept(opened, file).locked


def test_a_change_is_followed_without_asking_again(opened: OpenedLibrary, file: Path) -> None:
    add(opened, file, PASSWORD)
    file.write_bytes(locked_pdf("The key was moved to the lighthouse."))
    assert added(opened.add(file)) == ["harbour.pdf"]
    assert "lighthouse" in opened.documents.page(kept(opened, file).id, 0).text
    file.write_bytes(locked_pdf("Another key.", "another password"))
    assert failed(opened.add(file)) == {"harbour.pdf": "This PDF is protected, and the password given is not right."}


def test_the_password_is_in_no_event_list_or_audit_and_goes_with_the_document(
    opened: OpenedLibrary, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    events = add(opened, file, PASSWORD)
    document = kept(opened, file)
    audited = [repr(entry) for entry in opened.audit.entries()]
    told = repr(events) + json.dumps(dataclasses.asdict(document)) + "".join(audited) + caplog.text
    assert PASSWORD not in told
    assert opened.documents.password(document.id) == PASSWORD
    opened.library.remove([document.id])
    assert opened.documents.password(document.id) == ""


def test_notes_of_the_reading_are_kept_with_the_document(opened: OpenedLibrary, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    objects = pdf("Text", "Text").replace(b"/Contents 8 0 R", b"/Contents 6 0 R")
    path.write_bytes(objects)
    opened.add(path)
    assert kept(opened, path).notes == ()
    writer = PdfWriter(PdfReader(BytesIO(pdf("Text"))))
    writer.add_attachment("odd.bin", b"\x7fELF\x02\x01\x01")
    buffer = BytesIO()
    writer.write(buffer)
    path.write_bytes(buffer.getvalue())
    opened.add(path)
    assert kept(opened, path).notes[0].startswith("odd.bin: ")


def test_a_long_file_tells_the_page_it_is_at(opened: OpenedLibrary, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(*["\n".join(["words and words of it"] * 50)] * 2_000))
    work = opened.library.add([path], COLLECTION, CancelToken())
    assert any(isinstance(event, Progress) and "page " in event.detail and "of 2,000" in event.detail for event in work)
    work.close()
