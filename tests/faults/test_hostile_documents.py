"""Faults 11 to 23: each hostile file ends in text or in one reason, and the next file is read.

The numbers are those of `tests/faults/listed.py`.
"""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile
from app.core.library.documents import ReadDocument
from app.engines.process import WorkerProcess
from app.engines.reader import Reader, ReadingLimits
from app.workers.reading.terms import MAXIMUM_CHARACTERS
from tests.faults import hostile_documents as hostile
from tests.made_containers import doc, msg, ppt, xls
from tests.made_documents import docx, paragraph, pdf, zipped
from tests.made_office import epub, letter, pptx, protected, rows, shape, xlsx

Made = Callable[[], bytes]
fault = pytest.mark.fault


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
    pytest.param(hostile.flate_bomb, "memory|no text", id="flate bomb", marks=fault(11)),
    pytest.param(hostile.double_flate_bomb, "memory|no text", id="double flate", marks=fault(12)),
    pytest.param(hostile.operator_flood, "no text", id="flood of operators", marks=fault(13)),
    pytest.param(
        hostile.text_flood, "memory|longer|more text", id="flood of letters", marks=[fault(13), pytest.mark.slow]
    ),
    pytest.param(
        hostile.form_loop, "memory|longer|no text", id="form draws itself", marks=[fault(14), pytest.mark.slow]
    ),
    pytest.param(hostile.docx_bomb, "unpack to far more", id="Word bomb", marks=fault(19)),
    pytest.param(
        hostile.lying_docx_bomb, "cannot be unpacked", id="Word bomb that lies about its size", marks=fault(19)
    ),
    pytest.param(
        hostile.many_members, "unpack to far more", id="Word file of 100,000 parts", marks=[fault(19), pytest.mark.slow]
    ),
    pytest.param(hostile.entity_bomb, "entities|amplification", id="entity bomb", marks=fault(20)),
    pytest.param(hostile.external_entity, "entities", id="entities from outside", marks=fault(20)),
    pytest.param(hostile.deep_xml, "well-formed", id="deep XML", marks=fault(20)),
    pytest.param(hostile.sheet_bomb, "unpack to far more", id="workbook bomb", marks=fault(19)),
    pytest.param(hostile.slide_bomb, "unpack to far more", id="presentation bomb", marks=fault(19)),
    pytest.param(hostile.archive_bomb, "unpack to far more", id="archive bomb", marks=fault(19)),
    pytest.param(hostile.odf_entity_bomb, "entities|amplification", id="entity bomb in OpenDocument", marks=fault(20)),
    pytest.param(hostile.sheet_entity_bomb, "entities", id="entity bomb in rows", marks=fault(20)),
    pytest.param(
        lambda: zipped({"a.zip": b"PK\x03\x04 and no more"}),
        "nothing that could be read",
        id="no archive in it",
        marks=fault(21),
    ),
    pytest.param(
        hostile.archives_in_archives,
        "could be read|longer",
        id="archives in archives",
        marks=[fault(21), pytest.mark.slow],
    ),
    pytest.param(lambda: b"", "empty", id="zero bytes", marks=fault(23)),
    pytest.param(lambda: bytes(100_000), "not text", id="nothing but zeros", marks=fault(23)),
]


@pytest.mark.parametrize(("made", "reason"), REFUSED)
def test_harm_is_refused_in_one_sentence(reader: Reader, tmp_path: Path, made: Made, reason: str) -> None:
    path = tmp_path / "hostile"
    path.write_bytes(made())
    sentence = reason_for(reader, path)
    assert any(part in sentence for part in reason.split("|")), sentence


READ = [
    pytest.param(hostile.page_tree_loop, id="page tree loop", marks=fault(14)),
    pytest.param(hostile.prev_loop, id="Prev loop", marks=fault(14)),
    pytest.param(hostile.outline_loop, id="outline loop", marks=fault(14)),
    pytest.param(hostile.deep_nesting, id="a million brackets", marks=fault(14)),
    pytest.param(hostile.many_kids, id="200,000 kids", marks=fault(15)),
    pytest.param(hostile.zip_slip, id="zip slip", marks=fault(21)),
    pytest.param(hostile.huge_picture, id="picture of 60,000 by 60,000", marks=fault(22)),
    pytest.param(lambda: b"Text with\x00 a zero, and some more of it " * 9, id="zeros", marks=fault(23)),
    pytest.param(lambda: "Text, größer als zuvor. ".encode() * 9 + b"\xff\xfe\xc3", id="bad UTF-8", marks=fault(23)),
    pytest.param(lambda: "Text ohne Marke".encode("utf-16-le"), id="UTF-16 without mark", marks=fault(23)),
    pytest.param(lambda: codecs.BOM_UTF16_BE + "Text".encode("utf-16-be"), id="UTF-16", marks=fault(23)),
]


