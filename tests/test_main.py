"""The program as a whole: how it ends when whoever reads it goes away."""

import os
import subprocess
import sys
from pathlib import Path

from tests.installed import REPOSITORY


def test_a_reader_that_has_read_enough_is_no_error(tmp_path: Path) -> None:
    environment = os.environ | {"ALCOVE_PROFILE": str(tmp_path), "ALCOVE_PASSPHRASE": "correct horse battery staple"}
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app", "doctor"],
            cwd=REPOSITORY,
            env=environment,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            timeout=600,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_portable_alcove_keeps_everything_in_its_folder(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    home.mkdir()
    (tmp_path / "pump.md").write_text("The pump P-310 needs oil of grade ISO VG 68.", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ALCOVE_", "XDG_"))}
    environment |= {"HOME": str(home), "ALCOVE_PASSPHRASE": "correct horse battery staple"}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--portable", str(stick), "library", "add", str(tmp_path / "pump.md")],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (stick / "profile" / "vault.db").is_file()
    assert list(home.rglob("*")) == []
