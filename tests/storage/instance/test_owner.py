import contextlib
import io
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.storage.instance.commands import Command
from app.storage.instance.owner import Predecessor, forward, own, window_wanted
from app.storage.instance.sockets import socket_folder
from app.storage.places import Places
from tests.installed import REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has the lock only")


@pytest.fixture
def owner(places: Places) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.owner_process", str(places.profile)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


def run(places: Places, *arguments: str) -> tuple[int, bytes, bytes]:
    stdout, stderr = io.BytesIO(), io.BytesIO()
    code = forward(places, list(arguments), stdout, stderr)
    return code, stdout.getvalue(), stderr.getvalue()


@pytest.mark.usefixtures("owner")
class TestASecondProcess:
    @pytest.mark.fault(39)
    def test_cannot_own_the_profile(self, places: Places) -> None:
        assert own(places) is None

    def test_is_answered_with_output_messages_and_exit_code(self, places: Places) -> None:
        assert run(places, "echo", "grüß", "Gott") == (3, "grüß Gott".encode(), b"said\n")

    def test_tells_where_it_was_started(self, places: Places) -> None:
        assert run(places, "folder") == (0, str(Path.cwd()).encode(), b"")

    def test_may_hand_over_a_descriptor_that_is_closed_again_with_its_command(self, places: Places) -> None:
        reads, writes = os.pipe()
        stdout = io.BytesIO()
        os.write(writes, b"through the pipe")
        assert forward(places, ["read"], stdout, io.BytesIO(), brought=reads) == 0
        assert stdout.getvalue() == b"through the pipe"
        os.close(reads)
        with pytest.raises(BrokenPipeError):
            os.write(writes, b"nobody holds the other end any more")
        os.close(writes)

    def test_gets_long_output_whole(self, places: Places) -> None:
        assert run(places, "long", "5000000")[1] == bytes(5_000_000)

    def test_many_are_answered_at_once(self, places: Places) -> None:
        found: list[bytes] = []
        threads = [
            threading.Thread(target=lambda n=number: found.append(run(places, "echo", str(n))[1]))
            for number in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == sorted(str(number).encode() for number in range(10))

    def test_a_command_line_that_is_too_long_is_a_sentence(self, places: Places) -> None:
        with pytest.raises(UserError, match="too long to hand over"):
            run(places, "echo", "x" * 2_000_000)


def test_when_the_client_goes_away_its_command_is_cancelled(places: Places, owner: subprocess.Popen[str]) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from app.storage.instance.owner import forward; from app.storage.places import Places\n"
        f"folder = Path({str(places.profile)!r})\n"
        "sys.exit(forward(Places(folder, folder, folder), ['wait'], sys.stdout.buffer, sys.stderr.buffer))"
    )
    client = subprocess.Popen([sys.executable, "-c", script], cwd=REPOSITORY, stdout=subprocess.PIPE)
    assert client.stdout is not None
    assert client.stdout.read(8) == b"waiting."
    client.send_signal(signal.SIGKILL)
    client.communicate()
    assert owner.stdout is not None
    assert owner.stdout.readline() == "cancelled\n"
    assert run(places, "echo", "still here")[1] == b"still here"


def test_when_the_owner_dies_the_client_is_told_and_can_become_owner(
    places: Places, owner: subprocess.Popen[str]
) -> None:
    outcome: list[str] = []

    def wait() -> None:
        try:
            run(places, "wait")
        except UserError as error:
            outcome.append(str(error))

    client = threading.Thread(target=wait)
    client.start()
    owner.kill()
    owner.wait()
    client.join()
    assert outcome[0].startswith(("The running Alcove ended", "Alcove is already open"))
    mine = own(places)
    assert mine is not None
    mine.close()


