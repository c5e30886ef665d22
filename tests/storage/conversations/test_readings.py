"""What was read of a conversation is kept to the letter, sealed where it is large, and gone with whatever it came from."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.asking.conversations import Role
from app.core.asking.prompting import Exchange, PromptTurn, Reading
from app.core.errors import UserError
from app.storage.conversations.conversations import Conversations
from app.storage.conversations.readings import Readings
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.places import Places
from tests.storage.made import add, decrypted

MODEL, OTHER_MODEL = "a" * 64, "b" * 64
CACHE = [b"keys of Narwhal", b" and values of Narwhal" * 1000]


@pytest.fixture
def readings(database: Database, places: Places) -> Readings:
    return Readings(database, places)


def conversation(database: Database) -> int:
    return Conversations(database).create("Whales").id


def reading(conversation_id: int, *passage_ids: int) -> Reading:
    turns = (
        PromptTurn(Role.SYSTEM, "Be brief."),
        PromptTurn(Role.USER, "Passage 1: Narwhal"),
        PromptTurn(Role.ASSISTANT, "A whale."),
    )
    return Reading(conversation_id, turns, (Exchange(7, frozenset(passage_ids)),))


def passages(database: Database, *texts: str) -> list[int]:
    documents = Documents(database)
    return [passage.id for passage in documents.passages_of(add(documents, "/sea.pdf", *texts).id)]


def keep(readings: Readings, conversation_id: int, model: str = MODEL) -> None:
    readings.keep_state(f"conversation-{conversation_id}", conversation_id, model, 40, CACHE)


def files(places: Places) -> list[Path]:
    return sorted(places.model_states.glob("*"))


def test_a_reading_comes_back_to_the_letter(database: Database, readings: Readings) -> None:
    one, other = conversation(database), conversation(database)
    ids = passages(database, "Narwhal", "Walrus")
    readings.put(reading(one, *ids))
    assert readings.of(one) == reading(one, *ids)
    assert readings.of(other) is None


def test_a_state_comes_back_for_its_model_alone(database: Database, readings: Readings, places: Places) -> None:
    one = conversation(database)
    readings.put(reading(one))
    keep(readings, one)
    assert readings.state_of(one, OTHER_MODEL) is None
    state = readings.state_of(one, MODEL)
    assert state is not None
    assert state.tokens == 40
    assert b"".join(readings.pieces(state)) == b"".join(CACHE)
    assert b"Narwhal" not in files(places)[0].read_bytes()


def test_a_new_reading_has_no_state_yet(database: Database, readings: Readings) -> None:
    one = conversation(database)
    readings.put(reading(one))
    keep(readings, one)
    walrus = passages(database, "Walrus")
    readings.put(reading(one, *walrus))
    assert readings.of(one) == reading(one, *walrus)
    assert readings.state_of(one, MODEL) is None


def test_what_is_deleted_with_a_conversation_cannot_be_opened_any_more(
    database: Database, readings: Readings, places: Places
) -> None:
    conversations, one = Conversations(database), conversation(database)
    readings.put(reading(one))
    keep(readings, one)
    state = readings.state_of(one, MODEL)
    assert state is not None
    conversations.delete([one])
    assert readings.of(one) is None
    conversations.purge()
    assert state.key not in decrypted(database.path)
    readings.shrink(10**9)
    assert files(places) == []


def test_an_erased_document_takes_with_it_what_was_read_of_it(database: Database, readings: Readings) -> None:
    documents, one, other = Documents(database), conversation(database), conversation(database)
    read = add(documents, "/narwhal.pdf", "Narwhal", "Walrus")
    unread = add(documents, "/seal.pdf", "Seal")
    passage_of = {each.id: documents.passages_of(each.id)[0].id for each in (read, unread)}
    readings.put(reading(one, passage_of[read.id]))
    readings.put(reading(other, passage_of[unread.id]))
    for each in (one, other):
        keep(readings, each)
    documents.remove([read.id])
    assert readings.of(one) is None
    assert readings.state_of(one, MODEL) is None
    assert readings.state_of(other, MODEL) is not None


def test_nothing_is_kept_of_what_was_erased_while_the_answer_was_written(
    database: Database, readings: Readings
) -> None:
    documents, one = Documents(database), conversation(database)
    ids = passages(database, "Narwhal")
    readings.put(reading(one))
    documents.remove([documents.passages(ids)[0].document_id])
    readings.put(reading(one, *ids))
    keep(readings, one)
    assert readings.of(one) is None
    assert readings.state_of(one, MODEL) is None


def test_what_is_cut_from_a_conversation_is_cut_from_what_was_read_of_it(
    database: Database, readings: Readings
) -> None:
    conversations, one = Conversations(database), conversation(database)
    asked = [conversations.add_turn(one, role, role) for role in (Role.USER, Role.ASSISTANT) * 2]
    whole = reading(one)
    turns = (*whole.turns, PromptTurn(Role.USER, "Passage 1: Walrus"), PromptTurn(Role.ASSISTANT, "Another."))
    readings.put(Reading(one, turns, (Exchange(asked[0].id, frozenset()), Exchange(asked[2].id, frozenset()))))
    keep(readings, one)
    conversations.remove_turns_from(one, asked[3].id)
    assert readings.of(one) == Reading(one, whole.turns, (Exchange(asked[0].id, frozenset()),))
    assert readings.state_of(one, MODEL) is None
    keep(readings, one)
    conversations.remove_turns_from(one, asked[2].id)
    assert readings.state_of(one, MODEL) is not None
    conversations.remove_turns_from(one, asked[0].id)
    assert readings.of(one) is None
    assert readings.state_of(one, MODEL) is None


def test_a_state_that_is_being_sealed_is_not_swept_away(database: Database, readings: Readings) -> None:
    one = conversation(database)
    readings.put(reading(one))
    sweeping = threading.Thread(target=readings.shrink, args=(10**9,))

    def pieces() -> Iterator[bytes]:
        yield CACHE[0]
        sweeping.start()
        sweeping.join(0.2)
        yield CACHE[1]

    readings.keep_state("conversation", one, MODEL, 40, pieces())
    sweeping.join()
    state = readings.state_of(one, MODEL)
    assert state is not None
    assert b"".join(readings.pieces(state)) == b"".join(CACHE)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(readings: Readings, places: Places) -> None:
    places.model_states.parent.mkdir(parents=True, exist_ok=True)
    places.model_states.write_text("not a folder")
    with pytest.raises(UserError, match="check its permissions"):
        readings.keep_state("instructions", None, MODEL, 40, CACHE)
    places.model_states.unlink()
    (places.model_states / "no-file.sealed").mkdir(parents=True)
    with pytest.raises(UserError, match="check its permissions"):
        readings.shrink(10**9)


def test_of_a_conversation_that_is_gone_nothing_is_kept(database: Database, readings: Readings, places: Places) -> None:
    conversations, one = Conversations(database), conversation(database)
    conversations.delete([one])
    conversations.purge()
    readings.put(reading(one))
    keep(readings, one)
    assert readings.of(one) is None
    readings.shrink(10**9)
    assert files(places) == []


def test_what_was_used_longest_ago_makes_room(database: Database, readings: Readings, places: Places) -> None:
    ids = [conversation(database) for _ in range(3)]
    for each in ids:
        readings.put(reading(each))
        keep(readings, each)
    oldest = readings.state_of(ids[0], MODEL)
    assert oldest is not None
    list(readings.pieces(oldest))
    (places.model_states / "conversation-9.sealed.part").write_bytes(b"left by a crash")
    readings.shrink(readings.size_bytes() - 1)
    kept = [each for each in ids if readings.state_of(each, MODEL) is not None]
    assert len(kept) == 2
    assert ids[0] in kept
    assert len(files(places)) == 2


def test_the_states_of_a_model_that_is_gone_go_too(database: Database, readings: Readings, places: Places) -> None:
    one = conversation(database)
    readings.put(reading(one))
    keep(readings, one)
    readings.keep_state("instructions", None, OTHER_MODEL, 40, CACHE)
    readings.shrink(10**9, [OTHER_MODEL])
    assert readings.state_of(one, MODEL) is None
    assert readings.state("instructions", OTHER_MODEL) is not None
    assert [path.stem for path in files(places)] == ["instructions"]


def test_a_damaged_state_is_refused(database: Database, readings: Readings, places: Places) -> None:
    one = conversation(database)
    readings.put(reading(one))
    keep(readings, one)
    content = bytearray(files(places)[0].read_bytes())
    content[100] ^= 1
    files(places)[0].write_bytes(content)
    state = readings.state_of(one, MODEL)
    assert state is not None
    with pytest.raises(UserError, match="damaged"):
        list(readings.pieces(state))
    readings.drop_state(state.name)
    assert readings.state_of(one, MODEL) is None
    assert files(places) == []
