"""A version that was really built takes the place of another, and the user's data goes with it; a broken one does not."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.installed import REPOSITORY
from tests.installers import bare_system

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]
NEWER = "99.0.0"
HOME = f"/{bare_system.HOME}"
QUESTION = "When does the shore duty officer call the coast guard?"


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Archives of this version and of a newer one with another layout of the vault, signed with one key.

    `ALCOVE_ARCHIVES` names a folder in which two such were built before: the older one comes first by its name.
    """
    if built := os.environ.get("ALCOVE_ARCHIVES"):
        older, newer = sorted(Path(built).glob("*.tar.zst"))
        return older, newer
    if find_spec("PyInstaller") is None:
        pytest.skip("PyInstaller is not here; set up with: python3 installers/bootstrap.py package")
    output = tmp_path_factory.mktemp("archives")
    sources = tmp_path_factory.mktemp("sources")
    newer_sources(sources)
    environment = {**os.environ, "ALCOVE_SIGNING_KEY": str(output / "key.pem"), "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run([sys.executable, "-m", "installers.sign", "new-key", output / "key.pem"], cwd=REPOSITORY, check=True)
    for place in (REPOSITORY, sources):
        command = [sys.executable, "-m", "installers.package", "tar", "--output", str(output / place.name)]
        subprocess.run(command, cwd=place, env=environment, check=True)
    return next((output / REPOSITORY.name).glob("*.tar.zst")), next((output / sources.name).glob("*.tar.zst"))


def newer_sources(folder: Path) -> None:
    """The sources of this version under a higher number, and with one more step of the vault's layout."""
    for name in ("app", "installers", "resources", "build.spec", "LICENSE", "CHANGELOG.md"):
        source = REPOSITORY / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder)
    version = folder / "app" / "__init__.py"
    version.write_text(re.sub(r'__version__ = ".*"', f'__version__ = "{NEWER}"', version.read_text("utf-8")), "utf-8")
    step = folder / "app" / "storage" / "migrations" / "9999_tried.sql"
    step.write_text("CREATE TABLE tried (word TEXT NOT NULL) STRICT;\n", "utf-8")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bare_system.make(tmp_path_factory.mktemp("bare"))


class Installed:
    """The older version, unpacked by the user of a bare system."""

    def __init__(self, root: Path, archive: Path) -> None:
        self.root = root
        place = root / bare_system.HOME / "programs"
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(root / bare_system.HOME / ".local", ignore_errors=True)
        place.mkdir()
        subprocess.run(["tar", "--zstd", "-xf", archive, "-C", place], check=True)
        subprocess.run(["chown", "-R", f"{bare_system.USER}:{bare_system.USER}", place], check=True)
        (self.folder,) = place.iterdir()

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return bare_system.run(self.root, f"/{self.folder.relative_to(self.root)}/alcove", *arguments)

    def version(self) -> str:
        return self("--version").stdout.strip().removeprefix("Alcove ")

    def beside(self, file: Path) -> str:
        """Where a file that was brought along lies for the user."""
        shutil.copy(file, self.root / "srv" / file.name)
        return f"/srv/{file.name}"

    def earlier_vaults(self) -> list[str]:
        """The copies that were made of the vault before its layout was changed."""
        folder = self.root / bare_system.HOME / ".local/share/alcove/profile/earlier"
        return [f"/{path.relative_to(self.root)}" for path in sorted(folder.glob("*"))]


def test_a_newer_version_takes_the_data_along_and_the_older_one_can_come_back(
    archives: tuple[Path, Path], bare: Path
) -> None:
    older, newer = archives
    alcove = Installed(bare, older)
    before = alcove.version()
    samples = Path(
        shutil.copytree(REPOSITORY / "resources/samples", bare / bare_system.HOME / "samples", dirs_exist_ok=True)
    )
    added = alcove("library", "add", "--wait", f"{HOME}/samples")
    assert added.returncode == 0, added.stderr
    assert alcove("ask", QUESTION).returncode == 0

    updated = alcove("--json", "update", alcove.beside(newer))
    assert updated.returncode == 0, updated.stderr
    after = alcove.version()
    assert after != before
    assert alcove.earlier_vaults() == []
    listed = alcove("--json", "library", "list")
    assert {Path(json.loads(line)["path"]).name for line in listed.stdout.splitlines()} == {
        path.name for path in samples.iterdir()
    }
    assert len(alcove.earlier_vaults()) == 1
    asked = alcove("--json", "ask", QUESTION)
    assert json.loads(asked.stdout)["citations"], asked.stderr
    assert alcove("verify").returncode == 0

    refused = alcove("update", alcove.beside(older))
    assert (refused.returncode, alcove.version()) == (1, after)
    assert "--older" in refused.stderr
    assert alcove("update", alcove.beside(older), "--older").returncode == 0
    assert alcove.version() == before
    shut = alcove("library", "list")
    assert shut.returncode == 1
    assert "newer version of Alcove" in shut.stderr
    restored = alcove("restore", alcove.earlier_vaults()[0], "--yes")
    assert restored.returncode == 0, restored.stderr
    assert alcove("library", "list").stdout.count("\n") == len(listed.stdout.splitlines())


@pytest.mark.parametrize("harm", ["a byte is another", "the end is missing", "another key signed it"])
def test_a_broken_version_leaves_the_one_that_is_there(
    harm: str, archives: tuple[Path, Path], bare: Path, tmp_path: Path
) -> None:
    older, newer = archives
    alcove = Installed(bare, older)
    before, broken = alcove.version(), tmp_path / newer.name
    if harm == "the end is missing":
        shutil.copy(newer, broken)
        os.truncate(broken, newer.stat().st_size // 2)
    else:
        subprocess.run(["tar", "--zstd", "-xf", newer, "-C", tmp_path], check=True)
        (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
        changed = unpacked / ("alcove.manifest" if "key" in harm else "_internal/base_library.zip")
        content = changed.read_bytes()
        at = content.index(b"\n") + 2 if "key" in harm else len(content) // 2
        changed.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        subprocess.run(["tar", "--zstd", "-cf", broken, "-C", tmp_path, unpacked.name], check=True)
    refused = alcove("update", alcove.beside(broken))
    assert (refused.returncode, alcove.version()) == (1, before), refused.stderr
    assert [path.name for path in alcove.folder.parent.iterdir()] == [alcove.folder.name]
    assert alcove("verify").returncode == 0
