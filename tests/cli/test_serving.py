"""`alcove serve` and `alcove mcp --call` over real services, without a process that takes calls."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.services.application import Application
from tests.cli.test_commands import Alcove
from tests.opened import add, opened_application


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("serving")
    (folder / "pump.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "pump.md")
        yield application


@pytest.fixture
def alcove(application: Application, tmp_path: Path) -> Alcove:
    return Alcove(application, tmp_path)


def call(**arguments: object) -> tuple[str, ...]:
    return ("mcp", "--json", "--call", msgspec.json.encode(arguments).decode())


def test_both_refuse_while_it_is_off_and_say_how_to_switch_it_on(alcove: Alcove) -> None:
    assert alcove("serve", "--off") == 0
    for command in (("serve",), call(tool="search_library", query="oil")):
        assert alcove(*command) == 1
        assert "alcove serve --on" in alcove.messages


def test_a_token_is_printed_once_and_can_be_had_as_json(alcove: Alcove) -> None:
    assert alcove("serve", "--new-token", "--json") == 0
    assert alcove.value["token"].startswith("alcove-")
    assert alcove("serve", "--new-token") == 0
    assert "shown this once" in alcove.out


def test_tools_find_passages_and_read_what_stands_around_them(alcove: Alcove) -> None:
    assert alcove("serve", "--on") == 0
    assert alcove(*call(tool="search_library", query="oil", limit=3)) == 0
    [passage] = alcove.value["passages"]
    assert passage["document"] == "Pump"
    assert alcove(*call(tool="read_passage", passage=passage["passage"])) == 0
    assert "ISO VG 68" in alcove.value["passages"][0]["text"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"tool": "search_library", "query": ""}, "no query"),
        ({"tool": "search_library", "query": "oil", "limit": 1000}, "limit"),
        ({"tool": "search_library", "query": "oil", "collection": "Nowhere"}, "no collection"),
        ({"tool": "search_library", "quer": "oil"}, "cannot be used so"),
        ({"tool": "read_passage", "passage": 4711}, "no passage 4711"),
        ({"tool": "read_passage", "passage": 2**70}, "cannot be used so"),
        ({"tool": "erase_everything"}, "cannot be used so"),
    ],
)
def test_what_a_tool_cannot_do_is_one_sentence(alcove: Alcove, arguments: dict[str, object], told: str) -> None:
    assert alcove("serve", "--on") == 0
    assert alcove(*call(**arguments)) != 0
    assert told in alcove.value["error"]
