"""The recipe for macOS, as far as it can be checked elsewhere."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from installers.contents import ROOT

MACOS = ROOT / "installers" / "macos"


def test_the_application_is_in_a_sandbox_that_has_no_network() -> None:
    granted = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert granted["com.apple.security.app-sandbox"] is True
    assert not [name for name in granted if "network" in name]


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not on this machine")
def test_the_script_that_packs_it_has_nothing_a_linter_complains_of() -> None:
    done = subprocess.run(["shellcheck", str(MACOS / "package.sh")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_script_says_how_it_is_called(tmp_path: Path) -> None:
    done = subprocess.run([str(MACOS / "package.sh"), str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "VERSION OUTPUT_FOLDER" in done.stderr
