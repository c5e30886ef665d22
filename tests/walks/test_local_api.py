"""`alcove serve` as a user starts it: asked over the loopback, ended by another command."""

import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.installed import REPOSITORY
from tests.walks.conftest import Alcove

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the local API is not offered on Windows")


def test_programs_ask_where_it_is_allowed_and_until_it_is_not(
    alcove: Alcove, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "pump.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
    assert alcove("library", "add", tmp_path / "pump.md").code == 0
    assert alcove("serve", "--on", "--json").value == {"enabled": True}

    command = [sys.executable, "-m", "app", "serve", "--loopback", "--port", "0"]
    serving = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        url = serving.stdout.readline().split()[-1]
        token = serving.stdout.readline().split()[-1]
        with httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=120) as client:
            assert client.get("/models").json()["data"][0]["id"] == "alcove-library"
            assert client.get("/models", headers={"Authorization": "Bearer guess"}).status_code == 401
            asked = {"model": "alcove-embedding", "input": "oil"}
            assert len(client.post("/embeddings", json=asked).json()["data"][0]["embedding"]) > 100
        assert url in alcove("privacy", "proof").out
        assert "ISO VG 68" in alcove("search", "oil").out, "other commands are answered meanwhile"
        assert alcove("serve", "--off").code == 0
        _out, messages = serving.communicate(timeout=300)
        assert serving.returncode == 0
        assert "No more calls are taken" in messages
    finally:
        serving.kill()
        serving.communicate()


def test_the_window_opens_while_calls_are_taken_and_takes_over(alcove: Alcove, environment: dict[str, str]) -> None:
    assert alcove("serve", "--on", "--json").value == {"enabled": True}
    program = [sys.executable, "-m", "app"]
    serving = subprocess.Popen(
        [*program, "serve"],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    window = None
    try:
        assert serving.stdout is not None
        assert serving.stderr is not None
        assert "unix:" in serving.stdout.readline()
        window = subprocess.Popen(program, cwd=REPOSITORY, env={**environment, "QT_QPA_PLATFORM": "offscreen"})
        assert "window is being opened" in serving.stderr.readline()
        asked = (alcove("search", "oil") for _ in range(30))
        assert next(one for one in asked if one.code == 4).err.startswith("Alcove is open but locked")
        assert serving.poll() is None, "it waits for the window to be unlocked"
        window.terminate()
        window.wait(300)
        _out, messages = serving.communicate(timeout=300)
        assert "ended before the command was done" in messages
    finally:
        for process in filter(None, (serving, window)):
            process.kill()
            process.communicate()
