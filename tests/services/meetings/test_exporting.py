"""Meetings are handed on in every format; what was to be taken out stands in none of them."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import which

import pypdfium2
import pytest

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.exporting.paper import Block, BlockKind, Layout
from app.core.exporting.redaction import Hidden
from app.core.meetings.minutes import Minutes, MinutesCoverage, MinutesLine, MinutesSection, Moment, SectionKind
from app.core.meetings.transcript import Listening
from app.engines.paper import Paper
from app.engines.process import WorkerProcess
from app.services.meetings.exporting import FORMATS, Export, Exporting
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.minutes import KeptMinutes
from tests.core.meeting import segments

SAID = (
    ("Anna Berg", "Call Ben at +49 731 5550199."),
    ("Ben", "مرحبا بكم في الاجتماع اليوم"),
    ("Ben", "Сегодня мы обсуждаем бюджет."),
    ("Ben", "Die Gebühr beträgt 1.250 Euro & <mehr>."),
    ("Anna Berg", "We meet Carla Voss on 3 March 2027, she knows it."),
)
MISHEARD = "Call Bern at +49 731 5550198, Anne Burk."
SECRETS = (
    *("Anna", "Berg", "Ben", "Carla", "Voss", "Dora", "Burk", "anna_berg", "anna berg"),
    *("5550199", "5550198", "1.250", "3 March", "2027-03", "2026", "20261120"),
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
    return Exporting(Meetings(database), KeptMinutes(database), paper, Audit(database), Permissions(Policy()))


@pytest.fixture
def meeting(database: Database) -> int:
    """A meeting whose first words were corrected, with minutes that name people, numbers and days everywhere."""
    meetings = Meetings(database)
    transcript_id = meetings.begin("/anna berg/talk.wav", "Budget talk", Listening())
    corrected, *others = segments(SAID)
    heard = tuple(replace(word, text=f" {part}") for word, part in zip(corrected.words, MISHEARD.split(), strict=False))
    meetings.replace_segments(transcript_id, (replace(corrected, heard=heard), *others))
    meetings.finish(transcript_id, "en", 25.0, 0.1)
    spoken = Moment(0.0, 4.0, "Anna Berg", MISHEARD)
    met = Moment(20.0, 24.0, "Anna Berg", SAID[4][1])
    lines = (
        MinutesLine("Call Ben.", (spoken,), owner="Anna Berg", due="2026-11-20", due_text="by 20 November 2026"),
        MinutesLine("Meet Carla Voss.", (met,), owner="Dora", due="2027-03-03", due_text="3 March 2027"),
        MinutesLine("Pay Ben 1.250 Euro.", (spoken,), removed=True),
    )
    section = MinutesSection("Action items of Anna Berg", SectionKind.ACTIONS, lines)
    KeptMinutes(database).add(
        Minutes(
            0,
            transcript_id,
            "Budget talk",
            "anna_berg",
            (section,),
            MinutesCoverage(25.0, 25.0, 1),
            held_on="2026-11-18",
        )
    )
    return transcript_id


def content(exporting: Exporting, meeting: int, export: Export) -> bytes:
    return exporting.content(meeting, export, CancelToken())


def docx_text(written: bytes) -> str:
    document = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", document.replace("</w:p>", "\n"))


def pdf_text(written: bytes) -> str:
    document = pypdfium2.PdfDocument(written)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def everything_in(written: bytes, form: str) -> str:
    """All that can be read out of a file: its text, and what it says about itself."""
    if form == "pdf":
        about = pypdfium2.PdfDocument(written).get_metadata_dict()
        del about["CreationDate"], about["ModDate"]  # of the file
        return f"{pdf_text(written)}\n{about}"
    if form == "docx":
        archive = zipfile.ZipFile(io.BytesIO(written))
        parts = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
        return "\n".join((docx_text(written), *parts))
    return written.decode()


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if re.search(rf"(?<![^\W_]){re.escape(secret)}(?![^\W_])", text)]


def texts_in(value: object) -> Iterator[str]:
    """Every text in a JSON value, keys and all."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *texts_in(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    else:
        yield str(value)


def test_plain_text_has_a_line_for_each(exporting: Exporting, meeting: int) -> None:
    text = content(exporting, meeting, Export("txt", layout=Layout(timestamps=False))).decode()
    assert text.startswith("Anna Berg: Call Ben at +49 731 5550199.\nBen: مرحبا")


def test_markdown_keeps_what_was_said_from_being_markup(exporting: Exporting, meeting: int) -> None:
    text = content(exporting, meeting, Export("md", minutes=True)).decode()
    assert text.startswith("# Budget talk\n")
    assert "- **Anna Berg · by 20 November 2026 (2026-11-20)** Call Ben. _(00:00:00)_\n" in text
    assert "**00:00:15 Ben** Die Gebühr beträgt 1.250 Euro & \\<mehr\\>." in text


