"""`alcove verify`: every problem is named, and the exit code says whether there was one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.bootstrap import commands
from app.cli.output import INTERRUPTED, Output
from app.cli.verification import verify
from app.core.errors import Cancelled
from app.core.events import Event, Failed, Notice
from app.services.administration import verification
from app.storage.places import Places
from installers.sign import new_key, sign_installation
from tests.installed import REPOSITORY

PROBLEM = Failed("/usr/lib/alcove/alcove", "The file is missing; install Alcove again.")


class Said:
    """What a command printed, and what it said beside that."""

    def __init__(self, as_json: bool = False) -> None:
        self.out = self.messages = ""
        self.output = Output(self._print, self._say, as_json)

    @property
    def value(self) -> Any:
        return msgspec.json.decode(self.out)

    def _print(self, text: str) -> None:
        self.out += text

    def _say(self, text: str) -> None:
        self.messages += text


def test_what_is_intact_is_said_in_a_sentence() -> None:
    said = Said()
    assert verify(Path("/usr/lib/alcove"), [Notice("By the way.")], said.output) == 0
    assert (said.out, said.messages) == ("Everything is as it was signed.\n", "By the way.\n")


def test_every_problem_is_named() -> None:
    said = Said(as_json=True)
    assert verify(Path("/usr/lib/alcove"), [PROBLEM], said.output) == 1
    problem = {"path": PROBLEM.path, "reason": PROBLEM.reason}
    assert said.value == {"intact": False, "installation": "/usr/lib/alcove", "problems": [problem]}
    assert said.messages == f"{PROBLEM.path}: {PROBLEM.reason}\n"


def test_stopping_it_is_not_a_success() -> None:
    def stopped() -> Iterator[Event]:
        yield PROBLEM
        raise Cancelled

    said = Said()
    assert verify(None, stopped(), said.output) == INTERRUPTED
    assert "the rest was not verified" in said.messages


def test_the_installed_program_is_checked_without_a_vault_and_against_a_key_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, by = tmp_path / "alcove", new_key(tmp_path / "key.pem")
    folder.mkdir()
    (folder / "alcove").write_bytes(b"program")
    sign_installation(folder, by)
    monkeypatch.setattr(verification, "installation_folder", lambda: folder)
    monkeypatch.setattr(commands, "install", lambda _stage: None)
    places = Places(tmp_path / "profile", tmp_path / "models", REPOSITORY / "resources")
    key = str(tmp_path / "key.pem.pub")
    assert commands.look_only(places, ["verify", "--key", key], Said().output) == 0
    said = Said(as_json=True)
    assert commands.look_only(places, ["verify"], said.output) == 1
    assert "not signed with a key that this Alcove trusts" in said.value["problems"][0]["reason"]
    assert not places.profile.exists()
