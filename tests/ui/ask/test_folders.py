from app.core.asking.conversations import Conversation
from app.ui.ask.folders import Folder, listed


def conversation(number: int, folder: str = "", pinned: bool = False) -> Conversation:
    return Conversation(number, f"About {number}", "", "", pinned=pinned, folder=folder)


def test_folders_follow_what_is_in_none_and_show_what_is_in_them_once_open() -> None:
    loose, chat, other = conversation(1), conversation(2, "ChatGPT"), conversation(3, "alpha")
    closed = listed((loose, chat, other), frozenset(), everything=False)
    assert closed == (loose, Folder("alpha", (3,), False), Folder("ChatGPT", (2,), False))
    opened = listed((loose, chat, other), frozenset({"ChatGPT"}), everything=False)
    assert opened == (loose, Folder("alpha", (3,), False), Folder("ChatGPT", (2,), True), chat)


def test_a_search_opens_all_folders() -> None:
    chat = conversation(2, "ChatGPT")
    assert listed((chat,), frozenset(), everything=True) == (Folder("ChatGPT", (2,), True), chat)


def test_what_is_pinned_stands_at_the_top_wherever_it_belongs() -> None:
    pinned, other = conversation(2, "ChatGPT", pinned=True), conversation(3, "ChatGPT")
    assert listed((other, pinned), frozenset(), everything=False) == (pinned, Folder("ChatGPT", (3,), False))
