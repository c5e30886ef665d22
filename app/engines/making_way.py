"""A text model that writes for another program and makes way for the user's own questions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.core.asking.conversations import TokenCounts
from app.core.asking.pictures import PictureRef
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.engines.model_memory import ModelMemory
from app.engines.text_model import TextModel, Written
from app.engines.turns import Questions


class MakingWay:
    """Another model, stopped as soon as a question of the user begins; it goes on behind its last word once they are answered."""

    memory: ModelMemory | None = None

    def __init__(self, model: TextModel, questions: Questions) -> None:
        self._model = model
        self._questions = questions
        self.name, self.notice = model.name, model.notice
        self.context_tokens, self.writes, self.sees = model.context_tokens, model.writes, model.sees

    def stream(self, prompt: Prompt, options: GenerationOptions, cancel: CancelToken) -> Iterator[Written]:
        """As `TextModel` says. What was written before an interruption is read again, and so is the prompt."""
        written = prompt.begun
        while True:
            self._questions.wait_for_none(cancel)
            tokens = self._model.count_tokens([written])[0] if written else 0
            rest = replace(options, maximum_tokens=max(1, options.maximum_tokens - tokens))
            try:
                with self._questions.interruptible(cancel) as token:
                    for piece in self._model.stream(replace(prompt, begun=written), rest, token):
                        if isinstance(piece, str):
                            written += piece
                        yield _whole(piece, tokens) if isinstance(piece, GenerationSummary) else piece
                return
            except Cancelled:
                if cancel.cancelled:
                    raise

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """As `TextModel` says."""
        return self._model.count_tokens(texts)

    def count_pictures(self, pictures: Sequence[PictureRef]) -> int:
        """As `TextModel` says."""
        return self._model.count_pictures(pictures)


def _whole(summary: GenerationSummary, begun_tokens: int) -> GenerationSummary:
    """The summary of an answer whose beginning was read as a part of the prompt."""
    tokens = summary.tokens
    prompt = tokens.prompt - begun_tokens
    counts = TokenCounts(prompt, min(tokens.reused, prompt), tokens.generated + begun_tokens)
    return replace(summary, tokens=counts)
