"""Real files from the test suites of other programs: each ends in text or in one clear reason, and nothing is left."""

import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile
from app.core.library.chunking import split
from app.core.library.documents import ReadDocument
from app.engines.process import WorkerProcess
from app.engines.reader import USUAL_LIMITS, Reader
from tests.installed import shared_data

READ_SUFFIXES = (
    *(
        ".pdf",
        ".docx",
        ".pptx",
        ".xlsx",
        ".doc",
        ".ppt",
        ".xls",
        ".odt",
        ".ods",
        ".odp",
        ".rtf",
        ".epub",
        ".eml",
        ".msg",
    ),
    *(".mbox", ".zip", ".html", ".md", ".txt", ".csv", ".tsv", ".org", ".json", ".jsonl"),
)
REFUSED_SUFFIXES = (".key", ".pub", ".one", ".hwp")
SAMPLE_EVERY = 10


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("read", obedience_seconds=0.2)
    yield process
    process.close()


def check_document(document: ReadDocument) -> None:
    """What was read can be kept and cut into passages that are parts of it."""
    assert document.title
    assert any(page.text.strip() for page in document.pages)
    for page in document.pages:
        page.text.encode()
        assert "\x00" not in page.text
        assert all(0 <= heading.offset < len(page.text) for heading in page.headings)
    for chunk in split(document):
        assert chunk.text == document.pages[chunk.page_index].text[chunk.start : chunk.end]


def read_all(process: WorkerProcess, paths: list[Path]) -> dict[str, str]:
    """The reasons of the files that were not read, by path."""
    reader = Reader(process)
    reasons = {}
    for path in paths:
        try:
            check_document(reader.read(path, CancelToken()))
        except UnreadableFile as error:
            reasons[str(path)] = str(error)
        if process.process_id is not None:
            worker = psutil.Process(process.process_id)
            assert sum(worker.cpu_times()[:2]) < USUAL_LIMITS.files_per_process * USUAL_LIMITS.seconds
            assert worker.children() == []
    return reasons


def check_reasons(reasons: dict[str, str], paths: list[Path]) -> None:
    for path, reason in reasons.items():
        assert re.fullmatch(r"This [^\n]{10,250}\.", reason), f"{path}: {reason}"
        assert "unexpected" not in reason, f"{path}: {reason}"
    assert all(str(path) in reasons for path in paths if path.suffix.lower() in REFUSED_SUFFIXES)


def test_a_sample_ends_in_text_or_a_reason(process: WorkerProcess) -> None:
    paths = sorted(path for path in shared_data("documents").glob("*/*") if path.is_file())[::SAMPLE_EVERY]
    reasons = read_all(process, paths)
    check_reasons(reasons, paths)
    assert len(reasons) < 0.5 * len(paths)


@pytest.mark.slow
def test_every_file_ends_in_text_or_a_reason(process: WorkerProcess) -> None:
    paths = sorted(path for path in shared_data("documents").glob("*/*") if path.is_file())
    reasons = read_all(process, paths)
    check_reasons(reasons, paths)
    unread = [path for path in reasons if path.endswith(READ_SUFFIXES)]
    assert len(unread) < 60, "\n".join(f"{path}: {reasons[path]}" for path in unread)


@pytest.mark.slow
def test_whole_filings_are_read(process: WorkerProcess) -> None:
    paths = sorted(shared_data("financebench/pdfs").glob("*.pdf"))
    assert read_all(process, paths) == {}
