"""`alcove mcp`: each call of a tool goes to the profile's owner; where there is none, to a process that becomes it.

That process keeps the vault open between calls, and gives it up to a window or after a rest. This one never opens it.
"""

import contextlib
import io
import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from app.api import mcp
from app.core.errors import UserError
from app.engines.connection import RunningProcess
from app.engines.process import start_alcove
from app.storage.instance.owner import forward
from app.storage.places import Places


def serve_tools(places: Places, passphrase_file: Path | None) -> int:
    """Speak MCP over standard input and output until the client closes them."""
    shared: list[str | Path] = ["--profile", places.profile]
    if places.portable:
        shared = ["--portable", places.profile.parent]
    if passphrase_file is not None:
        shared += ["--passphrase-file", passphrase_file.absolute()]
    keeping, of_owner = _Keeping([*shared, "mcp", "--json", "--calls"]), partial(_answer_of_owner, places)

    def call(tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        asked = json.dumps({**arguments, "tool": tool})
        answers = (
            keeping.answer,
            of_owner,
            keeping.first_answer,
            of_owner,  # it may have become so while the other was started
        )
        for answer in answers:
            if answered := answer(asked):
                return _value(answered)
        raise UserError("Alcove ended before the call was answered; please try again.")

    try:
        mcp.serve(sys.stdin.buffer, sys.stdout.buffer, call)
    finally:
        keeping.end()
    return 0


def _answer_of_owner(places: Places, asked: str) -> bytes:
    """What the process that has the profile open answers; nothing where there is none."""
    answer, messages = io.BytesIO(), io.BytesIO()
    try:
        code = forward(places, ["mcp", "--json", "--call", asked], answer, messages)
    except UserError:
        return b""
    if code != 0:
        raise UserError(messages.getvalue().decode(errors="replace").strip())
    return answer.getvalue()


def _value(answer: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(answer)
    if "error" in value:
        raise UserError(value["error"])
    return value


class _Keeping:
    """The process that keeps the profile open between calls, while there is one."""

    def __init__(self, arguments: list[str | Path]) -> None:
        self._arguments = arguments
        self._process: RunningProcess | None = None

    def first_answer(self, asked: str) -> bytes:
        """Start it, and have it answer."""
        self._process = start_alcove(self._arguments)
        return self.answer(asked)

    def answer(self, asked: str) -> bytes:
        """What it answers; nothing where it does not run, any more or yet."""
        if self._process is None:
            return b""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(asked.encode() + b"\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError:
            answer = b""
        if not answer:
            self.end()
        return answer

    def end(self) -> None:
        """Let it close the vault."""
        if self._process is not None:
            assert self._process.stdin is not None
            with contextlib.suppress(OSError):
                self._process.stdin.close()
            self._process.wait()
            self._process = None
