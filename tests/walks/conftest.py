"""A profile of one's own, documents to ask about, and `alcove` as a user starts it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.installed import REPOSITORY

HANDBOOK = """# Field handbook

## Annual leave
Every employee of Norhaven receives 27 days of annual leave. Requests go to Ingrid Solberg three weeks ahead.

## Pumps
The oil of the P-310 pump is changed every 1,250 hours of operation. Use ISO VG 68 oil only.

## Radio
The base station listens on channel 14. The call sign is Kestrel.
"""
TRAVEL = """<html><head><title>Travel rules</title><script>alert(1)</script></head><body>
<h1>Travel</h1><p>Train tickets are booked in second class. Hotels may cost up to 140 euros a night.</p>
<img src="http://127.0.0.1:9/pixel.png"></body></html>"""


@dataclass(frozen=True)
class Ran:
    """What a command line ended with."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON object on standard output."""
        return json.loads(self.out)

    @property
    def values(self) -> list[Any]:
        """The JSON objects on standard output, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Alcove = Callable[..., Ran]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An empty home folder and profile; the models are those of this machine."""
    from app.storage.places import find_places

    home = tmp_path / "home"
    home.mkdir()
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR") if name in os.environ
    }
    return kept | {
        "HOME": str(home),
        "ALCOVE_PROFILE": str(tmp_path / "profile"),
        "ALCOVE_PASSPHRASE": "correct horse battery staple",
        "ALCOVE_MODELS": str(find_places(None).models),
        "PYTHONWARNINGS": "default",
    }


@pytest.fixture
def alcove(environment: dict[str, str]) -> Alcove:
    def run(*arguments: str | Path, timeout_seconds: float = 600, **changed: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "app", *map(str, arguments)],
            cwd=REPOSITORY,
            env=environment | changed,
            capture_output=True,
            text=True,
            timeout=timeout_seconds,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    (folder / "travel.html").write_text(TRAVEL, encoding="utf-8")
    return folder
