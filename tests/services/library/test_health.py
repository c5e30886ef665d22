"""Examining the library finds what could not be read, what is out of date, and what is there twice."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.library.health import Finding, FindingKind, Remedy
from app.services.library.health import Health, only_examined
from app.services.library.sketching import Sketching
from app.storage.library.findings import Findings
from app.storage.library.followed_folders import FollowedFolders
from tests.made_documents import page_objects, pdf_of, stream
from tests.services.followed import Followed, followed_library
from tests.services.opened_library import COLLECTION

WORDS = (
    "ferry harbour bridge dough oven bread tide moon water lantern rope sail anchor pier gull storm map north".split()
)


def text(seed: int, new_every: int = 0) -> str:
    chance = random.Random(seed)
    words = [chance.choice(WORDS) + str(chance.randrange(30)) for _ in range(600)]
    return " ".join(f"new{place}" if new_every and place % new_every == 0 else word for place, word in enumerate(words))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    with followed_library(tmp_path) as followed:
        yield followed


def examine(followed: Followed, *paths: Path) -> list[Finding]:
    """The findings after these files were added."""
    followed.opened.add(*paths)
    return list(only_examined(health(followed).examine(COLLECTION, CancelToken())))


def health(followed: Followed) -> Health:
    database = followed.opened.database
    documents, findings = followed.opened.documents, Findings(database)
    return Health(documents, followed.files, FollowedFolders(database), findings, Sketching(documents, findings))


def test_a_library_in_order_has_no_findings(followed: Followed, folder: Path) -> None:
    (folder / "one.txt").write_text(text(1))
    (folder / "two.txt").write_text(text(2))
    assert examine(followed, folder) == []


def test_files_that_could_not_be_read_are_told_apart_by_why(followed: Followed, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (folder / "empty.txt").write_bytes(b"")
    found = {Path(one.path).name: one for one in examine(followed, folder)}
    assert found["broken.pdf"].kind is FindingKind.FAILED
    assert found["empty.txt"].kind is FindingKind.EMPTY
    assert Remedy.TRY_AGAIN in found["broken.pdf"].remedies
    assert all(one.sentence.endswith(".") for one in found.values())


def test_files_changed_or_gone_since_they_were_read(followed: Followed, folder: Path) -> None:
    for number, name in enumerate(("changed.txt", "gone.txt", "same.txt")):
        (folder / name).write_text(text(number))
    followed.opened.add(folder)
    os.utime(folder / "changed.txt", ns=(1, 1))
    (folder / "gone.txt").unlink()
    found = {Path(one.path).name: one.kind for one in examine(followed)}
    assert found == {"changed.txt": FindingKind.CHANGED, "gone.txt": FindingKind.GONE}


def test_a_drive_that_is_away_is_one_finding_and_not_one_for_each_file(followed: Followed, folder: Path) -> None:
    (folder / "one.txt").write_text(text(1))
    (folder / "two.txt").write_text(text(2))
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    folder.rename(folder.with_name("away"))
    assert [(one.kind, one.path) for one in examine(followed)] == [(FindingKind.UNREACHABLE, str(folder))]


def test_a_file_gone_from_a_followed_folder_says_since_when(followed: Followed, folder: Path) -> None:
    (folder / "one.txt").write_text(text(1))
    (folder / "two.txt").write_text(text(2))
    followed.following.follow(folder, COLLECTION)
    followed.sync()
    (folder / "two.txt").unlink()
    followed.sync()
    finding = examine(followed)[0]
    assert (finding.kind, Path(finding.path).name) == (FindingKind.GONE, "two.txt")
    assert "in no search" in finding.sentence
    assert Remedy.KEEP in finding.remedies


def test_duplicates_near_duplicates_and_revisions_are_told_apart(followed: Followed, folder: Path) -> None:
    (folder / "original.txt").write_text(text(1))
    (folder / "copy.txt").write_text(text(1))
    (folder / "report v1.txt").write_text(text(2))
    (folder / "report v2.txt").write_text(text(2, new_every=40))
    (folder / "letter to anna.txt").write_text(text(3))
    (folder / "letter to bruno.txt").write_text(text(3, new_every=300))
    (folder / "minutes 2024-01-01.txt").write_text(text(4))
    (folder / "minutes 2024-02-01.txt").write_text(text(5))
    found = examine(followed, folder)
    assert [(one.kind, Path(one.path).name, Path(one.other_path).name) for one in found] == [
        (FindingKind.SUPERSEDED, "report v1.txt", "report v2.txt"),
        (FindingKind.DUPLICATE, "original.txt", "copy.txt"),
        (FindingKind.NEAR_DUPLICATE, "letter to anna.txt", "letter to bruno.txt"),
    ]
    assert found[1].document_id == 0, "a copy in the same folder was never made a document"
    assert found[1].remedies == (Remedy.COPY_PATH,)


def test_what_the_user_leaves_as_it_is_is_not_shown_again(followed: Followed, folder: Path) -> None:
    (folder / "one.txt").write_text(text(1))
    (folder / "two.txt").write_text(text(1, new_every=300))
    finding = examine(followed, folder)[0]
    health(followed).accept(finding)
    assert examine(followed) == []


def test_documents_added_later_are_compared_with_those_before(followed: Followed, folder: Path) -> None:
    (folder / "one.txt").write_text(text(1))
    assert examine(followed, folder) == []
    (folder / "two.txt").write_text(text(1, new_every=300))
    assert [one.kind for one in examine(followed, folder)] == [FindingKind.NEAR_DUPLICATE]
    followed.opened.library.remove([followed.document_id(folder / "two.txt")])
    assert examine(followed) == []


def test_a_scan_without_text_says_so(followed: Followed, folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(pdf_of(page_objects([stream(b"0 0 9 9 re f")])))
    assert [one.kind for one in examine(followed, folder)] == [FindingKind.NO_TEXT]
