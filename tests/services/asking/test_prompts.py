"""What a prompt repeats of earlier questions is known passage by passage, so that it is erased with any of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.core.asking.conversations import Role
from app.core.cancel import CancelToken
from app.core.library.documents import ScoredPassage
from app.engines.drawing import Drawing
from app.engines.process import WorkerProcess
from app.engines.reader import Reader
from app.services.asking.pictures import PictureReading
from app.services.asking.prompts import Place, Prompts
from app.storage.conversations.conversations import Conversations
from app.storage.conversations.pictures import Pictures
from app.storage.conversations.readings import Readings
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.places import Places
from tests.services.scripted_model import ScriptedModel
from tests.storage.made import KEY, add


class Conversation:
    """A conversation about two documents, read by a model of a few tokens' context."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.readings = Readings(database, Places(folder, folder, folder))
        self.documents = Documents(database)
        self.model = ScriptedModel("A whale.")
        self._conversations = Conversations(database)
        read, draw = WorkerProcess("read"), WorkerProcess("draw")  # never started: nothing here has a picture
        pictures = PictureReading(Pictures(database), Drawing(draw), Reader(read))
        self._prompts = Prompts(self.readings, pictures)
        self.id = self._conversations.create("Whales").id

    def found(self, path: str, text: str) -> list[ScoredPassage]:
        document = add(self.documents, path, text)
        return [ScoredPassage(each, path, path, 1.0) for each in self.documents.passages_of(document.id)]

    def answered_otherwise(self, question: str, answer: str) -> None:
        """A question that is answered without a model."""
        self._conversations.add_turn(self.id, Role.USER, question)
        self._conversations.add_turn(self.id, Role.ASSISTANT, answer)

    def ask(self, found: Sequence[ScoredPassage], erased: int | None = None) -> str:
        """Ask about passages; one document is erased while the answer is written. Returns what the model read."""
        earlier = self._conversations.turns(self.id)
        turn = self._conversations.add_turn(self.id, Role.USER, "What is it?")
        place = Place(self.id, turn.id, earlier)
        prompt = self._prompts.prompt("What is it?", found, place, self.model, 10, CancelToken())
        if erased is not None:
            self.documents.remove([erased])
        self._prompts.remember(prompt, self.model.text, place)
        self._conversations.add_turn(self.id, Role.ASSISTANT, self.model.text)
        return "\n".join(turn.text for turn in prompt.turns)


@pytest.fixture
def conversation(tmp_path: Path) -> Iterator[Conversation]:
    database = Database(tmp_path / "vault.db", KEY)
    yield Conversation(database, tmp_path)
    database.close()


def test_nothing_is_remembered_of_a_document_erased_while_the_next_answer_is_written(
    conversation: Conversation,
) -> None:
    narwhal, walrus = conversation.found("/narwhal.pdf", "Narwhal"), conversation.found("/walrus.pdf", "Walrus")
    conversation.ask(narwhal)
    assert conversation.readings.of(conversation.id) is not None
    assert "Narwhal" in conversation.ask(walrus, erased=narwhal[0].passage.document_id)
    assert conversation.readings.of(conversation.id) is None
    assert "Narwhal" not in conversation.ask(walrus)
    assert conversation.readings.of(conversation.id) is not None


def test_what_is_left_of_a_long_conversation_is_still_known(conversation: Conversation) -> None:
    narwhal, walrus = conversation.found("/narwhal.pdf", "Narwhal"), conversation.found("/walrus.pdf", "Walrus")
    seal = conversation.found("/seal.pdf", "Seal")
    conversation.ask(narwhal)
    first = conversation.ask(walrus)
    conversation.model.context_tokens = len(first.split()) + 10 + 64 + 8 * 5
    read = conversation.ask(seal)
    assert ("Narwhal" in read, "Walrus" in read) == (False, True)
    conversation.documents.remove([walrus[0].passage.document_id])
    assert conversation.readings.of(conversation.id) is None


def test_a_follow_up_over_the_same_passages_reads_the_question_alone(conversation: Conversation) -> None:
    best = conversation.found("/narwhal.pdf", "Narwhal " * 300)
    next_best, last = (conversation.found(f"/{name}.pdf", f"{name} " * 300) for name in ("walrus", "seal"))
    first = conversation.ask([*best, *next_best, *last])
    follow_up = conversation.ask([*best, *next_best, *last])
    assert ("walrus" in first, "seal" in follow_up) == (True, False)
    assert follow_up.startswith(first)
    assert "Passage" not in follow_up.removeprefix(first)


def test_what_was_answered_without_the_model_in_between_is_all_that_is_new_to_it(conversation: Conversation) -> None:
    narwhal, walrus = conversation.found("/narwhal.pdf", "Narwhal"), conversation.found("/walrus.pdf", "Walrus")
    first = conversation.ask(narwhal)
    conversation.answered_otherwise("What is 2 + 2?", "2 + 2 = 4")
    conversation.answered_otherwise("What is 3 + 3?", "3 + 3 = 6")
    second = conversation.ask(walrus)
    assert second.startswith(f"{first}\nA whale.\nWhat is 2 + 2?\n2 + 2 = 4\nWhat is 3 + 3?\n3 + 3 = 6\n")
    assert conversation.ask(narwhal).startswith(second)
    conversation.documents.remove([narwhal[0].passage.document_id])
    assert conversation.readings.of(conversation.id) is None
