"""Whatever is killed while a folder is followed: after a restart the library is as the folder is, and nothing is double."""

import hashlib
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.events import Failed
from app.core.library.documents import DocumentStatus
from tests.faults.outliving import outliving
from tests.installed import EMBEDDING, REPOSITORY
from tests.made_documents import docx, paragraph, pdf
from tests.services.followed import followed_library

FILES = 100


class Folder:
    """A folder that a busy user works in: files are added, changed, moved, replaced and deleted."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path = path
        self._chance = chance
        self._made = 0
        (path / "inner").mkdir(parents=True)
        for _ in range(FILES // 2):
            self._add()

    def work(self) -> None:
        """One thing done."""
        files = sorted(path for path in self.path.rglob("*") if path.is_file())
        if len(files) < FILES // 2 or (len(files) < FILES and self._chance.random() < 0.4):
            self._add()
            return
        chosen = self._chance.choice(files)
        match self._chance.randrange(4):
            case 0:
                self._write(chosen)
            case 1:
                chosen.unlink()
            case 2:
                folder = self.path if chosen.parent != self.path else self.path / "inner"
                chosen.rename(folder / chosen.name)
            case _:
                fresh = chosen.with_name(f"~{chosen.name}.tmp")
                fresh.write_bytes(self._content(chosen.suffix))
                fresh.replace(chosen)

    def _add(self) -> None:
        folder = self._chance.choice([self.path, self.path / "inner"])
        self._write(folder / f"{self._made:04}{self._chance.choice(['.pdf', '.docx', '.md'])}")

    def _write(self, path: Path) -> None:
        path.write_bytes(self._content(path.suffix))

    def _content(self, suffix: str) -> bytes:
        self._made += 1
        text = f"Buoy {self._made} lies {self._made * 7 % 50} cables off the pier. It is repainted every spring."
        if suffix == ".pdf":
            return pdf(text)
        return docx(paragraph(text)) if suffix == ".docx" else text.encode()


def follow(vault: Path, folder: Folder, killed_after: float | None) -> None:
    """One life of the following process while the user works; killed in the middle, or let come to its end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.following_child", vault, folder.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline().strip() == "open", "the audit log or the vault was damaged"
        if killed_after is None:
            told, _ = process.communicate()
            assert told.strip() == "in step"
            return
        end = time.monotonic() + killed_after
        while (left := end - time.monotonic()) > 0:
            folder.work()
            threading.Event().wait(min(left, 0.05))
        workers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        assert not outliving(workers)


def assert_in_step(vault: Path, folder: Folder) -> None:
    """Every file of the folder is one searchable document with what it holds now, and every other is set aside."""
    with followed_library(vault) as followed:
        opened, gone = followed.opened, followed.files.gone()
        documents = [one for one in opened.library.documents() if one.id not in gone]
        there = {str(path): path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}
        assert Counter(one.path for one in documents) == Counter(list(there))
        for one in documents:
            assert one.content_hash == hashlib.sha256(there[one.path]).hexdigest()
            assert one.status is DocumentStatus.SEARCHABLE
            assert len(opened.documents.passages_of(one.id)) == one.passage_count
        embedded = [number for ids, _ in opened.vectors.all(EMBEDDING) for number in ids]
        assert sorted(embedded) == list(opened.documents.passage_ids())
        failures = [event.path for event in opened.library.check(CancelToken()) if isinstance(event, Failed)]
        assert not set(failures) & set(there)
        assert opened.audit.verify() is None


def kill_again_and_again(tmp_path: Path, kills: int) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    chance = random.Random(kills)
    folder = Folder(tmp_path / "folder", chance)
    for _ in range(kills):
        follow(vault, folder, chance.uniform(0.1, 4.0))
    follow(vault, folder, killed_after=None)
    assert_in_step(vault, folder)


def test_killed_five_times_while_following(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, kills=5)


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_killed_fifty_times_while_following(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, kills=50)
