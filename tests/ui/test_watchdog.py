"""The watchdog: it catches a call that holds the window's thread, and nothing in normal use does."""

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def watched(profile: Path, what: str) -> list[list[str]]:
    """The stalls found in each round, by a program of its own: one process has one kind of application."""
    command = [sys.executable, "-m", "tests.ui.watched_walk", str(profile), what]
    environment = os.environ | {"ALCOVE_MODELS": str(profile / "models")}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=REPOSITORY, env=environment, timeout=800, check=True
    )
    rounds: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return rounds


def test_a_planted_block_is_caught_with_the_place_it_was_in(tmp_path: Path) -> None:
    ((stall,),) = watched(tmp_path, "busy")
    assert "Timer" in stall
    assert "burn" in stall
    assert float(stall.split(" ms")[0]) > 40


def test_time_the_thread_was_not_running_does_not_count(tmp_path: Path) -> None:
    assert watched(tmp_path, "asleep") == [[]]


def test_normal_use_of_every_view_holds_the_window_nowhere(tmp_path: Path) -> None:
    # A machine that does much else makes any call slow now and then; what is slow by itself is slow in all six rounds.
    assert min(watched(tmp_path, "walk"), key=len) == []