def test_markdown_makes_no_list_of_what_begins_with_a_number(exporting: Exporting, database: Database) -> None:
    listed = Meetings(database).begin("/list.wav", "List")
    Meetings(database).replace_segments(listed, segments((("", "1. First"), ("", "1.5 km ~ &lt; R&D"))))
    text = content(exporting, listed, Export("md", layout=Layout(timestamps=False))).decode()
    assert text == "# List\n\n1\\. First\n\n1.5 km \\~ \\&lt; R&D\n\n"


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_subtitles_hold_the_transcript(exporting: Exporting, meeting: int, form: str) -> None:
    text = content(exporting, meeting, Export(form)).decode()
    assert "00:00:05" in text
    assert "Сегодня мы обсуждаем бюджет." in text
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
    assert "Сегодня мы обсуждаем бюджет." in text
    document = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
    assert "<w:bidi/>" in document
    assert 'w:val="ListBullet"' in document


def test_a_word_document_lets_signs_stand_where_text_from_right_to_left_ends(
    exporting: Exporting, meeting: int
) -> None:
    document = (
        zipfile.ZipFile(io.BytesIO(content(exporting, meeting, Export("docx")))).read("word/document.xml").decode()
    )
    runs = re.findall(r"<w:r>.*?</w:r>", document, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", run).strip() for run in runs if "<w:rtl/>" in run] == ["00:00:05 Ben", SAID[1][1]]


def test_a_word_document_says_nothing_of_itself_but_its_title(exporting: Exporting, meeting: int) -> None:
    about = zipfile.ZipFile(io.BytesIO(content(exporting, meeting, Export("docx")))).read("docProps/core.xml").decode()
    assert re.findall(r">([^<>\s][^<>]*)<", about) == ["Budget talk"]


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


@pytest.mark.skipif(sys.platform != "linux", reason="only there are fonts found by fontconfig")
def test_that_no_list_of_fonts_may_be_kept_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    places = f"<dir>/usr/share/fonts</dir><cachedir>{__file__}/none</cachedir>"
    (tmp_path / "fonts.conf").write_text(f"<fontconfig>{places}</fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    process = WorkerProcess("paper")
    assert Paper(process).write("pdf", "Talk", [Block(BlockKind.SPEECH, "Hello")], CancelToken()).startswith(b"%PDF-")
    process.close()
    assert capfd.readouterr().err == ""


def places_of(written: bytes, *texts: str) -> list[tuple[float, float]]:
    """Where texts of the first page begin: points from its left, and from its top."""
    page = pypdfium2.PdfDocument(written)[0]
    read = page.get_textpage()
    found = [read.search(text).get_next() for text in texts]
    boxes = [read.get_charbox(one[0]) for one in found if one is not None]
    return [(left, page.get_height() - top) for left, _bottom, _right, top in boxes]


def test_in_a_pdf_there_is_room_between_what_was_said_and_what_was_said_then(
    exporting: Exporting, meeting: int
) -> None:
    first, fourth = places_of(content(exporting, meeting, Export("pdf")), "00:00:00 ", "00:00:15 ")
    assert (fourth[1] - first[1]) / 3 > 15, "a line of 12 points, and 5 below it"


def test_in_a_pdf_a_heading_behind_a_list_from_right_to_left_runs_its_own_way(
    exporting: Exporting, database: Database
) -> None:
    titled = Meetings(database).begin("/talk.wav", "Talk")
    Meetings(database).replace_segments(titled, segments(SAID))
    lines = (MinutesLine(SAID[1][1], ()),)
    sections = tuple(MinutesSection(name, SectionKind.SUMMARY, lines) for name in ("Summary", "Course"))
    KeptMinutes(database).add(Minutes(0, titled, "Talk", "general", sections, MinutesCoverage(25.0, 25.0, 1)))
    written = content(exporting, titled, Export("pdf", transcript=False, minutes=True))
    first, second = places_of(written, "Summary", "Course")
    assert second[0] == pytest.approx(first[0], abs=3.0)


def test_a_title_of_any_length_and_any_signs_is_written(exporting: Exporting, database: Database) -> None:
    meetings = Meetings(database)
    odd = meetings.begin("/odd.wav", "Budget\x0b\ufffe" + "x" * 300)
    meetings.replace_segments(odd, segments(SAID))
    for form in ("docx", "pdf"):
        assert "Budget" in everything_in(content(exporting, odd, Export(form)), form)


def has_font(wanted: str) -> bool:
    return bool(which("fc-list") and subprocess.run(["fc-list", f":{wanted}"], capture_output=True).stdout)


def test_a_pdf_is_refused_where_letters_would_be_empty_boxes_and_other_formats_are_not(
    exporting: Exporting, database: Database
) -> None:
    chinese = Meetings(database).begin("/talk.wav", "Talk")
    Meetings(database).replace_segments(chinese, segments((("Ana", "Good \N{GRINNING FACE}"), ("Li", "今天"))))
    assert "今天" in docx_text(content(exporting, chinese, Export("docx")))
    if not which("fc-list"):
        pytest.skip("nothing tells which letters the fonts of this machine have")
    if has_font("charset=4eca"):
        assert "今天" in pdf_text(content(exporting, chinese, Export("pdf")))
        return
    with pytest.raises(UserError, match=r"has 今 天, which a PDF would show as empty boxes; .* Noto Sans CJK, or"):
        content(exporting, chinese, Export("pdf"))


@pytest.mark.parametrize(("language", "sentence"), [("ru", SAID[2][1]), ("ar", SAID[1][1])])
def test_a_pdf_can_be_searched_in_every_script(
    exporting: Exporting, meeting: int, language: str, sentence: str
) -> None:
    if not has_font(f"lang={language}"):
        pytest.skip(f"no font of this machine has the language {language}")
    text = pdf_text(content(exporting, meeting, Export("pdf")))
    assert [word for word in sentence.split() if word not in text] == []


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_taken_out_stands_in_no_format(exporting: Exporting, meeting: int, form: str) -> None:
    told = everything_in(content(exporting, meeting, Export(form, minutes=True)), form)
    for secret in ("Anna", "Berg", "Carla", "5550199", "1.250", "3 March 2027"):
        assert secret in told
    redacted = everything_in(content(exporting, meeting, Export(form, minutes=True, hidden=tuple(Hidden))), form)
    assert "[name 1]" in redacted.replace("\\", "")
    assert secrets_in(redacted) == []


def test_no_value_of_a_redacted_json_tells_anything(exporting: Exporting, meeting: int) -> None:
    value = json.loads(content(exporting, meeting, Export("json", minutes=True, hidden=tuple(Hidden))))
    told = "\n".join(texts_in(value))
    assert secrets_in(told) == []
    assert value["created_at"] == value["minutes"]["held_on"] == value["minutes"]["created_at"] == ""
    assert {line["due"] for line in value["minutes"]["sections"][0]["lines"]} == {""}


def test_without_dates_hidden_the_days_of_a_meeting_stay(exporting: Exporting, meeting: int) -> None:
    value = json.loads(content(exporting, meeting, Export("json", minutes=True, hidden=(Hidden.NAMES,))))
    assert value["minutes"]["held_on"] == "2026-11-18"
    assert value["minutes"]["sections"][0]["lines"][0]["due"] == "2026-11-20"


def test_json_without_speakers_says_of_nobody_who_it_was(exporting: Exporting, meeting: int) -> None:
    value = json.loads(content(exporting, meeting, Export("json", minutes=True, layout=Layout(speakers=False))))
    assert {segment["speaker"] for segment in value["segments"]} == {""}
    lines = value["minutes"]["sections"][0]["lines"]
    assert {line["owner"] for line in lines} == {""}
    assert {moment["speaker"] for line in lines for moment in line["moments"]} == {""}


def test_lines_that_were_removed_are_handed_on_in_no_format(exporting: Exporting, meeting: int) -> None:
    value = json.loads(content(exporting, meeting, Export("json", minutes=True)))
    assert [line["text"] for line in value["minutes"]["sections"][0]["lines"]] == ["Call Ben.", "Meet Carla Voss."]


def test_a_file_is_named_by_its_title_as_it_is_handed_on(exporting: Exporting, database: Database) -> None:
    titled = Meetings(database).begin("/talk.wav", "anna_berg 2026-11-18: plan A/B")
    Meetings(database).replace_segments(titled, segments(SAID))
    assert exporting.file_name(titled, Export("md")) == "anna_berg 2026-11-18 plan A B.md"
    assert exporting.file_name(titled, Export("pdf", hidden=tuple(Hidden))) == "[name 1] [date 1] plan A B.pdf"


def test_the_preview_says_what_would_be_replaced_by_what(exporting: Exporting, meeting: int) -> None:
    found = {one.text: (one.stand_in, one.count) for one in exporting.preview(meeting, (Hidden.NAMES, Hidden.NUMBERS))}
    assert found["Anna Berg"] == ("[name 2]", 4)
    assert found["+49 731 5550199"][0].startswith("[number")
    assert all(count for _, count in found.values())


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
