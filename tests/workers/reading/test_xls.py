"""Old workbooks."""

import re

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading import xls
from tests.made_containers import xls as made
from tests.workers.reading.asked import labels, reading, refusal, texts


def test_sheets_row_by_row() -> None:
    document = xls.read(made({"Costs": [["Item", "Price"], ["Öl", 12.5]], "Else": [[7.0]]}), reading())
    assert labels(document) == ["Sheet Costs", "Sheet Else"]
    assert texts(document) == ["Item | Price\nÖl | 12.5", "7"]
    assert document.pages[0].first_row == 1


def test_a_workbook_cut_anywhere_ends_in_text_or_one_reason() -> None:
    whole = made({"Costs": [["Item", "Price"], ["Oil", 12.5]]})
    for length in range(0, len(whole), 7):
        assert re.match(r"$|This workbook is damaged", refusal(xls.read, whole[:length]))


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="workbook is damaged"):
        xls.read(b"no workbook at all", reading())
