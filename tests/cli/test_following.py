"""Folders followed, and the library examined, from the command line."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.services.application import Application
from tests.cli.test_commands import Alcove
from tests.opened import opened_application


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened_application(tmp_path_factory.mktemp("following"), with_models=False) as application:
        yield application


@pytest.fixture
def alcove(application: Application, tmp_path: Path) -> Iterator[Alcove]:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "pump.md").write_text("The pump P-310 needs oil of grade ISO VG 68.")
    alcove = Alcove(application, tmp_path)
    yield alcove
    alcove("library", "unwatch", "papers", "--forget")


def test_a_folder_is_watched_synced_and_let_go(alcove: Alcove, tmp_path: Path) -> None:
    assert alcove("library", "watch", "papers", "--leave-out", "*.log") == 0
    assert "1 added" in alcove.out
    (tmp_path / "papers" / "valve.md").write_text("The valve V-12 opens at 40 bar.")
    (tmp_path / "papers" / "pump.log").write_text("Noise.")
    assert alcove("library", "sync", "--json") == 0
    done = msgspec.json.decode(alcove.out.splitlines()[-1])
    assert done == {"event": "done", "added": 1, "skipped": 0, "failed": 0}
    assert alcove("library", "watched", "--json", "--files") == 0
    assert (alcove.value["state"], alcove.value["documents"]) == ("up to date", 2)
    assert [Path(file["path"]).name for file in alcove.value["files"]] == ["pump.md", "valve.md"]
    assert alcove("library", "unwatch", "papers") == 0
    assert alcove("library", "list") == 0
    assert "pump.md" in alcove.out
    assert alcove("library", "watched") == 3
    assert alcove("library", "watch", "papers") == 0


def test_a_deleted_file_is_found_no_more(alcove: Alcove, tmp_path: Path) -> None:
    alcove("library", "watch", "papers")
    assert alcove("search", "oil grade") == 0
    (tmp_path / "papers" / "pump.md").unlink()
    assert alcove("library", "sync") == 0
    assert alcove("search", "oil grade") == 3
    assert alcove("library", "health", "--json") == 0
    assert [one["kind"] for one in alcove.value["findings"]] == ["gone"]


def test_a_folder_that_is_away_is_said_and_keeps_its_documents(alcove: Alcove, tmp_path: Path) -> None:
    alcove("library", "watch", "papers")
    shutil.move(tmp_path / "papers", tmp_path / "away")
    assert alcove("library", "sync") == 6
    assert "is not there" in alcove.messages
    assert alcove("search", "oil grade") == 0
    assert alcove("library", "watched") == 0
    assert "not reachable" in alcove.out
    shutil.move(tmp_path / "away", tmp_path / "papers")


def test_what_is_not_followed_is_named(alcove: Alcove) -> None:
    assert alcove("library", "unwatch", "papers") == 3
    assert "is not followed" in alcove.messages
    assert alcove("library", "sync", "elsewhere") == 3
    assert alcove("library", "watch", "papers/pump.md") == 1
    assert "not a folder" in alcove.messages


def test_health_in_words(alcove: Alcove, tmp_path: Path) -> None:
    (tmp_path / "papers" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert alcove("library", "watch", "papers") == 6
    assert alcove("library", "health") == 0
    assert "broken.pdf" in alcove.out
    assert alcove.out.endswith("1 finding.\n")
