"""The connections by which processes on Windows find each other, tried where they are sockets to the standard library."""

import contextlib
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Cancelled, UserError
from app.storage.instance import pipes
from app.storage.instance.commands import Command, answer, run_there
from app.storage.instance.messages import Run, receive, send


class Host:
    """Answers whoever comes in, as the owner of a profile does."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.let_in: list[bool] = []
        self.cancelled = threading.Event()
        self._door = pipes.listen(file)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        assert self._door is not None
        while True:
            try:
                client = self._door.accept()
            except OSError:
                return
            known = self._door.admits(client)
            self.let_in.append(known)
            answer(client, receive(client) if known else None, self._handle)

    def _handle(self, command: Command) -> int:
        if command.arguments == ["wait"]:
            command.cancel.when_cancelled(self.cancelled.set)
            self.cancelled.wait()
        with contextlib.suppress(Cancelled):
            command.write(command.arguments[-1].encode() * 3_000_000)
            command.write_message(b"said\n")
        return 3

    def close(self) -> None:
        """Let nobody in any more."""
        assert self._door is not None
        self._door.close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    made = Host(tmp_path / "owner.pipe")
    yield made
    made.close()


def test_a_command_is_answered_whole_with_its_messages_and_exit_code(host: Host) -> None:
    server = pipes.connect(host.file)
    assert server is not None
    stdout, stderr = io.BytesIO(), io.BytesIO()
    with server:
        assert run_there(server, ["echo", "x"], stdout, stderr, None) == 3
    assert (stdout.getvalue(), stderr.getvalue()) == (b"x" * 3_000_000, b"said\n")


def test_who_does_not_show_the_word_is_not_answered(host: Host) -> None:
    address, _word = host.file.read_text(encoding="utf-8").splitlines()
    host.file.write_text(f"{address}\nguessed", encoding="utf-8")
    server = pipes.connect(host.file)
    assert server is not None
    with server, pytest.raises(UserError, match="ended before the command was done"):
        run_there(server, ["echo", "x"], io.BytesIO(), io.BytesIO(), None)
    assert host.let_in == [False]


def test_the_word_is_its_users_alone(host: Host) -> None:
    assert host.file.stat().st_mode & 0o777 == 0o600


def test_when_the_client_goes_away_its_command_is_cancelled(host: Host) -> None:
    server = pipes.connect(host.file)
    assert server is not None
    with server:
        send(server, Run(["wait"], "/", terminal=False))
    assert host.cancelled.wait(60)


def test_no_open_port_goes_by_it(host: Host) -> None:
    server = pipes.connect(host.file)
    assert server is not None
    with server, pytest.raises(UserError, match="takes over no open port"):
        run_there(server, ["echo", "x"], io.BytesIO(), io.BytesIO(), 0)


def test_where_nobody_listens_any_more_there_is_no_connection(host: Host) -> None:
    kept = host.file.read_text(encoding="utf-8")
    host.close()
    assert not host.file.exists()
    assert pipes.connect(host.file) is None
    host.file.write_text(kept, encoding="utf-8")
    assert pipes.connect(host.file) is None
