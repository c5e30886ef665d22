"""A message of the user in the thread."""

from pytestqt.qtbot import QtBot

from app.ui.ask.message_views import UserMessageView
from app.ui.ask.messages import UserMessage
from app.ui.theme import Theme

ROOM = 300
"""Pixels that the thread has in the smallest window, beside both panels."""


def test_no_question_makes_the_thread_wider_than_the_smallest_window(theme: Theme, qtbot: QtBot) -> None:  # noqa: ARG001
    view = UserMessageView()
    qtbot.addWidget(view)
    for count in range(1, 20):
        view.show_message(UserMessage(1, "rent " * count))
        assert view.minimumSizeHint().width() <= ROOM