def test_who_wants_the_window_gets_the_profile_and_runs_what_its_owner_did_until_then(places: Places) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.owner_process", str(places.profile), "go", "on"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert run(places, "echo", "a command takes nothing away")[0] == 3
    predecessor = window_wanted(places, [], io.BytesIO(), io.BytesIO())
    assert isinstance(predecessor, Predecessor)
    assert own(places) is None, "nobody else comes between"

    def answer(command: Command) -> int:
        assert command.brought is not None
        command.write(" ".join([*command.arguments, os.read(command.brought, 100).decode()]).encode() + b"\n")
        return 5

    predecessor.owner.serve(lambda command: len(command.arguments))
    predecessor.serve(answer)
    assert process.communicate(timeout=300)[0] == "go on brought along\nended 5\n"
    assert run(places, "a", "b")[0] == 2, "who comes now is answered by the new owner"
    predecessor.owner.close()
    mine = own(places)
    assert mine is not None
    mine.close()


def test_commands_of_others_are_cancelled_and_told_before_the_profile_is_given_up(places: Places) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.owner_process", str(places.profile), "go", "on"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    reads, writes = os.pipe()
    told: list[tuple[int, bytes]] = []

    def obey() -> None:
        with os.fdopen(writes, "wb", buffering=0) as stdout:
            stderr = io.BytesIO()
            told.append((forward(places, ["obey"], stdout, stderr), stderr.getvalue()))

    client = threading.Thread(target=obey)
    client.start()
    assert os.read(reads, 7) == b"waiting"
    predecessor = window_wanted(places, [], io.BytesIO(), io.BytesIO())
    assert isinstance(predecessor, Predecessor)
    client.join()
    assert told == [(130, b"what is done is kept")]
    predecessor.serve(lambda _command: 5)
    assert process.communicate(timeout=300)[0] == "ended 5\n"
    predecessor.owner.close()
    os.close(reads)


def test_an_owner_with_a_window_shows_it_and_keeps_the_profile(places: Places, owner: subprocess.Popen[str]) -> None:
    assert window_wanted(places, ["echo", "shown"], io.BytesIO(), io.BytesIO()) == 3
    assert own(places) is None
    assert owner.poll() is None


def test_a_profile_given_up_can_be_owned_again(places: Places) -> None:
    first = own(places)
    assert first is not None
    assert own(places) is None
    first.close()
    second = own(places)
    assert second is not None
    second.close()


def test_an_owner_that_does_not_serve_is_named_at_once(places: Places) -> None:
    mine = own(places)
    assert mine is not None
    with pytest.raises(UserError, match="already open for this profile"):
        run(places, "echo")
    mine.close()


def test_an_owner_that_died_without_a_trace_is_named(places: Places) -> None:
    places.lock_file.write_bytes(b"/nonexistent/socket")
    with pytest.raises(UserError, match="already open for this profile"):
        run(places, "echo")


def test_the_socket_is_nobody_elses(places: Places) -> None:
    mine = own(places)
    assert mine is not None
    mine.serve(lambda _command: 0)
    path = Path(os.fsdecode(places.lock_file.read_bytes()))
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(path)) < 107
    mine.close()
    assert not path.parent.exists()


def test_a_folder_of_another_user_is_not_used(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    mine = own(places)
    assert mine is not None
    mine.serve(lambda _command: 0)
    folder = Path(os.fsdecode(places.lock_file.read_bytes())).parent
    mine.close()
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    again = own(places)
    assert again is not None
    again.serve(lambda _command: 0)
    assert places.lock_file.read_bytes() == b""
    again.close()
    with pytest.raises(UserError, match="not yours alone"):
        socket_folder(places)


def test_a_link_that_another_user_left_is_not_followed_to_a_folder(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = socket_folder(places)
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="not yours alone"):
        socket_folder(places)


def test_a_very_long_profile_path_works(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d" * 60] * 4)
    mine = own(Places(deep, deep, deep))
    assert mine is not None
    mine.serve(lambda command: len(command.arguments))
    assert run(Places(deep, deep, deep), "a", "b")[0] == 2
    mine.close()


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize(
    "garbage", [b"", b"\xff" * 4, struct.pack("<I", 3) + b"abc", struct.pack("<I", 2**31), b"GET /"]
)
def test_garbage_is_not_answered_and_does_no_harm(places: Places, garbage: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(os.fsdecode(places.lock_file.read_bytes()))
        stranger.sendall(garbage)
        stranger.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            assert stranger.recv(1) == b""
    assert run(places, "echo", "fine")[1] == b"fine"
