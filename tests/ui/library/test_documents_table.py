"""The columns of the documents at the widths that a window gives them."""

import pytest
from pytestqt.qtbot import QtBot

from app.ui.library.arrangement import Column, Order
from app.ui.library.documents_model import COLUMNS
from app.ui.library.documents_table import DocumentsTable


@pytest.mark.parametrize("width", [480, 620, 760, 880, 1300])
def test_titles_have_more_room_than_any_other_column(qtbot: QtBot, width: int) -> None:
    table = DocumentsTable()
    qtbot.addWidget(table)
    table.resize(width, 400)
    table.show()
    table.show_documents((), Order())
    title, *others = (table.columnWidth(COLUMNS.index(one)) for one in (Column.TITLE, *set(COLUMNS) - {Column.TITLE}))
    assert title > max(others)
