"""Faults 11 to 23: each hostile file ends in text or in one reason, and the next file is read.

The numbers are those of the list of faults that Alcove must survive.
"""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.documents import ReadDocument
from app.core.errors import UnreadableFile
from app.engines.process import WorkerProcess
from app.engines.reader import Reader, ReadingLimits
from app.workers.reading.terms import MAXIMUM_CHARACTERS
from tests.faults import hostile_documents as hostile
from tests.made_containers import doc, msg, ppt, xls
from tests.made_documents import docx, paragraph, pdf, zipped
from tests.made_office import epub, letter, pptx, protected, rows, shape, xlsx

Made = Callable[[], bytes]


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("read", obedience_seconds=0.2)
    yield process
    process.close()


@pytest.fixture
def reader(process: WorkerProcess) -> Reader:
    return Reader(process)


def outcome(reader: Reader, path: Path, password: str = "") -> ReadDocument | str:
    """The document or the reason; either way the next file must be read."""
    try:
        result: ReadDocument | str = reader.read(path, CancelToken(), password)
    except UnreadableFile as error:
        result = str(error)
        assert result.endswith(".")
        assert "\n" not in result
    good = path.with_name("good.pdf")
    good.write_bytes(pdf("Good text"))
    assert reader.read(good, CancelToken()).pages[0].text == "Good text"
    return result


def reason_for(reader: Reader, path: Path) -> str:
    result = outcome(reader, path)
    assert isinstance(result, str)
    return result


def text_of(result: ReadDocument | str) -> str:
    assert isinstance(result, ReadDocument), result
    return "\n".join(page.text for page in result.pages)


REFUSED = [
    pytest.param(hostile.flate_bomb, "memory|no text", id="11 flate bomb"),
    pytest.param(hostile.double_flate_bomb, "memory|no text", id="12 double flate"),
    pytest.param(hostile.operator_flood, "no text", id="13 flood of operators"),
    pytest.param(hostile.text_flood, "memory|longer|more text", id="13 flood of letters", marks=pytest.mark.slow),
    pytest.param(hostile.form_loop, "memory|longer|no text", id="14 form draws itself", marks=pytest.mark.slow),
    pytest.param(hostile.docx_bomb, "unpack to far more", id="19 Word bomb"),
    pytest.param(hostile.lying_docx_bomb, "cannot be unpacked", id="19 Word bomb that lies about its size"),
    pytest.param(
        hostile.many_members, "unpack to far more", id="19 Word file of 100,000 parts", marks=pytest.mark.slow
    ),
    pytest.param(hostile.entity_bomb, "entities|amplification", id="20 entity bomb"),
    pytest.param(hostile.external_entity, "entities", id="20 entities from outside"),
    pytest.param(hostile.deep_xml, "well-formed", id="20 deep XML"),
    pytest.param(hostile.sheet_bomb, "unpack to far more", id="19 workbook bomb"),
    pytest.param(hostile.slide_bomb, "unpack to far more", id="19 presentation bomb"),
    pytest.param(hostile.archive_bomb, "unpack to far more", id="19 archive bomb"),
    pytest.param(hostile.odf_entity_bomb, "entities|amplification", id="20 entity bomb in OpenDocument"),
    pytest.param(hostile.sheet_entity_bomb, "entities", id="20 entity bomb in rows"),
    pytest.param(
        lambda: zipped({"a.zip": b"PK\x03\x04 and no more"}), "nothing that could be read", id="21 no archive in it"
    ),
    pytest.param(
        hostile.archives_in_archives, "could be read|longer", id="21 archives in archives", marks=pytest.mark.slow
    ),
    pytest.param(lambda: b"", "empty", id="23 zero bytes"),
    pytest.param(lambda: bytes(100_000), "not text", id="23 nothing but zeros"),
]


@pytest.mark.parametrize(("made", "reason"), REFUSED)
def test_harm_is_refused_in_one_sentence(reader: Reader, tmp_path: Path, made: Made, reason: str) -> None:
    path = tmp_path / "hostile"
    path.write_bytes(made())
    sentence = reason_for(reader, path)
    assert any(part in sentence for part in reason.split("|")), sentence


READ = [
    pytest.param(hostile.page_tree_loop, id="14 page tree loop"),
    pytest.param(hostile.prev_loop, id="14 Prev loop"),
    pytest.param(hostile.outline_loop, id="14 outline loop"),
    pytest.param(hostile.deep_nesting, id="14 a million brackets"),
    pytest.param(hostile.many_kids, id="15 200,000 kids"),
    pytest.param(hostile.zip_slip, id="21 zip slip"),
    pytest.param(hostile.huge_picture, id="22 picture of 60,000 by 60,000"),
    pytest.param(lambda: b"Text with\x00 a zero, and some more of it " * 9, id="23 zeros"),
    pytest.param(lambda: "Text, größer als zuvor. ".encode() * 9 + b"\xff\xfe\xc3", id="23 bad UTF-8"),
    pytest.param(lambda: "Text ohne Marke".encode("utf-16-le"), id="23 UTF-16 without mark"),
    pytest.param(lambda: codecs.BOM_UTF16_BE + "Text".encode("utf-16-be"), id="23 UTF-16"),
]


