"""Prompts of a conversation: each repeats the one before to the letter, so that a follow-up reads only what is new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.core.asking.conversations import Role, Turn
from app.core.asking.grounding import (
    GROUNDED_INSTRUCTIONS,
    PLAIN_INSTRUCTIONS,
    choose_passages,
    grounded_question,
    passage_text,
)
from app.core.asking.pictures import AttachedPicture, question_with_texts
from app.core.asking.prompting import Exchange, Prompt, PromptTurn, Reading, passage_ids_of
from app.core.cancel import CancelToken
from app.core.library.documents import ScoredPassage
from app.engines.text_model import TextModel
from app.services.asking.pictures import PictureReading
from app.storage.conversations.readings import Readings

_PASSAGE_TOKENS = 640
"""Reading is what a laptop waits for: 640 tokens are two to three seconds of a 0.5B model on two cores."""
_TOKENS_AROUND = 64
_TOKENS_AROUND_TURN = 8
_EXCHANGES_KEPT = 3


@dataclass(frozen=True)
class Place:
    """Where a question stands: its conversation (0 for none), its own turn, the turns before it, and its pictures.

    It may be one of several `parts` asked in one turn: `beside` are those before it, where it does not name them itself,
    and `read` is what was read up to the last of them.
    """

    conversation_id: int
    turn_id: int
    earlier: Sequence[Turn]
    pictures: tuple[AttachedPicture, ...] = ()
    parts: int = 1
    beside: str = ""
    read: Reading | None = None


class Prompts:
    """Writes prompts, and remembers the last one of each conversation."""

    def __init__(self, readings: Readings, pictures: PictureReading) -> None:
        self._readings = readings
        self._pictures = pictures

    def prompt(
        self,
        text: str,
        found: Sequence[ScoredPassage] | None,
        place: Place,
        model: TextModel,
        answer_tokens: int,
        cancel: CancelToken,
    ) -> Prompt:
        """The conversation so far and the new question over the passages found (None: without any), within the context.

        Its `passages` are those that the model reads or has read, best first. A model that does not see reads the text in
        the pictures.

        Raises:
            UserError: a picture has no text to read, or cannot be laid open.
            Cancelled: on cancel.
        """
        system = PromptTurn(Role.SYSTEM, PLAIN_INSTRUCTIONS if found is None else GROUNDED_INSTRUCTIONS)
        before, exchanges = self._turns_before(system, place)
        if not model.sees:
            before = tuple(self._pictures.spelled_out(turn, cancel) for turn in before)
        shown, texts = self._with_pictures(text, place, model, cancel)
        room = model.context_tokens - answer_tokens - _TOKENS_AROUND
        passage_tokens = min(_PASSAGE_TOKENS, room // 2) // place.parts
        while True:
            already_read = passage_ids_of(exchanges)
            last_turn, read = _last_turn(shown, found or (), already_read, model, passage_tokens)
            turns = (system, *before, last_turn)
            used = sum(model.count_tokens([turn.text for turn in turns])) + _TOKENS_AROUND_TURN * len(turns)
            refs = [ref for turn in turns for ref in turn.pictures]
            used += model.count_pictures(refs)
            if used <= room or not before:
                break
            before = before[2:]
            exchanges = exchanges[-(len(before) // 2) :] if before else ()
        passages = tuple(scored for scored in found or () if scored in read or scored.passage.id in already_read)
        pixels = self._pictures.pixels(refs, place.pictures)
        return Prompt(
            turns, passages, text, exchanges, pixels=pixels, texts=(*self._texts_before(place, model, cancel), *texts)
        )

    def _with_pictures(
        self, text: str, place: Place, model: TextModel, cancel: CancelToken
    ) -> tuple[PromptTurn, tuple[str, ...]]:
        """The question with its pictures, as this model is to read it, and the texts that it reads instead of them."""
        refs = tuple(one.picture.ref for one in place.pictures)
        if model.sees or not refs:
            return PromptTurn(Role.USER, text, refs), ()
        texts = self._pictures.texts(refs, place.pictures, cancel)
        return PromptTurn(Role.USER, question_with_texts(text, texts)), tuple(read for _, read in texts)

    def _texts_before(self, place: Place, model: TextModel, cancel: CancelToken) -> tuple[str, ...]:
        """The texts that this model has read in the pictures of earlier questions."""
        refs = () if model.sees else [picture.ref for turn in place.earlier for picture in turn.pictures]
        return tuple(text for _, text in self._pictures.texts(refs, (), cancel))

    def remember(self, prompt: Prompt, answer: str, place: Place) -> Reading:
        """A prompt and the answer written to it, kept for the next question of its conversation."""
        read = Exchange(place.turn_id, frozenset(scored.passage.id for scored in prompt.passages))
        turns = (*prompt.turns, PromptTurn(Role.ASSISTANT, answer))
        reading = Reading(place.conversation_id, turns, (*prompt.exchanges, read))
        if place.conversation_id:
            self._readings.put(reading)
        return reading

    def _turns_before(self, system: PromptTurn, place: Place) -> tuple[tuple[PromptTurn, ...], tuple[Exchange, ...]]:
        """Earlier turns as the model read them where that is known, else as they are kept."""
        before = place.read or self._read_before(place)
        if before is not None and before.turns[0] == system:
            return before.turns[1:], before.exchanges
        return _recent_exchanges(place.earlier), ()

    def _read_before(self, place: Place) -> Reading | None:
        """What the model read up to its last answer, and after that what was answered without it."""
        reading = self._readings.of(place.conversation_id)
        earlier = place.earlier
        since = 0
        while reading is not None and len(earlier) - since >= 2 and _is_exchange(earlier[-since - 2 :]):
            if (known := reading.until(earlier[-since - 2].id)) is not None:
                return _with_unread(known, earlier[len(earlier) - since :])
            since += 2
        return None


def _is_exchange(turns: Sequence[Turn]) -> bool:
    return turns[0].role is Role.USER and turns[1].role is Role.ASSISTANT


def _with_unread(reading: Reading, turns: Sequence[Turn]) -> Reading:
    """What was read, and questions after it that something else than a model answered, as they are kept."""
    asked = tuple(Exchange(turn.id, frozenset()) for turn in turns[::2])
    kept = tuple(map(_asked, turns))
    return replace(reading, turns=(*reading.turns, *kept), exchanges=(*reading.exchanges, *asked))


def _asked(turn: Turn) -> PromptTurn:
    return PromptTurn(turn.role, turn.text, tuple(picture.ref for picture in turn.pictures))


def _last_turn(
    asked: PromptTurn,
    found: Sequence[ScoredPassage],
    already_read: frozenset[int],
    model: TextModel,
    budget_tokens: int,
) -> tuple[PromptTurn, list[ScoredPassage]]:
    counts = model.count_tokens([passage_text(0, scored) for scored in found]) if found else []
    read = choose_passages(found, counts, budget_tokens, already_read)
    return replace(asked, text=grounded_question(asked.text, read)) if found else asked, read


def _recent_exchanges(earlier: Sequence[Turn], limit: int = _EXCHANGES_KEPT) -> tuple[PromptTurn, ...]:
    """The last few questions that were answered, with their answers; a question nobody answered is left out."""
    exchanges = [
        (_asked(asked), PromptTurn(Role.ASSISTANT, answered.text))
        for asked, answered in pairwise(earlier)
        if asked.role is Role.USER and answered.role is Role.ASSISTANT
    ]
    return tuple(turn for exchange in exchanges[-limit:] for turn in exchange)
