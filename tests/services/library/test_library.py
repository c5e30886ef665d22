"""Documents are taken in once, kept findable, and forgotten when told to."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, NothingFound
from app.core.events import Added, Event, Failed, Notice, Progress, Skipped
from app.core.library.chunking import split
from app.core.library.documents import DocumentStatus, Page, ReadDocument
from tests.made_documents import docx, page_objects, paragraph, pdf, pdf_of, stream
from tests.services.opened_library import COLLECTION, OpenedLibrary, added, failed, opened_library, skipped

TIDES = "High water comes fifty minutes later each day, because the moon has moved on."
BREAD = "Let the dough rest under a cloth until it has doubled, then bake it until the crust is dark."


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenedLibrary]:
    with opened_library(tmp_path) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three documents in three formats, and things that are none of them."""
    folder = tmp_path / "folder"
    (folder / "kitchen").mkdir(parents=True)
    (folder / "tides.pdf").write_bytes(pdf(TIDES))
    (folder / "kitchen" / "bread.docx").write_bytes(docx(paragraph(BREAD)))
    (folder / "notes.md").write_text("# Notes\n\nThe ferry leaves from the second bridge.")
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "~$bread.docx").write_text("temporary")
    return folder


def status(opened: OpenedLibrary, path: Path) -> DocumentStatus | None:
    document = opened.documents.find(path, COLLECTION)
    return document.status if document is not None else None


def test_a_folder_is_read_kept_and_found_by_meaning(opened: OpenedLibrary, folder: Path) -> None:
    events = opened.add(folder)
    assert sorted(added(events)) == ["bread.docx", "notes.md", "tides.pdf"]
    assert not failed(events)
    assert status(opened, folder / "tides.pdf") is DocumentStatus.SEARCHABLE
    assert opened.nearest("when is the tide highest") == [TIDES]
    assert opened.nearest("baking a loaf") == [BREAD]
    kept = opened.library.status(COLLECTION)
    assert (kept.documents, kept.searchable, kept.failed, kept.passages) == (3, 3, 0, 3)
    assert kept.index_state
    assert opened.audit.verify() is None


def test_progress_counts_files_and_ends_with_all_of_them(opened: OpenedLibrary, folder: Path) -> None:
    progress = [event for event in opened.add(folder) if isinstance(event, Progress)]
    assert progress[0].activity == "Looking for files"
    assert (progress[-1].done, progress[-1].total, progress[-1].unit) == (3, 3, "files")
    assert [event.done for event in progress] == sorted(event.done for event in progress)


