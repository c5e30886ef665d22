"""Meetings are handed on in every format; what was to be taken out stands in none of them."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.meetings import Listening
from app.core.minutes import Minutes, MinutesCoverage, MinutesLine, MinutesSection, Moment, SectionKind
from app.core.paper import Layout
from app.core.redaction import Hidden
from app.engines.paper import Paper
from app.engines.process import WorkerProcess
from app.services.exporting import FORMATS, Export, Exporting
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings import Meetings
from app.storage.minutes import KeptMinutes
from tests.core.meeting import segments

SAID = (
    ("Anna Berg", "Call Ben at +49 731 5550199."),
    ("Ben", "مرحبا بكم في الاجتماع اليوم"),
    ("Ben", "今天我们讨论预算。"),
    ("Ben", "Die Gebühr beträgt 1.250 Euro & <mehr>."),
)


@pytest.fixture(scope="module")
def paper() -> Iterator[Paper]:
    process = WorkerProcess("paper")
    yield Paper(process)
    process.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "vault.db", bytes(32))
    yield database
    database.close()


@pytest.fixture
def exporting(paper: Paper, database: Database) -> Exporting:
    return Exporting(Meetings(database), KeptMinutes(database), paper, Audit(database))


@pytest.fixture
def meeting(database: Database) -> int:
    meetings = Meetings(database)
    transcript_id = meetings.begin("/talk.wav", "Budget talk", Listening())
    meetings.replace_segments(transcript_id, segments(SAID))
    meetings.finish(transcript_id, "en", 20.0, 0.1)
    line = MinutesLine("Call Ben.", (Moment(0.0, 4.0, "Anna Berg", SAID[0][1]),), owner="Anna Berg", due="2026-11-20")
    section = MinutesSection("Action items", SectionKind.ACTIONS, (line,))
    KeptMinutes(database).add(
        Minutes(0, transcript_id, "Budget talk", "general", (section,), MinutesCoverage(20.0, 20.0, 1))
    )
    return transcript_id


def content(exporting: Exporting, meeting: int, export: Export) -> bytes:
    return exporting.content(meeting, export, CancelToken())


def docx_text(written: bytes) -> str:
    document = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", document.replace("</w:p>", "\n"))


def test_plain_text_has_a_line_for_each(exporting: Exporting, meeting: int) -> None:
    text = content(exporting, meeting, Export("txt", layout=Layout(timestamps=False))).decode()
    assert text.startswith("Anna Berg: Call Ben at +49 731 5550199.\nBen: مرحبا")


def test_markdown_keeps_what_was_said_from_being_markup(exporting: Exporting, meeting: int) -> None:
    text = content(exporting, meeting, Export("md", minutes=True)).decode()
    assert text.startswith("# Budget talk\n")
    assert "## Action items\n\n- **Anna Berg · 2026-11-20** Call Ben. _(00:00:00)_\n" in text
    assert "**00:00:15 Ben** Die Gebühr beträgt 1.250 Euro & \\<mehr\\>." in text


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_subtitles_hold_the_transcript(exporting: Exporting, meeting: int, form: str) -> None:
    text = content(exporting, meeting, Export(form)).decode()
    assert "00:00:05" in text
    assert "今天我们讨论预算。" in text
    assert "Anna" not in content(exporting, meeting, Export(form, layout=Layout(speakers=False))).decode()


def test_json_holds_both(exporting: Exporting, meeting: int) -> None:
    value = json.loads(content(exporting, meeting, Export("json", minutes=True)))
    assert value["segments"][0]["words"][0]["text"] == " Call"
    assert value["minutes"]["sections"][0]["lines"][0]["owner"] == "Anna Berg"


def test_word_documents_hold_headings_lists_and_every_script(exporting: Exporting, meeting: int) -> None:
    written = content(exporting, meeting, Export("docx", minutes=True))
    text = docx_text(written)
    assert "Budget talk\n" in text
    assert "مرحبا بكم" in text
    assert "今天我们讨论预算。" in text
    document = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
    assert "<w:bidi/>" in document
    assert 'w:val="ListBullet"' in document


def test_pdf_is_laid_out_over_as_many_pages_as_it_takes(exporting: Exporting, database: Database) -> None:
    meetings = Meetings(database)
    long = meetings.begin("/long.wav", "Long talk")
    meetings.replace_segments(
        long, segments(tuple(("Ana", f"Sentence number {n} of a long talk.") for n in range(300)))
    )
    meetings.finish(long, "en", 1500.0, 0.1)
    written = content(exporting, long, Export("pdf"))
    assert written.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", written)) > 3


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_taken_out_stands_in_no_format(exporting: Exporting, meeting: int, form: str) -> None:
    written = content(exporting, meeting, Export(form, minutes=True, hidden=tuple(Hidden)))
    text = docx_text(written) if form == "docx" else written.decode(errors="replace")
    for secret in ("Anna", "Berg", "5550199", "1.250"):
        assert secret not in text


def test_the_preview_says_what_would_be_replaced_by_what(exporting: Exporting, meeting: int) -> None:
    found = {one.text: one.stand_in for one in exporting.preview(meeting, (Hidden.NAMES, Hidden.NUMBERS))}
    assert found["Anna Berg"] == found["Anna"] == found["Berg"]
    assert found["+49 731 5550199"].startswith("[number")


def test_a_file_is_there_whole_or_not_at_all(exporting: Exporting, meeting: int, tmp_path: Path) -> None:
    exporting.write(meeting, Export("md"), tmp_path / "out.md", CancelToken())
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# Budget talk")
    assert not (tmp_path / "out.md.part").exists()
    with pytest.raises(UserError, match="could not be written"):
        exporting.write(meeting, Export("md"), tmp_path / "no folder" / "out.md", CancelToken())


def test_what_cannot_be_written_is_said(exporting: Exporting, meeting: int, database: Database) -> None:
    with pytest.raises(UserError, match="not a format"):
        content(exporting, meeting, Export("odt"))
    with pytest.raises(UserError, match="Neither"):
        content(exporting, meeting, Export("md", transcript=False))
    other = Meetings(database).begin("/other.wav", "Other")
    with pytest.raises(UserError, match="no minutes of Other"):
        content(exporting, other, Export("md", minutes=True))
