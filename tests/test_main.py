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
            timeout=120,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
