"""A followed folder and the library come to be the same, whatever happened to the folder."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Added, Event, Failed, Notice
from app.core.following import FileState, FolderState
from app.core.library.documents import DocumentStatus
from app.services.library.syncing import Syncing
from app.storage.library.followed_folders import FollowedFolders
from tests.made_documents import pdf
from tests.services.followed import Followed, followed_library
from tests.services.opened_library import COLLECTION, added, failed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tree of three documents and things that are none."""
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "node_modules").mkdir()
    (folder / "tides.pdf").write_bytes(pdf("High water comes fifty minutes later each day."))
    (folder / "inner" / "bread.md").write_text("Let the dough rest under a cloth.")
    (folder / "notes.txt").write_text("The ferry leaves from the second bridge.")
    (folder / "node_modules" / "readme.md").write_text("A package.")
    (folder / "film.mp4").write_bytes(b"\0\0\0 ftypmp42")
    (folder / ".hidden.md").write_text("hidden")
    return folder


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    with followed_library(tmp_path) as followed:
        yield followed


def test_a_tree_is_taken_in_where_it_lies(followed: Followed, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    followed.following.follow(folder, COLLECTION)
    assert sorted(added(followed.sync())) == ["bread.md", "notes.txt", "tides.pdf"]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    status = followed.following.folders()[0]
    assert (status.state, status.documents, status.failed, status.gone) == (FolderState.UP_TO_DATE, 3, 0, 0)


def test_nothing_is_read_again_while_nothing_changes(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    followed.opened.reading.stop()
    followed.sync()
    assert followed.opened.reading.process_id is None


def test_new_changed_and_moved_files_are_followed(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    bread = followed.document_id(folder / "inner" / "bread.md")
    (folder / "new.md").write_text("The lighthouse was painted red.")
    (folder / "notes.txt").write_text("The ferry leaves from the harbour now.")
    (folder / "inner" / "bread.md").rename(folder / "loaf.md")
    assert sorted(added(followed.sync())) == ["new.md", "notes.txt"]
    assert followed.names() == ["loaf.md", "new.md", "notes.txt", "tides.pdf"]
    assert followed.document_id(folder / "loaf.md") == bread
    assert followed.finds("harbour")
    assert not followed.finds("bridge")


def test_a_whole_folder_that_is_renamed_is_not_read_again(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    (folder / "inner").rename(folder / "kitchen")
    assert added(followed.sync()) == []
    assert followed.document_id(folder / "kitchen" / "bread.md")


def test_a_deleted_file_is_out_of_every_search_at_once_and_comes_back_unread(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    content = (folder / "notes.txt").read_bytes()
    times = (folder / "notes.txt").stat()
    (folder / "notes.txt").unlink()
    assert "1 document out of the library" in "".join(
        event.text for event in followed.sync() if isinstance(event, Notice)
    )
    assert not followed.finds("ferry")
    assert followed.names() == ["bread.md", "tides.pdf"]
    (folder / "notes.txt").write_bytes(content)
    os.utime(folder / "notes.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert added(followed.sync()) == []
    assert followed.finds("ferry")


def test_what_is_gone_for_long_is_erased(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    identity = followed.document_id(folder / "notes.txt")
    (folder / "notes.txt").unlink()
    followed.sync()
    assert followed.opened.library.document(identity)
    followed.wishes.days_kept = 0
    followed.sync()
    with pytest.raises(NothingFound):
        followed.opened.library.document(identity)


def test_a_document_whose_file_is_gone_can_be_kept(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    identity = followed.document_id(folder / "notes.txt")
    (folder / "notes.txt").unlink()
    followed.sync()
    followed.following.keep([identity])
    followed.sync()
    assert followed.finds("ferry")
    assert "notes.txt" in followed.names()


def test_a_drive_that_is_not_there_costs_nothing(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    folder.rename(folder.with_name("away"))
    events = followed.sync()
    assert [event.path for event in events if isinstance(event, Failed)] == [str(folder)]
    assert followed.names() == ["bread.md", "notes.txt", "tides.pdf"]
    assert followed.finds("ferry")
    assert followed.following.folders()[0].state is FolderState.UNREACHABLE
    folder.with_name("away").rename(folder)
    assert added(followed.sync()) == []
    assert followed.following.folders()[0].state is FolderState.UP_TO_DATE


def test_an_empty_place_where_a_drive_was_mounted_costs_nothing(followed: Followed, folder: Path) -> None:
    kept = followed.following.follow(folder, COLLECTION)
    followed.sync()
    with followed.opened.database.writing() as connection:
        connection.execute("UPDATE followed_folders SET mount_point = '/media/stick' WHERE id = ?", (kept.id,))
    for path in folder.rglob("*.*"):
        path.unlink()
    assert "not connected" in failed(followed.sync())[folder.name]
    assert followed.names() == ["bread.md", "notes.txt", "tides.pdf"]


def test_a_drive_that_goes_while_it_is_looked_at_costs_nothing(followed: Followed, folder: Path) -> None:
    kept = followed.following.follow(folder, COLLECTION)
    (folder / "tides.pdf").unlink()
    events = followed.following.sync(CancelToken())
    next(event for event in events if isinstance(event, Added))
    with followed.opened.database.writing() as connection:
        connection.execute("UPDATE followed_folders SET synced_at = '' WHERE id = ?", (kept.id,))
    away = folder.rename(folder.with_name("away"))
    assert "not there" in failed(list(events))[folder.name]
    assert not followed.following.folders()[0].folder.synced_at
    assert not followed.files.gone()
    away.rename(folder)
    followed.sync()
    assert followed.names() == ["bread.md", "notes.txt"]


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="an administrator may open every folder")
def test_a_folder_inside_that_cannot_be_opened_keeps_its_documents(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    (folder / "inner").chmod(0)
    try:
        followed.sync()
    finally:
        (folder / "inner").chmod(0o700)
    assert "bread.md" in followed.names()


def test_a_copy_is_left_out_until_the_other_goes(followed: Followed, folder: Path) -> None:
    (folder / "zz copy.txt").write_bytes((folder / "notes.txt").read_bytes())
    kept = followed.following.follow(folder, COLLECTION)
    followed.sync()
    states = {Path(file.path).name: file.state for file in followed.following.files(kept.id)}
    assert states["zz copy.txt"] is FileState.COPY
    followed.opened.reading.stop()
    followed.sync()
    assert followed.opened.reading.process_id is None
    (folder / "notes.txt").unlink()
    followed.sync()
    assert followed.names() == ["bread.md", "tides.pdf", "zz copy.txt"]


def test_a_copy_comes_in_when_the_other_changes(followed: Followed, folder: Path) -> None:
    (folder / "a copy.txt").write_bytes((folder / "notes.txt").read_bytes())
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    changed = next(name for name in ("a copy.txt", "notes.txt") if name in followed.names())
    (folder / changed).write_text("Something else altogether, about bees.")
    followed.sync()
    assert followed.names() == ["a copy.txt", "bread.md", "notes.txt", "tides.pdf"]
    assert followed.finds("ferry")


def test_a_file_that_cannot_be_read_goes_with_its_file_and_is_read_once_repaired(
    followed: Followed, folder: Path
) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "worse.pdf").write_bytes(b"%PDF-1.7\nless")
    followed.following.follow(folder, COLLECTION)
    assert set(failed(followed.sync())) == {"bad.pdf", "worse.pdf"}
    assert failed(followed.sync()) == {}
    (folder / "bad.pdf").write_bytes(pdf("Repaired"))
    (folder / "worse.pdf").unlink()
    assert added(followed.sync()) == ["bad.pdf"]
    assert followed.opened.documents.find(folder / "worse.pdf", COLLECTION) is None
    assert followed.opened.library.status().failed == 0


def test_patterns_leave_files_out_and_let_them_in_again(followed: Followed, folder: Path) -> None:
    kept = followed.following.follow(folder, COLLECTION, "INNER/\n*.txt\n")
    followed.sync()
    assert followed.names() == ["readme.md", "tides.pdf"] or "film.mp4" in followed.names()
    followed.following.set_left_out(kept.id, "node_modules/\n*.mp4\n")
    followed.sync()
    assert followed.names() == ["bread.md", "notes.txt", "tides.pdf"]
    assert not followed.finds("package")


def test_following_ends_with_or_without_the_documents(followed: Followed, folder: Path) -> None:
    kept = followed.following.follow(folder, COLLECTION)
    followed.sync()
    assert followed.following.unfollow(kept.id, forget=False) == 0
    assert followed.names() == ["bread.md", "notes.txt", "tides.pdf"]
    again = followed.following.follow(folder, COLLECTION)
    assert added(followed.sync()) == []
    assert followed.following.unfollow(again.id, forget=True) == 3
    assert followed.opened.library.documents() == []
    assert (folder / "notes.txt").exists()
    with pytest.raises(NothingFound):
        followed.following.find(folder)


def test_a_folder_inside_a_followed_one_is_part_of_it(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder / "inner", COLLECTION)
    outer = followed.following.follow(folder, COLLECTION)
    assert [status.folder for status in followed.following.folders()] == [outer]
    with pytest.raises(UserError, match="as part of"):
        followed.following.follow(folder / "inner", COLLECTION)
    assert followed.following.follow(folder, COLLECTION) == outer


def test_what_is_no_folder_cannot_be_followed(followed: Followed, folder: Path) -> None:
    with pytest.raises(UserError, match="not a folder"):
        followed.following.follow(folder / "notes.txt", COLLECTION)


def test_words_of_replaced_documents_are_gone_after_a_sync(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    (folder / "notes.txt").write_text("Nothing of the kind.")
    followed.sync()
    with followed.opened.database.reading() as connection:
        pages = connection.execute("SELECT block FROM keywords_data").fetchall()
    assert not any(b"ferri" in bytes(page[0]) for page in pages)


def test_stored_documents_of_the_folder_are_searchable_after_it(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    assert {one.status for one in followed.opened.library.documents()} == {DocumentStatus.SEARCHABLE}
    assert followed.opened.audit.verify() is None


def look_at(followed: Followed, *paths: Path) -> list[Event]:
    """Bring only these paths in step, as the follower does when it was told of them."""
    database, opened = followed.opened.database, followed.opened
    syncing = Syncing(FollowedFolders(database), followed.files, opened.library, opened.audit, lambda: 7)
    return list(syncing.sync(followed.following.folders()[0].folder, CancelToken(), None, frozenset(paths)))


def test_told_of_some_paths_it_looks_only_there(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    (folder / "new.md").write_text("The lighthouse was painted red.")
    (folder / "other.md").write_text("Nobody told of this one.")
    (folder / "notes.txt").write_text("The ferry leaves from the harbour now.")
    assert sorted(added(look_at(followed, folder / "new.md", folder / "notes.txt"))) == ["new.md", "notes.txt"]
    assert followed.names() == ["bread.md", "new.md", "notes.txt", "tides.pdf"]


def test_told_of_a_folder_that_was_renamed_it_reads_nothing_again(followed: Followed, folder: Path) -> None:
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    bread = followed.document_id(folder / "inner" / "bread.md")
    (folder / "inner").rename(folder / "kitchen")
    assert added(look_at(followed, folder / "inner", folder / "kitchen")) == []
    assert followed.document_id(folder / "kitchen" / "bread.md") == bread
    assert followed.names() == ["bread.md", "notes.txt", "tides.pdf"]


def test_told_of_a_folder_that_went_its_documents_are_set_aside(followed: Followed, folder: Path) -> None:
    (folder / "inner0").write_text("A neighbour with a similar name, which stays.")
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    shutil.rmtree(folder / "inner")
    look_at(followed, folder / "inner")
    assert followed.names() == ["inner0", "notes.txt", "tides.pdf"]


def test_told_of_a_copy_it_is_left_out_though_the_other_is_not_looked_at(followed: Followed, folder: Path) -> None:
    kept = followed.following.follow(folder, COLLECTION)
    followed.sync()
    (folder / "zz copy.txt").write_bytes((folder / "notes.txt").read_bytes())
    assert added(look_at(followed, folder / "zz copy.txt")) == []
    states = {Path(file.path).name: file.state for file in followed.following.files(kept.id)}
    assert states["zz copy.txt"] is FileState.COPY


def test_told_that_a_file_with_a_copy_went_the_copy_comes_in(followed: Followed, folder: Path) -> None:
    (folder / "zz copy.txt").write_bytes((folder / "notes.txt").read_bytes())
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    gone = next(name for name in ("zz copy.txt", "notes.txt") if name in followed.names())
    (folder / gone).unlink()
    look_at(followed, folder / gone)
    assert len({"zz copy.txt", "notes.txt"} & set(followed.names())) == 1
    assert followed.finds("ferry")


def test_told_of_a_file_while_the_drive_is_another_nothing_is_set_aside(followed: Followed, folder: Path) -> None:
    kept = followed.following.follow(folder, COLLECTION)
    followed.sync()
    with followed.opened.database.writing() as connection:
        connection.execute("UPDATE followed_folders SET mount_point = '/media/stick' WHERE id = ?", (kept.id,))
    (folder / "notes.txt").unlink()
    assert "not connected" in failed(look_at(followed, folder / "notes.txt"))[folder.name]
    assert "notes.txt" in followed.names()