@pytest.mark.parametrize("made", READ)
def test_what_can_be_read_in_spite_of_it_is_read(reader: Reader, tmp_path: Path, made: Made) -> None:
    path = tmp_path / "odd"
    path.write_bytes(made())
    assert "Text" in text_of(outcome(reader, path))


def test_15_more_pages_than_are_read_end_in_a_note(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(hostile.many_kids())
    document = outcome(reader, path)
    assert isinstance(document, ReadDocument)
    assert document.notes == ("Only the first 10,000 of 200,000 pages were read.",)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_16_encrypted_files_need_their_password(reader: Reader, tmp_path: Path, algorithm: str) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(hostile.encrypted(algorithm, "tides"))
    assert "needs a password" in reason_for(reader, path)
    assert "not right" in str(outcome(reader, path, "ebb"))
    assert text_of(outcome(reader, path, "tides")) == "Secret text"


def test_16_a_file_that_only_forbids_changes_is_read(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "protected.pdf"
    path.write_bytes(hostile.encrypted("AES-256", ""))
    assert text_of(outcome(reader, path)) == "Secret text"


WHOLE: dict[str, Made] = {
    "whole.pdf": lambda: pdf(*[f"Page {number} of the text" for number in range(20)]),
    "whole.docx": lambda: docx("".join(paragraph(f"Paragraph {number} of the text.") for number in range(200))),
    "whole.pptx": lambda: pptx(*[shape(f"Slide {number} of the text") for number in range(9)]),
    "whole.xlsx": lambda: xlsx({"Costs": rows(*[["Oil", str(number)] for number in range(99)])}),
    "whole.xls": lambda: xls({"Costs": [["Oil", float(number)] for number in range(99)]}),
    "whole.doc": lambda: doc([(f"Paragraph {number}\r", 0, False) for number in range(9)]),
    "whole.ppt": lambda: ppt([("Title", "Text", "More")] * 9),
    "whole.msg": lambda: msg("Subject", "Text", {"a.txt": b"Attached"}),
    "whole.eml": lambda: letter("Text", {"a.pdf": pdf("Text"), "b.eml": letter("Inside")}),
    "whole.epub": lambda: epub({"one.html": "<p>Text</p>" * 99}),
    "whole.zip": lambda: zipped({"a.docx": docx(paragraph("Text")), "b.txt": b"Text"}),
    "secret.docx": lambda: protected(docx(paragraph("Text")), "tides"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_17_truncated_at_twenty_points(reader: Reader, tmp_path: Path, name: str) -> None:
    whole = WHOLE[name]()
    path = tmp_path / name
    for part in range(20):
        path.write_bytes(whole[: len(whole) * part // 20])
        outcome(reader, path)
    path.write_bytes(whole)
    assert text_of(outcome(reader, path, "tides")).strip()


def test_18_the_content_counts_whatever_the_name_says(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(pdf("Text of a PDF"))
    assert text_of(outcome(reader, path)) == "Text of a PDF"
    path.write_bytes(b"\x7fELF" + bytes(100))
    assert "a program" in reason_for(reader, path)


def test_21_nothing_is_ever_written(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "slip.docx"
    path.write_bytes(hostile.zip_slip())
    outcome(reader, path)
    assert not Path("/tmp/alcove-slip").exists()
    assert not Path("/etc/alcove-slip").exists()


@pytest.mark.parametrize(
    ("made", "part"),
    [
        pytest.param(hostile.many_cells_far_apart, "3000", id="23 cells far apart"),
        pytest.param(hostile.repeated_cells, "Text | Text", id="23 repeated cells"),
        pytest.param(hostile.shared_text_bomb, "xxxx", id="23 one long text in ten thousand cells"),
        pytest.param(hostile.million_rows, "1 | 1", id="23 a million rows", marks=pytest.mark.slow),
    ],
)
def test_23_sheets_that_say_they_are_huge_are_read_as_far_as_there_is_room(
    reader: Reader, tmp_path: Path, made: Made, part: str
) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(made())
    text = text_of(outcome(reader, path))
    assert part in text
    assert len(text) <= MAXIMUM_CHARACTERS


@pytest.mark.slow
def test_23_one_line_of_two_hundred_megabytes(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"word " * (40 * 1024 * 1024))
    document = outcome(reader, path)
    assert len(text_of(document)) == MAXIMUM_CHARACTERS
    assert isinstance(document, ReadDocument)
    assert document.notes == ("Only the first 20,000,000 characters were read.",)


def test_a_file_that_takes_too_long_is_given_up_and_the_worker_with_it(process: WorkerProcess, tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_bytes(hostile.deep_html())
    hasty = Reader(process, ReadingLimits(seconds=1.0, seconds_per_megabyte=0.0))
    process.start()
    before = process.process_id
    assert reason_for(hasty, path) == "This file took longer than 1 seconds to read and was given up."
    assert process.process_id != before
