"""What holds for all tests."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# No test asserts a time: a busy machine must not make one fail.
settings.register_profile("alcove", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("alcove")


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
