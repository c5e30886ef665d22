"""What the list of conversations offers for a conversation, and for a folder of them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.core.asking.conversations import Conversation
from app.ui.ask.conversation_list import ConversationList
from app.ui.ask.state import AskState
from app.ui.theme import Theme
from app.ui.widgets.rename_field import RenameField

pytestmark = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
LOOSE = Conversation(1, "Rent", "", "2026-01-02T10:00:00")
PUMPS = Conversation(2, "Pumps", "", "2026-01-02T10:00:00", folder="ChatGPT")
VALVES = Conversation(3, "Valves", "", "2026-01-02T10:00:00", folder="ChatGPT")
STATE = AskState((LOOSE, PUMPS, VALVES), open_folders=frozenset({"ChatGPT"}))


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> ConversationList:  # noqa: ARG001
    made = ConversationList()
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show_state(STATE)
    made.show()
    return made


def offered(shown: ConversationList, key: object) -> dict[str, QAction]:
    """What the menu of a row offers, that of the menu in it too."""
    shown.list.choose(key)
    shown.list.menu_wanted.emit(key, QPoint(0, 0))
    menu = shown.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    inner = [action for one in menu.findChildren(QMenu) for action in one.actions()]
    found = {action.text(): action for action in (*menu.actions(), *inner)}
    menu.hide()
    return found


def write(shown: ConversationList, qtbot: QtBot, name: str) -> None:
    [field] = shown.list.viewport().findChildren(RenameField)
    field.setText(name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_conversation_is_moved_into_a_folder_there_is_and_out_of_it(shown: ConversationList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.moved) as moved:
        offered(shown, 1)["ChatGPT"].trigger()
    assert moved.args == [[1], "ChatGPT"]
    menu = offered(shown, 2)
    assert "ChatGPT" not in menu
    with qtbot.waitSignal(shown.moved) as taken_out:
        menu["Take out of the folder"].trigger()
    assert taken_out.args == [[2], ""]


def test_a_conversation_is_moved_into_a_new_folder_that_is_named_in_its_row(
    shown: ConversationList, qtbot: QtBot
) -> None:
    offered(shown, 1)["New folder…"].trigger()
    with qtbot.waitSignal(shown.moved) as moved:
        write(shown, qtbot, "Flat")
    assert moved.args == [[1], "Flat"]


def test_a_folder_is_renamed_and_emptied_as_a_whole(shown: ConversationList, qtbot: QtBot) -> None:
    offered(shown, "ChatGPT")["Rename"].trigger()
    with qtbot.waitSignal(shown.folder_renamed) as renamed:
        write(shown, qtbot, "Old chats")
    assert renamed.args == ["ChatGPT", "Old chats"]
    with qtbot.waitSignal(shown.folder_renamed) as emptied:
        offered(shown, "ChatGPT")["Take all out of the folder"].trigger()
    assert emptied.args == ["ChatGPT", ""]


def test_what_is_in_a_folder_is_deleted_together(shown: ConversationList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.delete_wanted) as deleted:
        offered(shown, "ChatGPT")["Delete all in it"].trigger()
    assert deleted.args == [[2, 3]]
