"""What holds for all tests."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import HealthCheck, settings

from app.storage import keys

# No test asserts a time: a busy machine must not make one fail.
settings.register_profile("alcove", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("alcove")


@pytest.fixture(scope="session", autouse=True)
def _passphrases_cost_little() -> Iterator[None]:
    """A key from a passphrase takes a third of a second, and nearly every vault of the tests has one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "Argon2Cost", partial(keys.Argon2Cost, memory_kib=64, passes=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def _sockets_go_with_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An owner of a profile that is killed leaves the folder of its socket, which would otherwise be in /tmp for ever."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        yield


@pytest.fixture
def display() -> Iterator[str]:
    """A display server of our own, by its name, for what a screen in memory cannot show."""
    if not shutil.which("Xvfb"):
        pytest.skip("needs Xvfb")
    told, tell = os.pipe()
    server = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with subprocess.Popen(server, pass_fds=(tell,), stderr=subprocess.DEVNULL) as running:
        os.close(tell)
        with os.fdopen(told) as pipe:
            number = pipe.readline().strip()
        yield f":{number}"
        running.terminate()
