"""Whatever is killed while files are added: what was told of is there, once, and the rest follows."""

import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.events import Failed
from app.core.library.documents import DocumentStatus
from app.services.library.search import Search
from tests.faults.hostile_documents import deep_html
from tests.faults.outliving import outliving
from tests.installed import EMBEDDING, REPOSITORY
from tests.made_documents import docx, paragraph, pdf
from tests.services.opened_library import OpenedLibrary, added, failed, opened_library

FILES = 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hundred small documents in four formats."""
    return fill(tmp_path / "folder", FILES)


def fill(folder: Path, files: int) -> Path:
    """Make a folder of so many small documents in four formats."""
    folder.mkdir()
    for number in range(files):
        text = f"Buoy {number} lies {number * 7 % 50} cables off the pier. It is repainted every spring."
        path = folder / f"{number:04}"
        if number % 4 == 0:
            path.with_suffix(".pdf").write_bytes(pdf(text, f"Second page of {number}."))
        elif number % 4 == 1:
            path.with_suffix(".docx").write_bytes(docx(paragraph(text)))
        else:
            path.with_suffix(".md" if number % 4 == 2 else ".html").write_text(f"<!-- -->\n# {number}\n\n{text}")
    return folder


class Run:
    """One life of the adding process."""

    def __init__(self, vault: Path, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.adding_child", vault, folder],
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
        )
        self._outlived: list[str] = []

    def told(self, killed_after: float | None) -> list[str]:
        """Everything it said; killed so many seconds after it opened the vault, or let live until its end."""
        assert self._process.stdout is not None
        timer = threading.Timer(killed_after or 0.0, self._kill)
        with self._process:
            lines = [self._process.stdout.readline().strip()]
            if killed_after is not None:
                timer.start()
            lines += [line.strip() for line in self._process.stdout if line.endswith("\n")]
            timer.cancel()
        if killed_after is not None:
            timer.join()
        assert not self._outlived, f"workers outlived the application: {self._outlived}"
        return lines

    def _kill(self) -> None:
        try:
            workers = psutil.Process(self._process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return  # it had just come to its end
        self._process.kill()
        self._outlived = outliving(workers)


def documents_told(lines: list[str]) -> dict[str, str]:
    """Path to document id and content, of every file that was told to be added."""
    told = {}
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "added":
            number, sha256, path = rest.split(" ", 2)
            told[path] = f"{number} {sha256}"
    return told


def kill_again_and_again(tmp_path: Path, folder: Path, kills: int) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    chance = random.Random(kills)
    told: dict[str, str] = {}
    deaths = 0
    while deaths < kills:
        lines = Run(vault, folder).told(chance.uniform(0.05, 2.5))
        assert lines[0] == "open", "the audit log or the vault was damaged"
        assert not [line for line in lines if line.startswith("failed")]
        told |= documents_told(lines)
        if "done" in lines:  # all of them are in; begin again
            assert_all_there(vault, folder, told)
            (vault / "vault.db").unlink()
            told = {}
            continue
        deaths += 1
        assert_kept(vault, told)
    told |= documents_told(Run(vault, folder).told(killed_after=None))
    assert_all_there(vault, folder, told)


def assert_kept(vault: Path, told: dict[str, str]) -> None:
    """Everything told of is in the vault, searchable, as it was told."""
    with opened_library(vault) as opened:
        kept = {document.path: document for document in opened.library.documents()}
        for path, identity in told.items():
            assert f"{kept[path].id} {kept[path].content_hash}" == identity
            assert kept[path].status is DocumentStatus.SEARCHABLE
            assert len(opened.documents.passages_of(kept[path].id)) == kept[path].passage_count


def assert_all_there(vault: Path, folder: Path, told: dict[str, str]) -> None:
    """Every file is in once, with all its passages and one vector for each, and the index finds them."""
    assert_kept(vault, told)
    with opened_library(vault) as opened:
        documents = opened.library.documents()
        assert Counter(document.path for document in documents) == Counter(str(path) for path in folder.iterdir())
        assert opened.library.status().searchable == len(documents)
        embedded = [number for ids, _ in opened.vectors.all(EMBEDDING) for number in ids]
        assert sorted(embedded) == list(opened.documents.passage_ids())
        assert not [event for event in opened.library.check(CancelToken()) if isinstance(event, Failed)]
        search = Search(opened.documents, opened.matching, opened.index)
        found = search.find("Buoy 41 lies 37 cables off the pier.", 1, CancelToken()).passages
        assert "Buoy 41 lies 37" in found[0].passage.text


@pytest.mark.fault(35)
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.slow)])
def test_the_application_killed_again_and_again(tmp_path: Path, folder: Path, kills: int) -> None:
    kill_again_and_again(tmp_path, folder, kills)


@pytest.mark.fault(35)
@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_the_application_killed_a_hundred_times_over_a_thousand_files(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, fill(tmp_path / "folder", 1000), kills=100)


def kill_when_busy(opened: OpenedLibrary, times: int) -> threading.Thread:
    """Kill the reading worker once it has worked on something for a while, and so those that follow it."""

    def wait_and_kill() -> None:
        killed: set[int | None] = {None}
        while len(killed) <= times:
            worker = opened.reading.process_id
            if worker not in killed and _is_busy(worker):
                opened.reading.kill()
                killed.add(worker)
            threading.Event().wait(0.01)

    thread = threading.Thread(target=wait_and_kill)
    thread.start()
    return thread


def _is_busy(process_id: int | None) -> bool:
    try:
        return float(psutil.Process(process_id).cpu_times().user) > 2.0
    except psutil.NoSuchProcess:
        return False


def test_a_file_on_which_two_reading_workers_end_costs_itself_alone(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.pdf").write_bytes(pdf("Before"))
    (files / "b.html").write_bytes(deep_html())
    (files / "c.pdf").write_bytes(pdf("After"))
    with opened_library(tmp_path) as opened:
        thread = kill_when_busy(opened, times=2)
        events = opened.add(files)
        thread.join()
        assert added(events) == ["a.pdf", "c.pdf"]
        assert "signal 9" in failed(events)["b.html"]
