"""What starts at login, where Linux and macOS keep it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.storage import login_start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps it in its registry")
ODD = ('/opt/a \\ b/al"cove', "open", "--profile", "100 % $HOME `x`")


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return login_start._entry()


def test_it_is_off_until_it_is_switched_on_and_leaves_nothing_once_it_is_off(entry: Path) -> None:
    assert not login_start.is_on()
    login_start.switch(True, ODD)
    assert login_start.is_on()
    login_start.switch(False, ODD)
    assert not entry.exists()
    login_start.switch(False, ODD)


@pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux'")
def test_the_entry_names_the_program_without_which_it_means_nothing(entry: Path) -> None:
    login_start.switch(True, ("/opt/alcove/alcove", "open", "--hide"), Path("/opt/sources"))
    lines = entry.read_text(encoding="utf-8").splitlines()
    assert {"TryExec=/opt/alcove/alcove", 'Exec="/opt/alcove/alcove" "open" "--hide"', "Path=/opt/sources"} <= {*lines}


@pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux'")
def test_whatever_stands_in_a_path_comes_through_as_the_specification_reads_it(entry: Path) -> None:
    login_start.switch(True, ODD)
    text = entry.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
    value = line.replace("\\\\", "\\").replace("%%", "%")
    read = subprocess.run(["sh", "-c", f'printf "%s\\n" {value}'], capture_output=True, text=True, check=True)
    assert tuple(read.stdout.splitlines()) == ODD


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_switched_off_is_off(entry: Path, line: str) -> None:
    login_start.switch(True, ODD)
    entry.write_text(f"{entry.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    assert not login_start.is_on()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    with pytest.raises(UserError, match="What starts at login could not be changed"):
        login_start.switch(True, ODD)


def test_the_command_starts_this_program_with_its_profile_as_an_icon(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = ("open", "--hide", "--profile", "/p")
    assert login_start.starting_command(Path("/p")) == (sys.executable, "-m", "app", *hidden)
    monkeypatch.setitem(os.environ, "APPIMAGE", "/home/me/Alcove.AppImage")
    assert login_start.starting_command(Path("/p")) == ("/home/me/Alcove.AppImage", *hidden)
