"""The protocol by itself, and the official client over real pipes."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from app.api.mcp import TOOLS, answer_to
from app.core.errors import UserError
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
        [sys.executable, "-m", "app", "--profile", str(tmp_path), "mcp", "--json", "--call", "-"],
        input='{"tool": "search_library", "query": "oil"}',
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "There is no vault yet" in done.stderr) == (1, True)
    assert not (tmp_path / "key.json").exists()


def test_the_official_client_finds_and_reads_once_it_is_switched_on(tmp_path: Path) -> None:
    (tmp_path / "pump.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
    with opened_application(tmp_path, with_models=False) as application:
        add(application, tmp_path / "pump.md")
        profile = application.vault.places.profile
    environment = {**os.environ, "ALCOVE_PASSPHRASE": PASSPHRASE, "ALCOVE_MODELS": str(tmp_path / "models")}
    program = ["-m", "app", "--profile", str(profile)]
    server = StdioServerParameters(command=sys.executable, args=[*program, "mcp"], env=environment, cwd=str(REPOSITORY))

    async def talk() -> tuple[Any, Any, Any, Any, Any]:
        async with Client(stdio_client(server)) as client:
            tools = await client.list_tools()
            refused = await client.call_tool("search_library", {"query": "oil"})
            long = await client.call_tool("search_library", {"query": "oil " * 50_000})
            switched = await asyncio.create_subprocess_exec(
                sys.executable,
                *program,
                "serve",
                "--on",
                env=environment,
                cwd=REPOSITORY,
                stdout=asyncio.subprocess.DEVNULL,
            )
            assert await switched.wait() == 0
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
