"""The recipe for macOS, as far as it can be checked elsewhere."""

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.workers.start import MACOS_WORKER, command
from installers import package
from installers.contents import PARTS, ROOT
from installers.sign import trust

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


def test_the_list_of_files_is_signed_after_all_it_names_and_before_the_bundle_that_covers_it() -> None:
    script = (MACOS / "package.sh").read_text("utf-8")
    steps = ["inherit.plist", "installers.sign installation", "entitlements.plist", "--verify --strict"]
    places = [script.index(step) for step in steps]
    assert places == sorted(places)


def test_a_bundle_is_completed_where_macos_looks_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    contents = tmp_path / "frozen" / "Alcove.app" / "Contents"
    (contents / "Frameworks").mkdir(parents=True)
    data = contents / "Resources" / "resources" / "models"
    data.mkdir(parents=True)
    (data / "catalog.toml").write_text("model = []")
    (contents / "Resources" / PARTS).write_text('{"packages": [], "empty": [], "system": []}')
    for name in ("resources", PARTS):
        (contents / "Frameworks" / name).symlink_to(f"../Resources/{name}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = package.complete(contents, tmp_path, [])
    assert made == tmp_path / "complete" / "Alcove.app" / "Contents"
    trust(bytes(32), made)
    assert (made / "Resources" / "resources" / "keys" / "alcove.pub").is_file()
    assert (made / "Resources" / "licences" / "alcove.cdx.json").is_file()
    assert {path.name for path in made.iterdir()} == {"Frameworks", "Resources"}


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not on this machine")
def test_the_script_that_packs_it_has_nothing_a_linter_complains_of() -> None:
    done = subprocess.run(["shellcheck", str(MACOS / "package.sh")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_script_says_how_it_is_called(tmp_path: Path) -> None:
    done = subprocess.run([str(MACOS / "package.sh"), str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "VERSION OUTPUT_FOLDER" in done.stderr
