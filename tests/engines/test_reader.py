"""The reader believes nothing the worker says, and loses one file when the worker dies."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UnreadableFile, WorkerError
from app.engines.process import WorkerProcess
from app.engines.reader import Reader, ReadingLimits
from tests.faults.hostile_documents import deep_html
from tests.kills import kill_in_a_request
from tests.made_documents import docx, paragraph, pdf


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("read", obedience_seconds=0.2)
    yield process
    process.close()


@pytest.fixture
def slow_file(tmp_path: Path) -> Path:
    """A file whose reading takes minutes."""
    path = tmp_path / "deep.html"
    path.write_bytes(deep_html())
    return path


@pytest.fixture
def good_file(tmp_path: Path) -> Path:
    path = tmp_path / "good.pdf"
    path.write_bytes(pdf("Good text"))
    return path


def test_formats_titles_pages_and_headings_come_through(process: WorkerProcess, tmp_path: Path) -> None:
    reader = Reader(process)
    path = tmp_path / "tides.docx"
    path.write_bytes(docx(paragraph("Ebb", properties='<w:outlineLvl w:val="0"/>') + paragraph("Text")))
    document = reader.read(path, CancelToken())
    assert (document.format, document.title, len(document.pages)) == ("docx", "Ebb", 1)
    assert document.pages[0].headings[0].text == "Ebb"


def test_a_document_without_a_title_is_named_after_its_file(process: WorkerProcess, good_file: Path) -> None:
    assert Reader(process).read(good_file, CancelToken()).title == "good"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_worker_is_confined(process: WorkerProcess, good_file: Path) -> None:
    Reader(process).read(good_file, CancelToken())
    status = Path(f"/proc/{process.process_id}/status").read_text()
    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status
    limits = Path(f"/proc/{process.process_id}/limits").read_text()
    assert f"Max address space         {2 * 1024**3}" in limits


def test_the_worker_is_replaced_after_enough_files(process: WorkerProcess, good_file: Path) -> None:
    reader = Reader(process, ReadingLimits(files_per_process=2))
    ids = []
    for _ in range(5):
        reader.read(good_file, CancelToken())
        ids.append(process.process_id)
    assert ids[0] == ids[1] != ids[2] == ids[3] != ids[4]


def test_more_pages_or_text_than_agreed_is_not_taken(process: WorkerProcess, good_file: Path) -> None:
    with pytest.raises(UnreadableFile, match="more text"):
        Reader(process, ReadingLimits(characters=5)).read(good_file, CancelToken())
    assert Reader(process).read(good_file, CancelToken()).pages


@contextmanager
def interrupted(process: WorkerProcess, action: Callable[[], None]) -> Iterator[None]:
    """While the body runs, do something once the worker has been busy for a while."""
    process.start()
    worker = psutil.Process(process.process_id)
    before = worker.cpu_times().user

    def wait_and_act() -> None:
        while worker.cpu_times().user < before + 0.3:
            threading.Event().wait(0.01)
        action()

    thread = threading.Thread(target=wait_and_act)
    thread.start()
    yield
    thread.join()


def test_a_file_whose_worker_was_killed_is_read_by_another(process: WorkerProcess, good_file: Path) -> None:
    process.start()
    first = process.process_id
    kill_in_a_request(process)
    assert Reader(process).read(good_file, CancelToken()).pages[0].text == "Good text"
    assert process.process_id not in (None, first)


def test_a_file_on_which_two_workers_end_costs_itself_alone(
    process: WorkerProcess, slow_file: Path, good_file: Path
) -> None:
    def kill_two() -> None:
        for _ in range(2):
            while not _is_busy(victim := process.process_id):
                threading.Event().wait(0.01)
            process.kill()
            while process.process_id == victim:
                threading.Event().wait(0.01)

    killing = threading.Thread(target=kill_two)
    killing.start()
    with pytest.raises(UnreadableFile, match="signal 9"):
        Reader(process).read(slow_file, CancelToken())
    killing.join()
    assert Reader(process).read(good_file, CancelToken()).pages[0].text == "Good text"


def _is_busy(process_id: int | None) -> bool:
    try:
        return process_id is not None and psutil.Process(process_id).cpu_times().user > 1.0
    except psutil.NoSuchProcess:
        return False


def test_cancel_is_obeyed_in_the_middle_of_a_file(process: WorkerProcess, slow_file: Path, good_file: Path) -> None:
    reader = Reader(process)
    cancel = CancelToken()
    with interrupted(process, cancel.cancel), pytest.raises(Cancelled):
        reader.read(slow_file, cancel)
    assert reader.read(good_file, CancelToken()).pages


def test_a_process_that_cannot_be_started_is_not_the_files_fault(process: WorkerProcess, good_file: Path) -> None:
    process.close()
    with pytest.raises(WorkerError):
        Reader(process).read(good_file, CancelToken())
