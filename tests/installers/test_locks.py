"""The lock files: everything declared is in them, pinned, with hashes, and without the address of an index."""

import re
import tomllib
from pathlib import Path

import pytest

from installers import bootstrap

ROOT = Path(__file__).parents[2]
LOCKS = {
    name: (ROOT / "installers" / f"{name}.lock").read_text("utf-8")
    for name in ("requirements", "test", "package", "build")
}


def project() -> dict[str, list[str]]:
    """What pyproject.toml declares, by the lock file that must cover it."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {"requirements": declared["project"]["dependencies"], **declared["dependency-groups"]}


def normalized(requirement: str) -> str:
    return re.sub("[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_covers_what_is_declared(name: str) -> None:
    locked = {normalized(line) for line in LOCKS[name].splitlines() if re.match(r"[\w.-]+==", line)}
    assert {normalized(requirement) for requirement in project()[name]} <= locked


def test_the_lock_keeps_the_pins() -> None:
    pins = dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", LOCKS["requirements"]))
    pins = {normalized(name): version for name, version in pins.items()}
    for requirement in project()["requirements"]:
        if pinned := re.search(r"==([\w.]+)", requirement):
            assert pins[normalized(requirement)].startswith(pinned[1].rstrip("."))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", LOCKS[name])[1:]
    assert blocks
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", block) for block in blocks)
    assert "://" not in LOCKS[name]


def test_the_engine_is_taken_out_of_the_lock_whole() -> None:
    packages, engine = bootstrap.split_lock()
    assert "llama-cpp-python==" not in packages
    assert re.fullmatch(r"llama-cpp-python==0\.3\.36 \\\n    --hash=sha256:[0-9a-f]{64}\n(    #.*\n)*", engine)
    assert packages.count("==") + engine.count("==") == LOCKS["requirements"].count("==")
