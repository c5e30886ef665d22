"""Runs any tests over the workers of a frozen application: ALCOVE_FROZEN=FOLDER pytest -p tests.installers.frozen_workers"""

import os
from pathlib import Path

import pytest

from app.engines import process
from app.workers.start import OPTION

_FOLDER = Path(os.environ["ALCOVE_FROZEN"]).absolute()


def _command(worker: str, *writable: Path) -> list[str]:
    return [str(_FOLDER / "alcove"), OPTION, worker, *map(str, writable)]


@pytest.fixture(autouse=True)
def _workers_of_the_frozen_application(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", _command)
