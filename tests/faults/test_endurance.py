"""Hours of mixed work leave nothing behind: no memory, no file handle, no thread and no worker."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.installed import REPOSITORY

ROUNDS_AN_HOUR = 60
MOST_AN_HOUR_BYTES = 1_000_000


def held(folder: Path, hours: float) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.faults.enduring_child", folder, str(round(hours * ROUNDS_AN_HOUR))]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.fault(50)
@pytest.mark.skipif(not psutil.POSIX, reason="handles are counted otherwise on Windows")
def test_an_hours_work_leaves_no_file_handle_thread_or_worker(tmp_path: Path) -> None:
    before, after, closed = held(tmp_path, hours=0.3)
    assert after["workers"] == before["workers"] == ["index", "read"]
    assert after["handles"] <= before["handles"]
    assert after["threads"] <= before["threads"]
    assert closed["workers"] == []


@pytest.mark.fault(50)
@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.skipif(not psutil.POSIX, reason="handles are counted otherwise on Windows")
def test_eight_hours_work_takes_no_more_memory(tmp_path: Path) -> None:
    before, after, _closed = held(tmp_path, hours=8)
    assert after["handles"] <= before["handles"]
    assert after["memory_bytes"] - before["memory_bytes"] < 8 * MOST_AN_HOUR_BYTES
