from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.asking.conversations import Role
from app.core.errors import NothingFound
from app.services.chats.history import History
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "vault.db", bytes(32))
    yield opened
    opened.close()


@pytest.fixture
def history(database: Database) -> History:
    return History(Conversations(database), Audit(database))


@pytest.fixture
def first_id(database: Database) -> int:
    conversations = Conversations(database)
    first = conversations.create("About pumps")
    conversations.add_turn(first.id, Role.USER, "Which oil?")
    conversations.create("About leave")
    return first.id


def test_conversations_are_listed_searched_renamed_and_pinned(history: History, first_id: int) -> None:
    assert [it.title for it in history.conversations()] == ["About leave", "About pumps"]
    assert [it.title for it in history.conversations("oil")] == ["About pumps"]
    assert [it.text for it in history.turns(first_id)] == ["Which oil?"]
    history.rename(first_id, "  Pumps  ")
    history.rename(first_id, " ")
    history.pin(first_id)
    assert [it.title for it in history.conversations()] == ["Pumps", "About leave"]
    assert history.conversation(first_id).pinned
    history.pin(first_id, False)
    assert not history.conversation(first_id).pinned


def test_a_folder_takes_its_other_name_with_what_is_pinned_and_what_was_deleted(
    history: History, first_id: int
) -> None:
    second_id = history.conversations()[0].id
    history.move([first_id, second_id], "Brought")
    history.pin(first_id)
    token = history.delete([second_id])
    history.rename_folder("Brought", " Old chats ")
    history.restore(token)
    assert {it.folder for it in history.conversations()} == {"Old chats"}
    history.rename_folder("Old chats", "")
    assert {it.folder for it in history.conversations()} == {""}


def test_deleting_can_be_undone_until_it_is_erased(history: History, first_id: int) -> None:
    history.restore(history.delete([first_id]))
    assert history.conversation(first_id).title == "About pumps"
    token = history.delete([first_id])
    history.purge()
    with pytest.raises(NothingFound):
        history.restore(token)


def test_the_audit_log_knows_that_it_happened_and_not_what(history: History, database: Database, first_id: int) -> None:
    history.restore(history.delete([first_id]))
    history.delete([first_id])
    history.purge()
    entries = Audit(database).entries()
    assert [(it.kind, it.fields) for it in entries] == [
        ("conversations deleted", {"count": 1}),
        ("conversations restored", {}),
        ("conversations deleted", {"count": 1}),
        ("conversations erased", {"count": 1}),
    ]
