"""What a model has read, kept on disk: an old conversation goes on, and a new one begins, without reading it again."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from app.core.asking.conversations import Role
from app.core.asking.prompting import Prompt, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.engines.model_memory import ModelMemory
from app.engines.text_model import TextModel
from app.storage.conversations.readings import ModelState, Readings

_log = logging.getLogger(__name__)
_LEAST_TOKENS = 32
"""Fewer are read faster than they are fetched."""
_BYTES_PER_MEGABYTE = 1_000_000


class ReadStates:
    """Puts away what a model has read and brings it back; where anything goes wrong, it is only read again.

    `limit_megabytes` is what all states together may take on disk; 0 keeps none.
    """

    def __init__(self, readings: Readings, limit_megabytes: Callable[[], int]) -> None:
        self._readings = readings
        self._limit_megabytes = limit_megabytes

    def bring_back(self, prompt: Prompt, conversation_id: int, model: TextModel, cancel: CancelToken) -> None:
        """Give the model what it has read of this prompt before, unless it still has as much of it.

        Raises:
            UserError: the model cannot be used at all.
            Cancelled: on cancel.
        """
        memory = model.memory
        if memory is None:
            return
        state = self._fitting(prompt, conversation_id, memory.model)
        if state is None or state.tokens < memory.held(prompt.turns) + _LEAST_TOKENS:
            return
        with _noted("what was read before could not be brought back"):
            if memory.put(self._readings.pieces(state), cancel):
                return
        with _noted("what could not be brought back could not be removed"):
            self._readings.drop_state(state.name)

    def put_away(self, prompt: Prompt, answer: str, conversation_id: int, model: TextModel) -> None:
        """Keep what the model has read of this prompt and its own answer; of a question that is not kept, nothing."""
        memory = model.memory
        if memory is None:
            return
        with _noted("what was read could not be put away"):
            if self._limit_bytes():
                known_tokens = self._keep_instructions(prompt.turns[0], memory)
                if conversation_id:
                    turns = (*prompt.turns, PromptTurn(Role.ASSISTANT, answer))
                    self._keep(f"conversation-{conversation_id}", conversation_id, memory, known_tokens, turns)
            self.keep_within_limit()

    def keep_within_limit(self) -> None:
        """Remove what was used longest ago until the rest is within the limit."""
        with _noted("what was read and is over the limit could not be removed"):
            self._readings.shrink(self._limit_bytes())

    def forget_other_models(self, models: Iterable[str]) -> None:
        """Remove the states of models (sha256 of their files) that are no longer here, and what is over the limit."""
        with _noted("what models read that are gone could not be removed"):
            self._readings.shrink(self._limit_bytes(), models)

    def _limit_bytes(self) -> int:
        return self._limit_megabytes() * _BYTES_PER_MEGABYTE

    def _keep_instructions(self, system: PromptTurn, memory: ModelMemory) -> int:
        """Keep the state of what any question under these instructions begins with; returns its tokens, if it is kept."""
        name = _name_of(memory.model, (system,))
        if self._readings.state(name, memory.model) is None:
            # A template may refuse instructions without a question, or put them behind what marks one.
            self._keep(name, None, memory, 0, *((system, PromptTurn(Role.USER, question)) for question in "ab"))
        state = self._readings.state(name, memory.model)
        return state.tokens if state is not None else 0

    def _keep(
        self,
        name: str,
        conversation_id: int | None,
        memory: ModelMemory,
        known_tokens: int,
        *prompts: tuple[PromptTurn, ...],
    ) -> None:
        """Keep what was read of the beginning of all `prompts`, if it fits and goes beyond `known_tokens`."""
        with _noted("what was read could not be kept"):
            tokens, pieces = memory.take(self._limit_bytes(), *prompts)
            if tokens >= known_tokens + _LEAST_TOKENS:
                self._readings.keep_state(name, conversation_id, memory.model, tokens, pieces)

    def _fitting(self, prompt: Prompt, conversation_id: int, model: str) -> ModelState | None:
        """The state with which most of the prompt is read already."""
        reading = self._readings.of(conversation_id) if conversation_id else None
        if reading is not None and prompt.turns[: len(reading.turns)] == reading.turns:
            state = self._readings.state_of(conversation_id, model)
            if state is not None:
                return state
        return self._readings.state(_name_of(model, prompt.turns[:1]), model)


@contextmanager
def _noted(what: str) -> Iterator[None]:
    """What goes wrong inside is noted, and costs nothing but time."""
    try:
        yield
    except UserError as error:
        _log.warning("%s: %s", what, error)


def _name_of(model: str, turns: tuple[PromptTurn, ...]) -> str:
    """The name of the state of the instructions that a conversation begins with."""
    words = "\n".join((model, *(turn.text for turn in turns)))
    return f"instructions-{hashlib.sha256(words.encode()).hexdigest()[:32]}"
