"""ZIP archives."""

import zipfile
from io import BytesIO

import pytest

from app.core.errors import UnreadableFile
from tests.made_documents import docx, paragraph, zipped
from tests.made_office import letter, pptx, rows, shape, xlsx
from tests.workers.reading.asked import labels, read, texts


def test_members_are_named_as_in_the_archive() -> None:
    document = read(
        zipped(
            {
                "a/letter.docx": docx(paragraph("Letter")),
                "a/budget.xlsx": xlsx({"May": rows(["Oil", "12"])}),
                "talk.pptx": pptx(shape("Said")),
                "__MACOSX/a/._letter.docx": b"\0\0",
                ".DS_Store": b"\0",
                "mail.eml": letter("Hi", {"x.txt": b"deep"}),
            }
        )
    )
    assert document.format == "zip"
    assert labels(document) == [
        *("a/letter.docx", "a/budget.xlsx > Sheet May", "talk.pptx > Slide 1", "mail.eml"),
        "mail.eml > attachment x.txt",
    ]
    assert texts(document)[1] == "Oil | 12"
    assert document.pages[1].first_row == 1


def test_a_name_never_becomes_a_path() -> None:
    document = read(zipped({"../../etc/alcove": b"Text", "/etc/passwd": b"More"}))
    assert labels(document) == ["../../etc/alcove", "/etc/passwd"]


def test_what_cannot_be_read_costs_itself_only() -> None:
    document = read(zipped({"a.txt": b"Text", "b.bin": b"\x7fELF\x02", "c.pdf": b"no pdf"}))
    assert texts(document) == ["Text"]
    assert [note.partition(":")[0] for note in document.notes] == ["b.bin", "c.pdf"]


def test_an_archive_of_nothing_to_read_is_refused() -> None:
    for files in ({"a.bin": b"\x7fELF"}, {"a.bin": b"\x7fELF", "b.bin": b"MZ"}, {".x": b"a"}):
        with pytest.raises(UnreadableFile, match=r"archive holds"):
            read(zipped(files))


def test_archives_in_archives_are_read_to_a_depth() -> None:
    inner = zipped({"text.txt": b"Innermost"})
    for _ in range(3):
        inner = zipped({"inner.zip": inner})
    assert texts(read(inner)) == ["Innermost"]
    with pytest.raises(UnreadableFile, match="nothing that could be read"):
        read(zipped({"inner.zip": zipped({"inner.zip": inner})}))


def test_a_member_that_was_cut_off_is_named() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("good.txt", b"Good text")
        archive.writestr("bad.txt", b"Bad text")
    document = read(buffer.getvalue().replace(b"Bad text", b"Sad text", 1))
    assert texts(document) == ["Good text"]
    assert "cannot be unpacked" in document.notes[0]
