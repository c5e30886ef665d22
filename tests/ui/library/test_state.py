"""What the Library view shows after each thing that can happen."""

from pathlib import Path

from app.core.events import Added, Event, Failed, Notice, Progress, Skipped
from app.core.following import FileState, FolderState, FolderStatus, FollowedFile, FollowedFolder
from app.core.library.documents import Document, DocumentStatus, LibraryStatus
from app.core.library.health import Finding, FindingKind
from app.ui.library import changes
from app.ui.library.arrangement import Column, Order, arranged
from app.ui.library.changes import Change, Section
from app.ui.library.state import LibraryState, reduce


def document(number: int, title: str = "A", status: DocumentStatus = DocumentStatus.SEARCHABLE) -> Document:
    reason = "It has a password." if status is DocumentStatus.FAILED else ""
    return Document(
        number, f"/{title}.pdf", title, "pdf", "Papers", "", 10 * number, 0, f"2026-01-0{number}", status, reason, 2, 5
    )


def after(*events: Change | Event, state: LibraryState | None = None) -> LibraryState:
    state = state or LibraryState()
    for event in events:
        state = reduce(state, event)
    return state


def test_documents_are_sorted_as_wanted() -> None:
    documents = [document(1, "b"), document(2, "C"), document(3, "a")]
    assert [one.title for one in arranged(documents, Order(Column.TITLE, False))] == ["a", "b", "C"]
    assert [one.id for one in arranged(documents, Order(Column.SIZE, True))] == [3, 2, 1]


def test_a_named_collection_is_listed_until_it_holds_something() -> None:
    state = after(changes.CollectionNamed(" Travel "))
    assert (state.collection, state.named) == ("Travel", ("Travel",))
    filled = reduce(state, changes.DocumentsRead((("Travel", 1),), (document(1),), LibraryStatus(documents=1)))
    assert filled.named == ()


def test_a_collection_without_a_name_is_none() -> None:
    assert after(changes.CollectionNamed("  ")) == LibraryState()


def test_work_counts_what_became_of_each_file() -> None:
    state = after(
        changes.WorkBegun(),
        Progress("Adding documents", 1, 4, "files"),
        Added(document(1)),
        Added(document(2)),
        Skipped("/c.pdf", "unchanged"),
        Failed("/d.pdf", "It has a password."),
        Notice("Two tables were left out."),
        changes.WorkEnded(None),
    )
    assert state.outcome is not None
    counts = (state.outcome.added, state.outcome.passages, state.outcome.skipped, state.outcome.failed)
    assert counts == (2, 10, 1, 1)
    assert state.outcome.first_failure == "/d.pdf: It has a password."
    assert state.work.jobs == 0


def test_work_is_over_when_the_last_job_is() -> None:
    state = after(changes.WorkBegun(), changes.WorkBegun(), Added(document(1)), changes.WorkEnded(None))
    assert (state.work.jobs, state.outcome) == (1, None)
    assert after(Added(document(2)), changes.WorkEnded(None), state=state).outcome is not None


def test_new_work_forgets_what_the_last_came_to() -> None:
    state = after(changes.WorkBegun(), Added(document(1)), changes.WorkEnded("The disk is full."), changes.WorkBegun())
    assert (state.outcome, state.failure, state.work.added) == (None, "", 0)


def test_a_failure_of_the_job_is_kept_as_its_sentence() -> None:
    assert after(changes.WorkBegun(), changes.WorkEnded("The disk is full.")).failure == "The disk is full."


def test_the_open_document_is_renewed_with_the_list() -> None:
    stored = document(1, status=DocumentStatus.STORED)
    state = after(changes.DocumentShown(stored), changes.DocumentsRead((), (document(1),), LibraryStatus(documents=1)))
    assert state.shown == document(1)


def test_another_collection_closes_the_document() -> None:
    assert after(changes.DocumentShown(document(1)), changes.CollectionChosen("Papers")).shown is None


def finding(kind: FindingKind, path: str = "/a.pdf") -> Finding:
    return Finding(kind, path, "A", "It is so.", 1)


def test_findings_of_one_kind_are_listed_until_there_are_none_of_it() -> None:
    findings = (finding(FindingKind.FAILED), finding(FindingKind.GONE, "/b.pdf"))
    state = after(changes.FindingsRead(findings), changes.KindChosen(FindingKind.GONE))
    assert [one.path for one in state.listed_findings] == ["/b.pdf"]
    again = reduce(state, changes.FindingsRead(findings[:1]))
    assert (again.kind, again.listed_findings) == (None, findings[:1])


def test_another_section_begins_with_all_kinds() -> None:
    state = after(changes.KindChosen(FindingKind.GONE), changes.SectionChosen(Section.PROBLEMS))
    assert (state.section, state.kind) == (Section.PROBLEMS, None)


def test_a_folder_that_is_followed_no_longer_is_chosen_no_longer() -> None:
    folder = FolderStatus(FollowedFolder(3, "/papers", "Papers", "", "/", False, ""), FolderState.UP_TO_DATE)
    read = changes.DocumentsRead((), (), LibraryStatus(), (folder,), (FollowedFile("/papers/a", FileState.COPY),), 2)
    state = after(changes.FolderChosen(3), read)
    assert (state.folder, len(state.files), state.more_files) == (3, 1, 2)
    gone = reduce(state, changes.DocumentsRead((), (), LibraryStatus()))
    assert (gone.folder, gone.files, gone.folders) == (None, (), ())


def test_an_offer_is_there_until_it_is_answered() -> None:
    state = after(changes.FollowOffered((Path("/papers"),)))
    assert state.offered == (Path("/papers"),)
    assert reduce(state, changes.FollowOffered(())).offered == ()
