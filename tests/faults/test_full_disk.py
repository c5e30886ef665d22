"""Whenever the disk is full, adding ends in one sentence, what was told of stays, and with space the rest follows."""

from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Failed
from tests.services.opened_library import COLLECTION, OpenedLibrary, added, failed, opened_library
from tests.storage.small_disk import fill, small_disk

MOST_LEFT_KIB = 200
FILES = 2


@pytest.mark.fault(37)
@pytest.mark.parametrize("points", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_a_disk_full_at_many_points_while_files_are_added(tmp_path: Path, points: int) -> None:
    with small_disk(tmp_path / "disk", 24_000) as disk, opened_library(disk) as opened:
        told: set[str] = set()
        times_full = 0
        for number, left_kib in enumerate(range(0, MOST_LEFT_KIB, MOST_LEFT_KIB // points)):
            folder = tmp_path / f"folder {number}"
            folder.mkdir()
            for file in range(FILES):
                text = f"Buoy {number * 10 + file} lies off the pier and is repainted in spring. " * 12
                (folder / f"{number}-{file}.md").write_text(text, encoding="utf-8")
            ballast = fill(disk, left_kib)
            before_full = told_until_full(opened, folder)
            ballast.unlink()
            times_full += len(before_full) < FILES
            told |= set(before_full)
            assert told <= {Path(document.path).name for document in opened.library.documents()}

            assert not failed(opened.add(*sorted(folder.iterdir())))
            kept = {Path(document.path).name for document in opened.library.documents()}
            assert kept >= told | {path.name for path in folder.iterdir()}
        assert times_full >= points // 2
        status = opened.library.status()
        assert status.documents == status.searchable == FILES * points
        assert not [event for event in opened.library.check(CancelToken()) if isinstance(event, Failed)]
        assert opened.database.damage() is None
        assert opened.audit.verify() is None


def told_until_full(opened: OpenedLibrary, folder: Path) -> list[str]:
    """The names of the files that were told to be added before the disk was full."""
    events: list[Event] = []
    refusal = "is full; nothing was changed"
    try:
        events.extend(opened.library.add([folder], COLLECTION, CancelToken()))
    except UserError as error:
        refusal = str(error)
    assert "is full; nothing was changed" in refusal
    return added(events)
