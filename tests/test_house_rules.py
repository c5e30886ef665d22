"""The rules of the house, held by tools: who may import whom, types, style, and no word left undone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installed import REPOSITORY

APP = REPOSITORY / "app"
LONGEST_FILE = 450


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, *command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_go_one_way() -> None:
    run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


def test_style_is_clean() -> None:
    run("-m", "ruff", "check", "--no-cache", ".")


@pytest.mark.timeout(900)
def test_types_are_complete() -> None:
    run("-m", "mypy", "--no-incremental", "--cache-dir", "/dev/null" if sys.platform != "win32" else "nul")


@pytest.mark.parametrize("folder", ["app", "installers"])
def test_files_stay_short(folder: str) -> None:
    long = {
        str(path.relative_to(REPOSITORY)): lines
        for path in (REPOSITORY / folder).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long in ({}, {"installers/bootstrap.py": long.get("installers/bootstrap.py")})


def test_nothing_is_left_open_in_the_code() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplemented)\b")
    found = [str(path) for path in (REPOSITORY / "app").rglob("*.py") if marks.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_signal_goes_to_a_process_that_may_have_ended() -> None:
    """Process 0 is the whole group that runs the tests: a signal for a worker that is just gone would end them all."""
    found = [str(path) for path in (REPOSITORY / "tests").rglob("*.py") if "id or " + "0" in path.read_text("utf-8")]
    assert found == []


def test_every_package_says_what_lives_there() -> None:
    silent = [
        str(path.relative_to(REPOSITORY))
        for path in (REPOSITORY / "app").rglob("*.py")
        if not Path(path).read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def test_the_documentation_names_files_that_exist() -> None:
    named = re.compile(r"`((?:api|bootstrap|cli|core|engines|lockdown|services|storage|ui|workers)/[\w/]+(?:\.\w+|/))`")
    pages = (REPOSITORY / "docs").glob("*.md")
    missing = [name for page in pages for name in named.findall(page.read_text("utf-8")) if not (APP / name).exists()]
    assert missing == []
