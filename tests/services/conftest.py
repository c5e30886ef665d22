"""What is shared by the tests of services and ends with them: a catalogue over an empty folder and a vault of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engines.process import WorkerProcess
from app.services.models.catalogue import ModelCatalogue
from app.storage.database import Database
from app.storage.places import Places
from tests.installed import REPOSITORY
from tests.services.opened_catalogue import HEADERS, opened


@pytest.fixture(scope="session", autouse=True)
def headers() -> Iterator[None]:
    """The process that reads headers ends once nothing needs it any more."""
    yield
    HEADERS.close()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "models").mkdir()
    return Places(tmp_path / "profile", tmp_path / "models", REPOSITORY / "resources")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "vault.db", os.urandom(32))
    yield database
    database.close()


@pytest.fixture(scope="module")
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


@pytest.fixture
def catalogue(places: Places, database: Database, process: WorkerProcess) -> ModelCatalogue:
    return opened(places, database, process)
