import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from app.core.library.documents import DocumentStatus
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.storage.library.vectors import PassageVectors
from app.storage.meetings.meetings import Meetings
from tests.installed import REPOSITORY
from tests.storage.made import KEY
from tests.storage.writer_process import DIMENSIONS

Said = dict[str, set[str]]


def write_until_killed(path: Path, first: int, lines: int) -> Said:
    """Let a process write, kill it after it has said so many things, and return all it has said by kind."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writer_process", str(path), str(first)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said: Said = defaultdict(set)
    for _ in range(lines):
        kind, name = process.stdout.readline().split()
        said[kind].add(name)
    process.kill()
    rest, _ = process.communicate()
    for line in rest.splitlines(keepends=True):
        if line.endswith("\n"):
            kind, name = line.split()
            said[kind].add(name)
    assert process.returncode != 0
    return said


def check_nothing_is_lost(path: Path, everything: Said) -> None:
    database = Database(path, KEY)
    documents = Documents(database)
    assert database.damage() is None
    present = {it.path: it for it in documents.documents()}
    assert everything["added"] - everything["removing"] <= set(present)
    assert not everything["removed"] & set(present)
    for name in everything["searchable"] & set(present):
        assert present[name].status is DocumentStatus.SEARCHABLE
    for document in present.values():
        assert len(documents.pages(document.id)) == document.page_count
        assert len(documents.passages_of(document.id)) == document.passage_count
    vectors = {
        id_
        for ids, float16 in PassageVectors(database).all("m")
        for id_ in ids
        if len(float16) == len(ids) * 2 * DIMENSIONS
    }
    assert vectors <= set(documents.passage_ids())
    conversations, meetings = Conversations(database), Meetings(database)
    turns = {turn.text for it in conversations.list() for turn in conversations.turns(it.id)}
    assert {f"turn {number}" for number in everything["turn"]} <= turns
    heard = {segment.text for it in meetings.transcripts() for segment in meetings.transcript(it.id).segments}
    assert {f"segment {number}" for number in everything["segment"]} <= heard
    audit = Audit(database)
    assert audit.verify() is None
    assert everything["audit"] <= {str(entry.fields["number"]) for entry in audit.entries()}
    assert all(documents.passages([id_]) for id_, _ in Matching(database).keyword_search("page", 10_000))
    database.close()


def kill_again_and_again(path: Path, times: int) -> None:
    everything: Said = defaultdict(set)
    for attempt in range(times):
        said = write_until_killed(path, first=attempt * 1000, lines=random.randint(1, 60))
        for kind, names in said.items():
            everything[kind] |= names
        check_nothing_is_lost(path, everything)


def test_nothing_promised_is_lost_by_kill(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "vault.db", times=10)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_nothing_promised_is_lost_by_a_hundred_kills(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "vault.db", times=100)
