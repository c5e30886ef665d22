"""The recipe for macOS, as far as it can be checked elsewhere."""

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.workers.start import MACOS_WORKER, command
from installers.contents import ROOT

MACOS = ROOT / "installers" / "macos"


def test_the_application_is_in_a_sandbox_that_has_no_network() -> None:
    granted = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert granted["com.apple.security.app-sandbox"] is True
    assert not [name for name in granted if "network" in name]


def test_workers_ask_for_nothing_beside_the_sandbox_they_are_started_in() -> None:
    granted = plistlib.loads((MACOS / "inherit.plist").read_bytes())
    asked = {name for name in granted if not name.startswith("com.apple.security.cs.")}
    assert asked == {"com.apple.security.app-sandbox", "com.apple.security.inherit"}
    script = (MACOS / "package.sh").read_text("utf-8")
    assert f'"$here/inherit.plist" \\\n    --sign "$identity" "$application/Contents/MacOS/{MACOS_WORKER}"' in script


def test_the_frozen_application_starts_its_workers_by_that_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/Applications/Alcove.app/Contents/MacOS/alcove")
    assert command("read")[0] == "/Applications/Alcove.app/Contents/MacOS/alcove"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert command("read")[0] == f"/Applications/Alcove.app/Contents/MacOS/{MACOS_WORKER}"


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not on this machine")
def test_the_script_that_packs_it_has_nothing_a_linter_complains_of() -> None:
    done = subprocess.run(["shellcheck", str(MACOS / "package.sh")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_script_says_how_it_is_called(tmp_path: Path) -> None:
    done = subprocess.run([str(MACOS / "package.sh"), str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "VERSION OUTPUT_FOLDER" in done.stderr
