"""Tools on the command line: calls are told beside the answer, and a file is written only where that was allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.application import Application
from tests.cli.test_commands import Alcove
from tests.opened import add, opened_application

DOCUMENT = "Make a Markdown file about the oil of the pump P-310"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("tools")
    (folder / "pump.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
    (folder / "sales.csv").write_text("Region,Amount\nNorth,1200.50\nSouth,900\n", encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "pump.md", folder / "sales.csv")
        yield application


@pytest.fixture
def alcove(application: Application, tmp_path: Path) -> Alcove:
    return Alcove(application, tmp_path)


def test_a_calculation_is_printed_and_its_call_told_beside_it(alcove: Alcove) -> None:
    assert alcove("ask", "What is 17 * 23?") == 0
    assert alcove.out == "17 × 23 = 391\n"
    assert "Called compute (expression: 17 * 23): 391\n" in alcove.messages


def test_what_a_table_answers_is_printed(alcove: Alcove) -> None:
    assert alcove("ask", "What is the sum of the amounts?") == 0
    assert "The sum of Amount: 2,100.5." in alcove.out


def test_json_has_the_calls_and_nothing_else_on_its_side(alcove: Alcove) -> None:
    assert alcove("ask", "--json", "What is 17 * 23?") == 0
    assert alcove.value["calls"] == [
        {"tool": "compute", "arguments": {"expression": "17 * 23"}, "result": "391", "failed": False, "offered": False}
    ]
    assert alcove("ask", "--json", "Which oil does the pump need?") == 0
    assert "calls" not in alcove.value


def test_no_tool_is_called_where_none_is_wanted(alcove: Alcove) -> None:
    alcove("ask", "--json", "--no-tools", "What is 17 * 23?")
    assert "calls" not in alcove.value


def test_a_document_is_written_only_where_that_was_allowed(alcove: Alcove, tmp_path: Path) -> None:
    assert alcove("ask", DOCUMENT) == 0
    assert "“The oil of the pump P-310.md” was not written; allow it with --allow-writing." in alcove.messages
    assert list(tmp_path.iterdir()) == []
    assert alcove("ask", "--allow-writing", DOCUMENT) == 0
    assert "ISO VG 68" in (tmp_path / "The oil of the pump P-310.md").read_text(encoding="utf-8")


def test_what_is_there_already_is_not_replaced(alcove: Alcove, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "The oil of the pump P-310.md").write_text("mine", encoding="utf-8")
    assert alcove("ask", "--allow-writing", "--output", "out", DOCUMENT) == 0
    assert (tmp_path / "out" / "The oil of the pump P-310.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "out" / "The oil of the pump P-310 (2).md").is_file()


def test_a_folder_that_is_not_there_is_made_where_one_can_be(alcove: Alcove, tmp_path: Path) -> None:
    assert alcove("ask", "--allow-writing", "--output", "new/within", DOCUMENT) == 0
    assert (tmp_path / "new" / "within" / "The oil of the pump P-310.md").is_file()
    (tmp_path / "file").touch()
    assert alcove("ask", "--allow-writing", "--output", "file", DOCUMENT) == 1
    assert "file could not be made (File exists); choose another folder." in alcove.messages
