"""Fixtures for what can be tried in a process of its own only, because no lock can be taken off again."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it answered, its exit code (negative for a signal), and what it wrote to stderr."""

    output: str
    exit_code: int
    errors: str

    @property
    def signal_name(self) -> str | None:
        return signal.Signals(-self.exit_code).name if self.exit_code < 0 else None


class Child:
    """Runs a function of a test module in a fresh interpreter."""

    def __init__(self, *, as_nobody: bool, home: Path) -> None:
        self.as_nobody = as_nobody
        self.home = home

    def __call__(self, function: Callable[..., Any], *arguments: Any, **circumstances: Any) -> Any:
        """What the function returned, as JSON brings it back; it must end well."""
        ended = self.run(function, *arguments, **circumstances)
        assert ended.exit_code == 0, f"exit code {ended.exit_code}\n{ended.errors}"
        return json.loads(ended.output.splitlines()[-1])

    def run(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        stage: int = 0,
        private_network: bool = False,
        private_mounts: bool = False,
        under: tuple[str, ...] = (),
        environment: dict[str, str] | None = None,
    ) -> Ended:
        """How the child ended; `under` is a program that starts it, such as strace."""
        asked = {
            "module": function.__module__,
            "function": function.__name__,
            "arguments": [str(it) if isinstance(it, Path) else it for it in arguments],
            "stage": stage,
            "private_network": private_network,
            "private_mounts": private_mounts,
            "as_nobody": self.as_nobody,
        }
        elsewhere = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        here = {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(self.home)}
        done = subprocess.run(
            [*under, sys.executable, str(Path(__file__).with_name("child.py")), json.dumps(asked)],
            env=elsewhere | here | (environment or {}),
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=240,
        )
        return Ended(done.stdout, done.returncode, done.stderr)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A new folder that every user may use; pytest's own is closed to others."""
    with tempfile.TemporaryDirectory(prefix="alcove-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.fixture(params=["this user", "nobody"])
def child(request: pytest.FixtureRequest, open_folder: Path) -> Child:
    """Runs functions in a child process: as the user who runs the tests, and as one without any rights."""
    if request.param == "nobody" and (os.name != "posix" or os.getuid() != 0):
        pytest.skip("only root can become nobody")
    return Child(as_nobody=request.param == "nobody", home=open_folder)


@pytest.fixture
def root_child(open_folder: Path) -> Child:
    """Runs functions in a child process that may rearrange its own view of the network and the file system."""
    if os.name != "posix" or os.getuid() != 0:
        pytest.skip("needs root, to make a private network and private mounts")
    return Child(as_nobody=False, home=open_folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is said here of the kernel is said of Linux."""
    if sys.platform != "linux":
        for item in items:
            if Path(__file__).parent in item.path.parents and item.path.name not in (
                "test_portable.py",
                "test_systems.py",
            ):
                item.add_marker(pytest.mark.skip(reason="speaks of the Linux kernel"))
