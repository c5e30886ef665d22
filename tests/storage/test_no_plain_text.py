import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.asking.conversations import Answer, Citation, Role, Sentence, Support
from app.core.library.documents import Chunk, Heading, Page, ReadDocument
from app.core.meetings.transcript import Segment, Word
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.blobs import Blobs
from app.storage.conversations.conversations import Conversations
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.storage.library.vectors import PassageVectors
from app.storage.meetings.meetings import Meetings
from app.storage.places import Places
from app.storage.settings import Settings

PASSPHRASE = "the passphrase of the canary test"
WORDS = ("Kanarienvogel", "zwitschert", "xylophonisch", "Mitternacht")
CANARY = " ".join(WORDS)
VECTOR = bytes.fromhex("a73c915e") * 192


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder every temporary file of this test goes to."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def plant(vault: Vault) -> None:
    """Put the canary into everything that is kept."""
    documents, conversations = Documents(vault.database), Conversations(vault.database)
    meetings, settings = Meetings(vault.database), Settings(vault.database)
    page = Page(1, f"{CANARY} " * 50, (Heading(0, 1, CANARY),))
    chunks = [Chunk(0, 0, len(page.text), page.text, CANARY)]
    for number in range(40):
        document = documents.add(
            f"/{CANARY}/{number}", CANARY, "ab" * 32, 1, 1, ReadDocument(CANARY, "txt", (page,)), chunks
        )
        PassageVectors(vault.database).put(
            "m", documents.passage_ids(document_ids=[document.id]), VECTOR, len(VECTOR) // 2
        )
    documents.fail(f"/bad/{CANARY}", CANARY, "00" * 32, 1, 1, CANARY)
    citation = Citation(1, 1, 1, CANARY, CANARY, 0, 1, 0, 5, CANARY)
    answer = Answer(CANARY, (Sentence(CANARY, Support.SUPPORTED, (1,)),), (citation,), question=CANARY)
    conversation = conversations.create(CANARY, CANARY)
    conversations.add_turn(conversation.id, Role.USER, CANARY)
    conversations.add_turn(conversation.id, Role.ASSISTANT, CANARY, answer)
    conversations.delete([conversations.create(CANARY).id])
    transcript_id = meetings.begin(f"/{CANARY}.wav", CANARY)
    meetings.add_segment(transcript_id, Segment(0, 1, CANARY, CANARY, (Word(0, 1, WORDS[0], 1.0),)))
    settings.set("library.default_collection", CANARY)
    Audit(vault.database).record("document added", path=CANARY, secret=WORDS[0])
    Blobs(vault.places.blobs, vault.key).put("recording", [CANARY.encode() * 1000])
    assert Matching(vault.database).keyword_search(WORDS[1], 5)
    assert [it.title for it in conversations.list(WORDS[2])] == [CANARY]


def traces() -> Iterator[bytes]:
    """Every form the canary may take on a disk, whole and word by word."""
    for word in (CANARY, *WORDS):
        for form in (word, word.lower(), word.casefold()):
            yield from (form.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    yield PASSPHRASE.encode()
    yield VECTOR[:16]


def files_with_a_trace(*folders: Path) -> list[str]:
    """Every file that gives the canary away, in its bytes or in its name."""
    wanted = set(traces())
    found = []
    for path in (path for folder in folders for path in folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if any(trace in content or trace in str(path.name).encode() for trace in wanted):
            found.append(str(path))
    return found


def test_nothing_that_is_kept_can_be_read_on_the_disk(places: Places, temporary: Path) -> None:
    vault = Vault(places, Permissions(Policy()))
    vault.create(PASSPHRASE)
    plant(vault)
    files = {path.name for path in places.profile.rglob("*") if path.is_file()}
    assert {"vault.db", "vault.db-wal", "vault.db-shm", "key.json", "recording.sealed"} <= files
    assert (places.profile / "vault.db-wal").stat().st_size > 100_000
    assert files_with_a_trace(places.profile, temporary) == []

    vault.database.checkpoint()
    assert files_with_a_trace(places.profile, temporary) == []
    vault.close()
    assert files_with_a_trace(places.profile, temporary) == []


def test_the_search_for_traces_finds_them_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "wide.txt").write_text(f"a {CANARY} b", encoding="utf-16")
    (tmp_path / "word.bin").write_bytes(b"\0\0zwitschert\0\0")
    (tmp_path / "vector.bin").write_bytes(b"x" + VECTOR)
    (tmp_path / "clean.txt").write_text("nothing here")
    assert len(files_with_a_trace(tmp_path)) == 3
