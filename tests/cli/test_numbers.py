"""Numbers that cannot be are refused before anything is done with them."""

import pytest

from app.cli.arguments import parser
from app.cli.numbers import LARGEST_ID, row_number


@pytest.mark.parametrize(
    "line",
    [
        "forget meeting 0",
        "forget meeting 99999999999999999999",
        f"forget meeting {'9' * 5000}",
        "search rent --top 0",
        "search rent --top -3",
        "search rent --top many",
        "serve --port 65536",
    ],
)
def test_a_number_out_of_bounds_is_wrong_usage_told_in_one_line(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(line.split())
    assert ended.value.code == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert "is not a whole number from" in told
    assert len(told) < 200


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        (str(LARGEST_ID), LARGEST_ID),
        (str(LARGEST_ID + 1), None),
        ("9" * 5000, None),
        ("talk.wav", None),
        ("-1", None),
        ("²", None),
        ("", None),
    ],
)
def test_what_no_row_can_be_called_is_the_name_of_a_file(text: str, number: int | None) -> None:
    assert row_number(text) == number


@pytest.mark.parametrize("line", ["forget meeting 1", "search rent --top 1", "serve --port 0"])
def test_the_smallest_that_can_be_is_taken(line: str) -> None:
    parser().parse_args(line.split())