def test_unchanged_files_are_skipped_even_when_saved_again(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    os.utime(folder / "tides.pdf", ns=(1, 1))
    before = opened.reading.process_id
    opened.reading.stop()
    events = opened.add(folder)
    assert added(events) == []
    assert set(skipped(events)) == {"bread.docx", "notes.md", "tides.pdf"}
    assert opened.reading.process_id is None, f"it was {before}, and nothing should have started another"
    document = opened.documents.find(folder / "tides.pdf", COLLECTION)
    assert document is not None
    assert document.modified_ns == 1


def test_a_changed_file_takes_the_place_of_the_old(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    (folder / "tides.pdf").write_bytes(pdf("Sail repair needs wax thread and a strong needle."))
    assert added(opened.add(folder)) == ["tides.pdf"]
    assert opened.nearest("mending a sail") == ["Sail repair needs wax thread and a strong needle."]
    assert TIDES not in opened.nearest("when is the tide highest", 10)
    assert opened.library.status().documents == 3


def test_a_moved_file_keeps_its_text(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    before = opened.documents.find(folder / "tides.pdf", COLLECTION)
    (folder / "tides.pdf").rename(folder / "kitchen" / "moon.pdf")
    events = opened.add(folder)
    assert added(events) == []
    assert "moved" in skipped(events)["moon.pdf"]
    after = opened.documents.find(folder / "kitchen" / "moon.pdf", COLLECTION)
    assert before is not None
    assert after is not None
    assert before.id == after.id
    assert opened.documents.find(folder / "tides.pdf", COLLECTION) is None


def test_copies_in_one_folder_are_kept_once_unless_they_are_named(opened: OpenedLibrary, folder: Path) -> None:
    copy = folder / "zz copy.pdf"
    copy.write_bytes((folder / "tides.pdf").read_bytes())
    assert "same content" in skipped(opened.add(folder))["zz copy.pdf"]
    assert "same content" in skipped(opened.add(folder))["zz copy.pdf"]
    assert added(opened.add(copy)) == ["zz copy.pdf"]


def test_a_file_that_failed_is_told_again_and_tried_again_only_when_named(opened: OpenedLibrary, folder: Path) -> None:
    bad = folder / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing")

    def attempts() -> int:
        return [entry.kind for entry in opened.audit.entries()].count("file not read")

    assert "damaged" in failed(opened.add(folder))["bad.pdf"]
    assert attempts() == 1
    assert "damaged" in failed(opened.add(folder))["bad.pdf"]
    assert attempts() == 1
    assert "damaged" in failed(opened.add(bad))["bad.pdf"]
    assert attempts() == 2
    assert opened.library.status().unreadable == ((str(bad), failed(opened.add(folder))["bad.pdf"]),)
    bad.write_bytes(pdf("Repaired"))
    assert added(opened.add(folder)) == ["bad.pdf"]
    assert opened.library.status().failed == 0


def test_a_file_that_is_away_for_a_while_keeps_its_text(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    (folder / "tides.pdf").unlink()
    assert "no longer there" in failed(opened.add(folder / "tides.pdf"))["tides.pdf"]
    assert status(opened, folder / "tides.pdf") is DocumentStatus.SEARCHABLE


def test_notes_of_the_reader_reach_the_user(opened: OpenedLibrary, tmp_path: Path) -> None:
    scanned = tmp_path / "scanned.pdf"
    objects = page_objects([stream(b"BT /F 9 Tf (Text) Tj ET"), stream(b"0 0 9 9 re f")])
    scanned.write_bytes(pdf_of(objects))
    notices = [event.text for event in opened.add(scanned) if isinstance(event, Notice)]
    assert notices == ["scanned.pdf: Page 2 contains only pictures, whose text was not read."]


def test_cancelled_what_was_told_of_stays_and_the_rest_can_follow(opened: OpenedLibrary, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Buoy {number} is repainted in spring. " * 40)
    cancel = CancelToken()
    told: list[Event] = []
    work = opened.library.add([folder], COLLECTION, cancel)

    def take_until_one_was_added() -> None:
        for event in work:
            told.append(event)
            if added(told):
                cancel.cancel()

    with pytest.raises(Cancelled):
        take_until_one_was_added()
    kept = {Path(document.path).name: document.status for document in opened.library.documents()}
    assert all(kept[name] is DocumentStatus.SEARCHABLE for name in added(told))
    assert 0 < len(added(told)) < 12
    rest = opened.add(folder)
    assert sorted([*added(told), *added(rest)]) == [f"{number:02}.txt" for number in range(12)]


def test_pause_holds_and_resume_goes_on(opened: OpenedLibrary, folder: Path) -> None:
    cancel = CancelToken()
    work = opened.library.add([folder], COLLECTION, cancel)
    next(work)
    cancel.pause()
    rest: list[Event] = []
    thread = threading.Thread(target=lambda: rest.extend(work))
    thread.start()
    thread.join(0.5)
    assert thread.is_alive()
    assert added(rest) == []
    cancel.resume()
    thread.join()
    assert len(added(rest)) == 3


def test_given_up_halfway_it_leaves_nothing_running(opened: OpenedLibrary, folder: Path) -> None:
    work = opened.library.add([folder], COLLECTION, CancelToken())
    for _ in range(2):
        next(work)
    work.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read ahead")]
    assert len(added(opened.add(folder))) + len(opened.library.documents()) >= 3


def test_an_index_worker_killed_while_embedding_costs_nothing(opened: OpenedLibrary, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("\n\n".join(f"Lock {number} opens at {number % 24} o'clock. " * 20 for number in range(60)))
    events = []
    killed = False
    for event in opened.library.add([long], COLLECTION, CancelToken()):
        events.append(event)
        if not killed and opened.indexing.process_id is not None and isinstance(event, Progress) and event.done > 0:
            os.kill(opened.indexing.process_id, signal.SIGKILL)
            killed = True
    assert killed
    assert added(events) == ["long.txt"]
    assert not failed(list(opened.library.check(CancelToken())))


def test_without_an_embedder_documents_are_kept_and_completed_later(tmp_path: Path, folder: Path) -> None:
    with opened_library(tmp_path, embedder_folder=tmp_path / "nowhere") as opened:
        events = opened.add(folder)
        assert len(added(events)) == 3
        assert "not yet by their meaning" in "".join(event.text for event in events if isinstance(event, Notice))
        assert opened.library.status().stored == 3
        assert opened.matching.keyword_search("dough", 1)
    with opened_library(tmp_path) as opened:
        assert len(added(list(opened.library.continue_unfinished(CancelToken())))) == 3
        assert opened.library.status().searchable == 3
        assert opened.nearest("baking a loaf") == [BREAD]


def test_what_a_crash_left_stored_is_completed(opened: OpenedLibrary, folder: Path) -> None:
    document = ReadDocument("Tides", "text", (Page(None, TIDES),))
    opened.documents.add(folder / "tides.txt", COLLECTION, "00", 1, 1, document, split(document))
    events = list(opened.library.continue_unfinished(CancelToken()))
    assert added(events) == ["tides.txt"]
    assert opened.nearest("when is the tide highest") == [TIDES]
    assert list(opened.library.continue_unfinished(CancelToken())) == []


def test_adding_completes_what_a_crash_left_stored(opened: OpenedLibrary, folder: Path) -> None:
    path = folder / "tides.pdf"
    content = path.read_bytes()
    read = ReadDocument("Tides", "pdf", (Page(1, TIDES),))
    opened.documents.add(path, COLLECTION, "00", len(content), path.stat().st_mtime_ns, read, split(read))
    assert added(opened.add(path)) == ["tides.pdf"]
    assert opened.library.status().searchable == 1


def test_a_removed_document_is_gone_everywhere(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    document = opened.documents.find(folder / "tides.pdf", COLLECTION)
    assert document is not None
    opened.library.remove([document.id])
    assert TIDES not in opened.nearest("when is the tide highest", 10)
    with pytest.raises(NothingFound):
        opened.documents.page(document.id, 0)
    assert (folder / "tides.pdf").exists()
    assert opened.library.status().documents == 2


def test_checking_finds_changed_and_missing_files_and_missing_vectors(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    assert not failed(list(opened.library.check(CancelToken())))
    (folder / "tides.pdf").write_bytes(pdf("Other"))
    (folder / "notes.md").unlink()
    document = ReadDocument("Stored", "text", (Page(None, "Stored"),))
    stored = folder / "stored.txt"
    stored.write_text("Stored")
    opened.documents.add(stored, COLLECTION, "00", 1, 1, document, split(document))
    faults = failed(list(opened.library.check(CancelToken())))
    assert "has changed" in faults["tides.pdf"]
    assert "no longer there" in faults["notes.md"]
    assert "1 passage without a vector" in faults[""]


def test_rebuilding_completes_vectors_and_tells_what_answers(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    events = list(opened.library.rebuild(CancelToken()))
    assert not failed(events)
    assert isinstance(events[-1], Notice)
    assert opened.nearest("baking a loaf") == [BREAD]


def test_collections_are_kept_apart(opened: OpenedLibrary, folder: Path) -> None:
    opened.add(folder)
    events = list(opened.library.add([folder / "tides.pdf"], "Sea", CancelToken()))
    assert added(events) == ["tides.pdf"]
    assert opened.library.collections() == ["Documents", "Sea"]
    assert len(opened.library.documents("Sea")) == 1
    assert opened.library.status("Sea").documents == 1


def test_every_file_ends_in_one_event(opened: OpenedLibrary, folder: Path) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "again.md").write_bytes((folder / "notes.md").read_bytes())
    ends = [event for event in opened.add(folder) if isinstance(event, Added | Skipped | Failed)]
    names = [Path(event.document.path if isinstance(event, Added) else event.path).name for event in ends]
    assert sorted(names) == ["again.md", "bread.docx", "empty.txt", "notes.md", "picture.png", "tides.pdf"]
