from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.asking.conversations import (
    Answer,
    Citation,
    Coverage,
    Role,
    Sentence,
    Support,
    Timings,
    TokenCounts,
)
from app.core.errors import NothingFound
from app.core.library.filters import NO_FILTERS, Filters
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database
from tests.storage.made import decrypted

ANSWER = Answer(
    text="Twenty-seven days [1].",
    sentences=(Sentence("Twenty-seven days.", Support.SUPPORTED, (1,)),),
    citations=(Citation(1, 3, 4, "/a.pdf", "A", 0, 1, 5, 9, "27 days"),),
    coverage=Coverage(12, 6, 1),
    timings_ms=Timings(1.5, 2.5, 3.5),
    tokens=TokenCounts(100, 50, 20),
    model="tiny",
    question="How many days?",
)


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


def titles(conversations: Conversations, search: str = "") -> list[str]:
    return [it.title for it in conversations.list(search)]


def test_a_conversation_comes_back_as_it_was_made(conversations: Conversations) -> None:
    made = conversations.create("Leave", "Handbooks", use_documents=False)
    assert conversations.get(made.id) == made
    assert (made.collection, made.use_documents, made.pinned) == ("Handbooks", False, False)
    assert conversations.create("All").collection is None


def test_what_a_conversation_searches_comes_back_and_is_that_of_its_latest_question(
    conversations: Conversations,
) -> None:
    made = conversations.create("Leave", "Handbooks", True, Filters(type="pdf", after="2023"), ("/a.pdf", "/b.pdf"))
    assert conversations.get(made.id) == made
    conversations.set_scope(made.id, None, False, NO_FILTERS, None)
    kept = conversations.get(made.id)
    assert (kept.collection, kept.use_documents, kept.filters, kept.paths) == (None, False, NO_FILTERS, None)
    with pytest.raises(NothingFound):
        conversations.set_scope(4711, None, True, NO_FILTERS, None)


def test_turns_come_back_in_order_with_their_answers(conversations: Conversations) -> None:
    made = conversations.create("Leave")
    question = conversations.add_turn(made.id, Role.USER, "How many days?")
    answer = conversations.add_turn(made.id, Role.ASSISTANT, ANSWER.text, ANSWER)
    assert conversations.turns(made.id) == [question, answer]
    assert conversations.turns(made.id)[1].answer == ANSWER
    assert conversations.get(made.id).updated_at == answer.created_at


@settings(deadline=None)
@given(
    answer=st.builds(
        Answer,
        text=st.text(),
        sentences=st.lists(st.builds(Sentence, citations=st.tuples(st.integers(0, 99))), max_size=3).map(tuple),
        citations=st.lists(st.builds(Citation), max_size=3).map(tuple),
        timings_ms=st.builds(Timings, *(st.floats(allow_nan=False, allow_infinity=False) for _ in range(3))),
    )
)
def test_any_answer_survives(answer_box: tuple[Conversations, int], answer: Answer) -> None:
    conversations, conversation_id = answer_box
    conversations.remove_turns_from(conversation_id, 0)
    conversations.add_turn(conversation_id, Role.ASSISTANT, answer.text, answer)
    assert [it.answer for it in conversations.turns(conversation_id)] == [answer]


@pytest.fixture(scope="module")
def answer_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Conversations, int]]:
    database = Database(tmp_path_factory.mktemp("vault") / "vault.db", bytes(32))
    conversations = Conversations(database)
    yield conversations, conversations.create("box").id
    database.close()


def test_pinned_ones_come_first_then_the_latest(conversations: Conversations) -> None:
    first, second, third = (conversations.create(title) for title in ("first", "second", "third"))
    conversations.add_turn(second.id, Role.USER, "again")
    assert titles(conversations) == ["second", "third", "first"]
    conversations.set_pinned(first.id, True)
    assert titles(conversations) == ["first", "second", "third"]
    conversations.set_pinned(first.id, False)
    assert titles(conversations) == ["second", "third", "first"]
    assert third == conversations.get(third.id)


def test_search_looks_into_titles_and_turns_whatever_the_case(conversations: Conversations) -> None:
    by_title = conversations.create("Über Pumpen")
    by_turn = conversations.create("Other")
    conversations.add_turn(by_turn.id, Role.USER, "What about the PUMPE?")
    conversations.create("Neither")
    assert titles(conversations, "pumpe") == ["Other", "Über Pumpen"]
    assert titles(conversations, "ÜBER") == ["Über Pumpen"]
    assert titles(conversations, "%") == []
    conversations.rename(by_title.id, "Renamed")
    assert titles(conversations, "über") == []


def test_cutting_a_conversation_removes_the_turn_and_all_after_it(conversations: Conversations) -> None:
    made, other = conversations.create("cut"), conversations.create("other")
    turns = [conversations.add_turn(made.id, Role.USER, text) for text in "abc"]
    kept = conversations.add_turn(other.id, Role.USER, "d")
    conversations.remove_turns_from(made.id, turns[1].id)
    assert conversations.turns(made.id) == turns[:1]
    assert conversations.turns(other.id) == [kept]


class TestDeleting:
    def test_a_deleted_conversation_is_seen_nowhere(self, conversations: Conversations) -> None:
        made = conversations.create("gone")
        conversations.add_turn(made.id, Role.USER, "gone")
        conversations.delete([made.id])
        assert titles(conversations) == titles(conversations, "gone") == []
        assert conversations.turns(made.id) == []
        with pytest.raises(NothingFound):
            conversations.get(made.id)
        with pytest.raises(NothingFound):
            conversations.rename(made.id, "back")
        with pytest.raises(NothingFound):
            conversations.add_turn(made.id, Role.USER, "more")

    def test_it_can_be_brought_back_whole(self, conversations: Conversations) -> None:
        one, two, three = (conversations.create(title) for title in ("one", "two", "three"))
        turn = conversations.add_turn(one.id, Role.USER, "text")
        token = conversations.delete([one.id, two.id])
        conversations.delete([three.id])
        conversations.restore(token)
        assert set(titles(conversations)) == {"one", "two"}
        assert conversations.turns(one.id) == [turn]
        with pytest.raises(NothingFound, match="no longer be restored"):
            conversations.restore(token)

    def test_a_purge_leaves_nothing_in_the_decrypted_file(
        self, database: Database, conversations: Conversations
    ) -> None:
        made = conversations.create("Title of axolotls")
        conversations.add_turn(made.id, Role.USER, "where do axolotls sleep")
        conversations.add_turn(made.id, Role.ASSISTANT, "x", Answer("axolotls sleep in Xochimilco"))
        token = conversations.delete([made.id])
        database.checkpoint()
        assert b"axolotls sleep" in decrypted(database.path)
        assert conversations.purge() == 1
        assert b"xolotls" not in decrypted(database.path)
        with pytest.raises(NothingFound):
            conversations.restore(token)
        assert conversations.purge() == 0
