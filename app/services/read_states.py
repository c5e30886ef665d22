"""What a model has read, kept on disk: an old conversation goes on, and a new one begins, without reading it again."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.prompting import Prompt, PromptTurn
from app.engines.text_model import TextModel
from app.storage.readings import ModelState, Readings

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
        state, spared = self._fitting(prompt, conversation_id, memory.model)
        if state is None or spared < memory.held(prompt.turns) + _LEAST_TOKENS:
            return
        try:
            useful = memory.put(self._readings.pieces(state), cancel) > 0
        except UserError as error:
            _log.warning("what was read before could not be brought back: %s", error)
            useful = False
        if not useful:
            self._readings.drop_state(state.name)

    def put_away(self, prompt: Prompt, conversation_id: int, model: TextModel) -> None:
        """Keep what the model has read of this prompt and written to it; of a question that is not kept, nothing."""
        memory = model.memory
        limit_bytes = self._limit_megabytes() * _BYTES_PER_MEGABYTE
        if memory is None:
            return
        try:
            if not limit_bytes:
                self._readings.shrink(0)
                return
            system = prompt.turns[:1]
            name = _name_of(memory.model, system)
            if self._readings.state(name, memory.model) is None:
                self._keep(name, None, model, system, limit_bytes)
            if conversation_id:
                self._keep(f"conversation-{conversation_id}", conversation_id, model, (), limit_bytes)
            self._readings.shrink(limit_bytes)
        except UserError as error:
            _log.warning("what was read could not be kept: %s", error)

    def forget_other_models(self, models: Iterable[str]) -> None:
        """Remove the states of models (sha256 of their files) that are no longer here, and what is over the limit."""
        self._readings.shrink(self._limit_megabytes() * _BYTES_PER_MEGABYTE, models)

    def _keep(
        self, name: str, conversation_id: int | None, model: TextModel, turns: tuple[PromptTurn, ...], limit_bytes: int
    ) -> None:
        memory = model.memory
        assert memory is not None
        tokens, pieces = memory.take(turns)
        if tokens >= _LEAST_TOKENS and sum(map(len, pieces)) <= limit_bytes:
            self._readings.keep_state(name, conversation_id, memory.model, tokens, pieces)

    def _fitting(self, prompt: Prompt, conversation_id: int, model: str) -> tuple[ModelState | None, float]:
        """The state with which most of the prompt is read already, and of how many tokens it spares reading, roughly."""
        reading = self._readings.of(conversation_id) if conversation_id else None
        state = self._readings.state_of(conversation_id, model) if reading is not None else None
        if reading is not None and state is not None:
            same = _common_turns(prompt.turns, reading.turns)
            if same > 1:
                return state, state.tokens * _length(reading.turns[:same]) / _length(reading.turns)
        instructions = self._readings.state(_name_of(model, prompt.turns[:1]), model)
        return instructions, instructions.tokens if instructions is not None else 0


def _common_turns(one: Sequence[PromptTurn], other: Sequence[PromptTurn]) -> int:
    """How many of the first turns are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _length(turns: Sequence[PromptTurn]) -> int:
    return sum(len(turn.text) for turn in turns)


def _name_of(model: str, turns: tuple[PromptTurn, ...]) -> str:
    """The name of the state of the instructions that a conversation begins with."""
    words = "\n".join((model, *(turn.text for turn in turns)))
    return f"instructions-{hashlib.sha256(words.encode()).hexdigest()[:32]}"
