"""The protocol by itself, and the official client over real pipes."""

import asyncio
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from app.api.mcp import TOOLS, answer_to
from app.core.errors import UserError
from app.storage.instance.owner import Predecessor, own, window_wanted
from app.storage.places import Places
from tests.installed import REPOSITORY
from tests.opened import add, opened_application

PASSPHRASE = "correct horse battery staple"


def asked(message: Any) -> dict[str, Any] | None:
    def call(tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if arguments.get("query") == "refused":
            raise UserError("The local API is switched off.")
        return {"tool": tool, "asked": arguments}

    line = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0", **message}).encode()
    return answer_to(line, call)


def test_it_agrees_on_a_version_both_know_and_offers_its_own_latest_for_others() -> None:
    for wanted, answered in (("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25"), (None, "2025-11-25")):
        answer = asked({"id": 1, "method": "initialize", "params": {"protocolVersion": wanted}})
        assert answer["result"]["protocolVersion"] == answered
        assert answer["result"]["capabilities"] == {"tools": {}}


def test_pings_are_answered_and_notifications_are_not() -> None:
    assert asked({"id": "a", "method": "ping"}) == {"jsonrpc": "2.0", "id": "a", "result": {}}
    assert asked({"method": "notifications/initialized"}) is None


def test_a_call_gives_its_value_as_text_and_as_structure() -> None:
    parameters = {"name": "search_library", "arguments": {"query": "oil"}}
    result = asked({"id": 1, "method": "tools/call", "params": parameters})["result"]
    assert result["structuredContent"] == {"tool": "search_library", "asked": {"query": "oil"}}
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]


def test_what_a_tool_refuses_is_told_to_the_model_and_is_no_fault_of_the_protocol() -> None:
    parameters = {"name": "search_library", "arguments": {"query": "refused"}}
    result = asked({"id": 1, "method": "tools/call", "params": parameters})["result"]
    assert result["isError"]
    assert result["content"] == [{"type": "text", "text": "The local API is switched off."}]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"{", -32700),
        (b"\xff", -32700),
        (b"[" * 100_000, -32600),
        (b"[]", -32600),
        (b'{"id": 1}', -32600),
        ({"id": 1, "method": "resources/list"}, -32601),
        ({"id": 1, "method": "server/discover"}, -32601),
        ({"id": 1, "method": "tools/call", "params": {"name": "delete_everything"}}, -32602),
        ({"id": 1, "method": "tools/call", "params": {"name": "search_library", "arguments": [1]}}, -32602),
        ({"id": 1, "method": "tools/call"}, -32602),
    ],
)
def test_what_cannot_be_answered_has_its_code(message: Any, code: int) -> None:
    assert asked(message)["error"]["code"] == code


def test_a_call_makes_no_vault_whose_recovery_key_the_caller_would_see(tmp_path: Path) -> None:
    environment = {**os.environ, "ALCOVE_PASSPHRASE": PASSPHRASE}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--profile", str(tmp_path), "mcp", "--json", "--calls"],
        input='{"tool": "search_library", "query": "oil"}\n',
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "There is no vault yet" in json.loads(done.stdout)["error"]) == (1, True)
    assert not (tmp_path / "key.json").exists()


@dataclass(frozen=True)
class Served:
    """A profile with a document, and how `alcove` is started for it."""

    places: Places
    program: list[str]
    environment: dict[str, str]

    @property
    def client(self) -> Client:
        started = StdioServerParameters(
            command=sys.executable, args=[*self.program, "mcp"], env=self.environment, cwd=str(REPOSITORY)
        )
        return Client(stdio_client(started))


@pytest.fixture
def served(tmp_path: Path) -> Served:
    (tmp_path / "pump.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
    with opened_application(tmp_path, with_models=False) as application:
        add(application, tmp_path / "pump.md")
        places = application.vault.places
    environment = {**os.environ, "ALCOVE_PASSPHRASE": PASSPHRASE, "ALCOVE_MODELS": str(tmp_path / "models")}
    return Served(places, ["-m", "app", "--profile", str(places.profile)], environment)


async def switch_on(served: Served) -> None:
    switched = await asyncio.create_subprocess_exec(
        sys.executable,
        *served.program,
        *("serve", "--on"),
        env=served.environment,
        cwd=REPOSITORY,
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await switched.wait() == 0


def is_free(places: Places) -> bool:
    owner = own(places)
    if owner is not None:
        owner.close()
    return owner is not None


def test_the_official_client_finds_and_reads_once_it_is_switched_on(served: Served) -> None:
    async def talk() -> tuple[Any, Any, Any, Any, Any]:
        async with served.client as client:
            tools = await client.list_tools()
            refused = await client.call_tool("search_library", {"query": "oil"})
            long = await client.call_tool("search_library", {"query": "oil " * 50_000})
            await switch_on(served)
            found = await client.call_tool("search_library", {"query": "Which oil does the pump need?"})
            [passage] = found.structured_content["passages"]
            return tools, refused, long, found, await client.call_tool("read_passage", {"passage": passage["passage"]})

    tools, refused, long, found, read = asyncio.run(talk())
    assert [tool.name for tool in tools.tools] == [tool["name"] for tool in TOOLS]
    assert refused.is_error
    assert "alcove serve --on" in refused.content[0].text
    assert "alcove serve --on" in long.content[0].text, "a question may be longer than a command line"
    assert "ISO VG 68" in found.structured_content["passages"][0]["text"]
    assert read.structured_content["document"] == "Pump"
    assert "ISO VG 68" in read.structured_content["passages"][0]["text"]


@pytest.mark.skipif(sys.platform == "win32", reason="there the profile is kept open for a single call")
def test_the_profile_stays_open_between_calls_and_goes_to_a_window_that_wants_it(served: Served) -> None:
    async def talk() -> list[Any]:
        await switch_on(served)
        async with served.client as client:
            assert is_free(served.places), "before the first call"
            answers = [await client.call_tool("search_library", {"query": "oil"})]
            assert not is_free(served.places)
            window = window_wanted(served.places, [], io.BytesIO(), io.BytesIO())
            assert isinstance(window, Predecessor)
            window.serve(lambda _command: 0)
            window.owner.close()
            return [*answers, await client.call_tool("search_library", {"query": "oil"})]

    first, after_the_window = asyncio.run(talk())
    assert first.structured_content == after_the_window.structured_content
    assert "ISO VG 68" in first.structured_content["passages"][0]["text"]
    assert is_free(served.places), "the client has gone"
