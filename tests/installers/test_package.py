"""Building packages: what is brought along is known to the application, and every build has its date."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.core.models.model import parse_catalogue
from app.services.models.installed_models import missing_file, model_folder
from app.storage.places import Places
from installers import package
from installers.build import PackagingError, run
from tests.installed import REPOSITORY, TINY_CHAT, model


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    place = tmp_path / "resources"
    (place / "models").mkdir(parents=True)
    shutil.copy(REPOSITORY / "resources/models/catalog.toml", place / "models")
    return place


def test_a_model_that_is_brought_along_is_one_that_comes_with_alcove(resources: Path, tmp_path: Path) -> None:
    fetched = tmp_path / TINY_CHAT
    fetched.mkdir()
    file = model(TINY_CHAT).files[0]
    with (fetched / file.path).open("wb") as content:
        content.truncate(file.size_bytes)
    package.bring_along(fetched, resources / "models")
    places = Places(tmp_path / "profile", tmp_path / "models", resources)
    models = parse_catalogue((resources / "models/catalog.toml").read_text("utf-8")).models
    brought = next(one for one in models if one.id == TINY_CHAT)
    assert model_folder(places, brought) == resources / "models" / TINY_CHAT
    assert missing_file(places, brought) == ""
    assert [one for one in models if one.id != TINY_CHAT] == [one for one in models_as_shipped() if one.id != TINY_CHAT]


def models_as_shipped() -> tuple[object, ...]:
    return parse_catalogue((REPOSITORY / "resources/models/catalog.toml").read_text("utf-8")).models


def test_a_model_that_the_catalogue_does_not_know_is_refused(resources: Path, tmp_path: Path) -> None:
    with pytest.raises(PackagingError, match="strange is not in the catalogue"):
        package.bring_along(tmp_path / "strange", resources / "models")


def test_a_build_is_dated_by_whoever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert package.build_time_s() == 1_700_000_000


def test_a_build_without_a_date_or_a_commit_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(package, "ROOT", tmp_path)
    with pytest.raises(PackagingError, match="SOURCE_DATE_EPOCH"):
        package.build_time_s()


def test_a_model_that_was_not_fetched_is_told_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["package", "tar", "--models", TINY_CHAT, "--model-folder", str(tmp_path), "--output", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", arguments)
    monkeypatch.setattr(package, "freeze", lambda _: pytest.fail("it was built"))
    assert package.main() == 1
    assert f"There is no model {TINY_CHAT}" in capsys.readouterr().err


def test_a_folder_completed_on_another_kind_of_system_is_packed_as_it_is_and_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "from Windows"
    elsewhere.mkdir()
    (elsewhere / "alcove.exe").write_bytes(b"MZ")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(package, "freeze", lambda _: pytest.fail("it was built"))
    monkeypatch.setattr(sys, "argv", ["package", "--complete", str(elsewhere), "--output", str(tmp_path / "dist")])
    assert package.main() == 0
    taken = Path(capsys.readouterr().out.strip())
    assert (taken / "alcove.exe").read_bytes() == b"MZ"
    assert [path.name for path in elsewhere.iterdir()] == ["alcove.exe"]


@pytest.mark.skipif(find_spec("PyInstaller") is not None, reason="PyInstaller is here")
def test_an_environment_without_the_tool_that_freezes_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["package", "tar", "--output", str(tmp_path)])
    assert package.main() == 1
    assert "PyInstaller is not in this environment" in capsys.readouterr().err.splitlines()[-1]


def test_a_tool_that_is_not_here_is_named_with_its_remedy() -> None:
    with pytest.raises(PackagingError, match="makeappx is not on this machine: it is part of the Windows SDK"):
        run(["makeappx"], {"PATH": ""})
    with pytest.raises(PackagingError, match="no-such-tool is not on this machine: sudo apt install no-such-tool"):
        run(["no-such-tool"])


def test_what_a_tool_said_when_it_failed_is_told() -> None:
    with pytest.raises(PackagingError, match="exit code 3: too bad"):
        run([sys.executable, "-c", "print('too bad'); raise SystemExit(3)"])
