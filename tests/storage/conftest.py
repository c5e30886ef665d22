"""A profile of its own for each test, and a database in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.storage.places import Places
from tests.storage.made import KEY


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path / "profile", tmp_path / "models", Path("resources").absolute())
    made.prepare()
    return made


@pytest.fixture
def documents(database: Database) -> Documents:
    return Documents(database)


@pytest.fixture
def matching(database: Database) -> Matching:
    return Matching(database)


@pytest.fixture
def database(places: Places) -> Iterator[Database]:
    opened = Database(places.database, KEY)
    yield opened
    opened.close()
