"""What a model in the generate worker has read: compared, taken out, and put back instead of being read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.asking.pictures import PictureRef
from app.core.asking.prompting import PromptTurn
from app.core.cancel import CancelToken
from app.engines.process import WorkerProcess
from app.workers.protocol import generate, model_state


@dataclass(frozen=True)
class ModelMemory:
    """The memory of one model; `model` names it with its adapter (`app.core.models.adapters.identity`): a state belongs to that alone.

    Every method raises as `TextModel.stream` does.
    """

    model: str
    process: WorkerProcess
    load: generate.LoadTextModel

    def held(self, turns: Sequence[PromptTurn]) -> int:
        """How many of a prompt's first tokens the worker still has in its cache."""
        request = model_state.CompareTurns(turns=chat_turns(turns))
        return self.process.call(request, model_state.TurnsCompared, setup=self.load).held

    def take(self, most_bytes: int, *prompts: Sequence[PromptTurn]) -> tuple[int, list[bytes]]:
        """The state of what was read of the beginning that all `prompts` share: its tokens and its bytes.

        Whatever else the worker has read meanwhile is not in it. No tokens and no bytes where the model cannot give it,
        or where it takes more than `most_bytes`.
        """
        pieces, tokens = [], 0
        request = model_state.ExportState(prompts=tuple(map(chat_turns, prompts)), most_bytes=most_bytes)
        for message in self.process.stream(request, CancelToken(), setup=self.load):
            if isinstance(message, model_state.StatePiece):
                pieces.append(message.content)
            elif isinstance(message, model_state.StateExported):
                tokens = message.tokens
        return tokens, pieces

    def put(self, pieces: Iterable[bytes], cancel: CancelToken) -> int:
        """Put a state back in place of what the worker has; returns how many tokens it has read then.

        Nothing is put back unless all pieces came; 0 where the state is another model's.
        """
        offset, tokens = 0, 0
        last: bytes | None = None
        for piece in (*pieces, None):
            if last is not None:
                request = model_state.ImportState(content=last, offset=offset, last=piece is None)
                for message in self.process.stream(request, cancel, setup=self.load):
                    if isinstance(message, model_state.StateImported):
                        tokens = message.tokens
                offset += len(last)
            last = piece
        return tokens


def chat_turns(turns: Sequence[PromptTurn]) -> tuple[generate.ChatTurn, ...]:
    """Turns as they are told to the worker."""
    return tuple(
        generate.ChatTurn(
            turn.role,
            turn.text,
            pictures_shown(turn.pictures),
            tuple(generate.CallWritten(call.id, call.name, call.arguments) for call in turn.calls),
            turn.answers,
        )
        for turn in turns
    )


def pictures_shown(pictures: Sequence[PictureRef]) -> tuple[generate.PictureShown, ...]:
    """Pictures as they are told to the worker."""
    return tuple(generate.PictureShown(one.sha256, one.width, one.height) for one in pictures)