@pytest.mark.parametrize("made", READ)
def test_what_can_be_read_in_spite_of_it_is_read(reader: Reader, tmp_path: Path, made: Made) -> None:
    path = tmp_path / "odd"
    path.write_bytes(made())
    assert "Text" in text_of(outcome(reader, path))


@pytest.mark.fault(15)
def test_more_pages_than_are_read_end_in_a_note(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(hostile.many_kids())
    document = outcome(reader, path)
    assert isinstance(document, ReadDocument)
    assert document.notes == ("Only the first 10,000 of 200,000 pages were read.",)


@pytest.mark.fault(16)
@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_encrypted_files_need_their_password(reader: Reader, tmp_path: Path, algorithm: str) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(hostile.encrypted(algorithm, "tides"))
    assert "needs a password" in reason_for(reader, path)
    assert "not right" in str(outcome(reader, path, "ebb"))
    assert text_of(outcome(reader, path, "tides")) == "Secret text"


@pytest.mark.fault(16)
def test_a_file_that_only_forbids_changes_is_read(reader: Reader, tmp_path: Path) -> None:
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


@pytest.mark.fault(17)
@pytest.mark.parametrize("name", WHOLE)
def test_truncated_at_twenty_points(reader: Reader, tmp_path: Path, name: str) -> None:
    whole = WHOLE[name]()
    path = tmp_path / name
    for part in range(20):
        path.write_bytes(whole[: len(whole) * part // 20])
        outcome(reader, path)
    path.write_bytes(whole)
    assert text_of(outcome(reader, path, "tides")).strip()


@pytest.mark.fault(18)
def test_the_content_counts_whatever_the_name_says(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(pdf("Text of a PDF"))
    assert text_of(outcome(reader, path)) == "Text of a PDF"
    path.write_bytes(b"\x7fELF" + bytes(100))
    assert "a program" in reason_for(reader, path)


@pytest.mark.fault(21)
def test_nothing_is_ever_written(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "slip.docx"
    path.write_bytes(hostile.zip_slip())
    outcome(reader, path)
    assert not Path("/tmp/alcove-slip").exists()
    assert not Path("/etc/alcove-slip").exists()


@pytest.mark.fault(23)
@pytest.mark.parametrize(
    ("made", "part"),
    [
        pytest.param(hostile.many_cells_far_apart, "3000", id="cells far apart", marks=fault(23)),
        pytest.param(hostile.repeated_cells, "Text | Text", id="repeated cells", marks=fault(23)),
        pytest.param(hostile.shared_text_bomb, "xxxx", id="one long text in ten thousand cells", marks=fault(23)),
        pytest.param(hostile.million_rows, "1 | 1", id="a million rows", marks=[fault(23), pytest.mark.slow]),
    ],
)
def test_sheets_that_say_they_are_huge_are_read_as_far_as_there_is_room(
    reader: Reader, tmp_path: Path, made: Made, part: str
) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(made())
    text = text_of(outcome(reader, path))
    assert part in text
    assert len(text) <= MAXIMUM_CHARACTERS


@pytest.mark.fault(23)
@pytest.mark.slow
def test_one_line_of_two_hundred_megabytes(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"word " * (40 * 1024 * 1024))
    document = outcome(reader, path)
    assert len(text_of(document)) == MAXIMUM_CHARACTERS
    assert isinstance(document, ReadDocument)
    assert document.notes == ("Only the first 20,000,000 characters were read.",)


@pytest.mark.fault(13)
def test_a_file_that_takes_too_long_is_given_up_and_the_worker_with_it(process: WorkerProcess, tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_bytes(hostile.deep_html())
    hasty = Reader(process, ReadingLimits(seconds=1.0, seconds_per_megabyte=0.0))
    process.start()
    before = process.process_id
    with pytest.raises(UnreadableFile, match="took longer than 1 seconds to read and was given up"):
        hasty.read(path, CancelToken())
    assert process.process_id != before
    path.write_bytes(pdf("Good text"))
    assert text_of(outcome(Reader(process), path)) == "Good text"
