"""`alcove backup` and `alcove restore`, and what they print."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap.commands import run_command
from app.cli.arguments import parser
from app.cli.output import INTERRUPTED, Output
from app.cli.run import execute
from app.core.cancel import CancelToken
from app.services.application import Application
from app.storage.instance.owner import own
from app.storage.places import Places, find_places
from app.storage.traces import Traces
from tests.cli.test_commands import Alcove
from tests.opened import add, opened_application


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened_application(tmp_path_factory.mktemp("backing_up"), with_models=False) as application:
        yield application


@pytest.fixture(autouse=True)
def _only_own_backups(application: Application) -> Iterator[None]:
    yield
    for state in application.backups.all():
        application.backups.drop(Path(state.backup.path))


@pytest.fixture
def alcove(application: Application, tmp_path: Path) -> Alcove:
    return Alcove(application, tmp_path)


def restored(folder: Path, backup: Path, *options: str) -> tuple[int, str]:
    """Run `alcove restore` over a profile in `folder`; its exit code and all it said."""
    said: list[str] = []
    places = Places(folder / "profile", folder / "models", find_places(None).resources)
    secret = folder / "secret"
    secret.write_text("correct horse battery staple\n", encoding="utf-8")
    owner = own(places)
    assert owner is not None
    try:
        arguments = ["restore", str(backup), "--passphrase-file", str(secret), *options]
        return run_command(places, owner, arguments, Output(said.append, said.append, "--json" in options)), "".join(
            said
        )
    finally:
        owner.close()


def test_a_backup_is_written_verified_and_listed(alcove: Alcove, tmp_path: Path) -> None:
    assert alcove("backup", "mine.alcovebackup", "--json") == 0
    path = str(tmp_path / "mine.alcovebackup")
    assert alcove.value == {"path": path, "size_bytes": Path(path).stat().st_size}
    assert alcove("backup", "--verify", "mine.alcovebackup") == 0
    assert "whole" in alcove.out
    assert alcove("backup", "--list", "--json") == 0
    assert (alcove.value["path"], alcove.value["within_reach"]) == (path, True)
    Path(path).unlink()
    assert alcove("backup", "--list") == 0
    assert "not within reach" in alcove.out


def test_a_backup_that_is_not_whole_has_its_own_exit_code(alcove: Alcove, tmp_path: Path) -> None:
    assert alcove("backup", "mine.alcovebackup") == 0
    with (tmp_path / "mine.alcovebackup").open("ab") as file:
        file.write(b"more")
    assert alcove("backup", "--verify", "mine.alcovebackup", "--json") == 1
    assert alcove.value["intact"] is False
    assert "damaged" in alcove.value["problems"][0]["reason"]


def test_where_to_write_has_to_be_said(alcove: Alcove) -> None:
    assert alcove("backup") == 1
    assert "alcove backup FILE" in alcove.messages


def test_nothing_is_restored_under_an_open_alcove(alcove: Alcove) -> None:
    assert alcove("restore", "mine.alcovebackup", "--yes") == 1
    assert "close it" in alcove.messages


def test_what_is_there_is_replaced_only_where_that_is_said(alcove: Alcove, tmp_path: Path) -> None:
    backup = tmp_path / "mine.alcovebackup"
    assert alcove("backup", str(backup)) == 0
    assert restored(tmp_path, backup)[0] == 0
    code, said = restored(tmp_path, backup)
    assert (code, "--yes" in said) == (1, True)
    code, said = restored(tmp_path, backup, "--yes", "--json")
    assert (code, str(backup) in said) == (0, True)


def test_a_wrong_recovery_key_restores_nothing(alcove: Alcove, tmp_path: Path) -> None:
    backup = tmp_path / "mine.alcovebackup"
    assert alcove("backup", str(backup)) == 0
    (tmp_path / "key").write_text("0000-0000", encoding="utf-8")
    assert restored(tmp_path, backup, "--recovery-key-file", str(tmp_path / "key"))[0] == 4
    assert not (tmp_path / "profile" / "vault.db").exists()


def test_forgetting_that_is_interrupted_names_the_backups_that_are_left(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, said, cancel = tmp_path / "secret.md", list[str](), CancelToken()
    document.write_text("The heron at the weir is counted twice before breakfast.", encoding="utf-8")
    add(application, document)
    list(application.backups.make(tmp_path / "mine.alcovebackup", False, CancelToken()))
    erase_paths = Traces.erase_paths

    def interrupted_meanwhile(self: Traces, paths: set[str]) -> int:
        cancel.cancel()
        return erase_paths(self, paths)

    monkeypatch.setattr(Traces, "erase_paths", interrupted_meanwhile)
    parsed = parser().parse_args(["forget", "document", str(document), "--yes"])
    parsed.working_directory = tmp_path
    assert execute(application, parsed, Output(said.append, said.append, False), cancel) == INTERRUPTED
    assert "mine.alcovebackup: left as it was, for it was interrupted." in "".join(said)
    assert "forget once more" in "".join(said)
