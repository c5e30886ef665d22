"""A sealed application records all the same, and what records has no way out of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installed import REPOSITORY
from tests.sound_server import sound_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands its lock down to children")

SEALED = """
import os, signal
from app.lockdown.lock import Stage, install
install(Stage.LOCAL)
from app.core.errors import WorkerError
from app.engines.launcher import Launcher
from app.engines.process import WorkerProcess
from app.engines.sound import Sound
launcher = Launcher()
if {launched}:
    launcher.start()
install(Stage.SEALED)
worker, other = (WorkerProcess("sound", open_process=launcher.open) for _ in range(2))
sound = Sound(other, worker)
try:
    print(sound.devices().system)
    os.kill(worker.process_id, signal.SIGKILL)
    while worker.process_id is not None:
        pass
    print(sound.devices().system)
    print(open(f"/proc/{{worker.process_id}}/status").read())
except WorkerError as error:
    print(error)
sound.close()
launcher.close()
print("closed")
"""


def sealed(launched: bool, environment: dict[str, str]) -> str:
    """What a sealed process prints."""
    done = subprocess.run(
        [sys.executable, "-c", SEALED.format(launched=launched)],
        cwd=REPOSITORY,
        env={**environment, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout


def test_a_sealed_application_reaches_the_sound_system_again_and_again(tmp_path: Path) -> None:
    with sound_server(tmp_path) as server:
        told = sealed(True, server.environment).splitlines()
    assert told[:2] == ["PulseAudio", "PulseAudio"]
    assert told[-1] == "closed"
    facts = dict(line.split(":\t", 1) for line in told if ":\t" in line)
    assert facts["Seccomp"] == "2"
    assert facts["NoNewPrivs"] == "1"


def test_what_was_not_launched_before_the_seal_says_so(tmp_path: Path) -> None:
    told = sealed(False, {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/nobody"})
    assert "closed its lock already" in told


LISTENING = """
import os, socket, sys
from pathlib import Path
from app.lockdown.lock import Stage, install
install(Stage.LOCAL)
from app.core.errors import UserError
from app.engines.launcher import Launcher
launcher = Launcher()
if {launched}:
    launcher.start()
install(Stage.SEALED)
for _ in range(2):
    try:
        listening = launcher.listen(Path(sys.argv[1]) / "api")
        print(listening.url, oct(listening.path.stat().st_mode), flush=True)
        os.close(listening.descriptor)
    except (UserError, OSError) as error:
        print(error)
launcher.close()
"""


def listening(folder: Path, launched: bool) -> list[str]:
    """What a sealed process prints that wants to listen, twice."""
    code = [sys.executable, "-c", LISTENING.format(launched=launched), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(code, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_sealed_application_listens_again_and_again_where_its_user_alone_can_call(tmp_path: Path) -> None:
    assert listening(tmp_path, launched=True) == [f"unix:{tmp_path}/api 0o140600"] * 2


def test_without_the_launcher_it_cannot_listen(tmp_path: Path) -> None:
    assert all("ermission denied" in line or "offline lock" in line for line in listening(tmp_path, launched=False))
