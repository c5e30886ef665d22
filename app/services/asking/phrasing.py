"""Points put into words by the chat model, each sentence checked; what the points do not support is left out."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field

from app.core.answers.citations import check, without_marks
from app.core.answers.citing import Cited
from app.core.answers.stretches import Similarity
from app.core.asking.conversations import Role, Sentence, Support, TokenCounts
from app.core.asking.grounding import GROUNDED_INSTRUCTIONS, choose_passages, passage_text, quoted_passages
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt, PromptProgress, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.events import Event, Progress, Token
from app.core.library.documents import ScoredPassage
from app.core.words.repetition import without_loop
from app.engines.text_model import TextModel

_POINT_TOKENS = 1200
_ANSWER_TOKENS = 220


@dataclass
class Phrased:
    """What the model wrote, once checked."""

    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    tokens: TokenCounts = field(default_factory=TokenCounts)
    stopped: bool = False


class Phrasing:
    """Puts points into words."""

    def __init__(self, similarity: Similarity, options: Callable[[], GenerationOptions]) -> None:
        self._similarity = similarity
        self._options = options

    def phrase(
        self, task: str, points: Sequence[ScoredPassage], model: TextModel, cited: Cited, cancel: CancelToken
    ) -> Generator[Event, None, Phrased]:
        """Progress and Token…; the generator's value is a `Phrased`, empty where nothing of it was supported.

        `task` says what to write, `points` are the quoted sentences as passages, best first.
        """
        counts = model.count_tokens([passage_text(0, point) for point in points])
        room = min(_POINT_TOKENS, model.context_tokens - _ANSWER_TOKENS - 256)
        read = choose_passages(points, counts, room)
        turns = (
            PromptTurn(Role.SYSTEM, GROUNDED_INSTRUCTIONS),
            PromptTurn(Role.USER, f"{quoted_passages(read)}\n\n{task}"),
        )
        options = GenerationOptions(_ANSWER_TOKENS, self._options().temperature, ends_loops=True)
        phrased = Phrased()
        try:
            yield from _write(model, Prompt(turns, tuple(read), task), options, phrased, cancel)
        except Cancelled:
            phrased.stopped = True
        sentences, _ = check(without_marks(phrased.text).strip(), points, self._similarity, cited)
        phrased.sentences = tuple(
            sentence for sentence in sentences if sentence.support in (Support.SUPPORTED, Support.PARTLY)
        )
        phrased.text = " ".join(sentence.text for sentence in phrased.sentences)
        return phrased


def _write(
    model: TextModel, prompt: Prompt, options: GenerationOptions, phrased: Phrased, cancel: CancelToken
) -> Iterator[Event]:
    for piece in model.stream(prompt, options, cancel):
        if isinstance(piece, PromptProgress):
            yield Progress("Reading", piece.read, piece.total, "tokens")
        elif isinstance(piece, GenerationSummary):
            phrased.tokens = piece.tokens
            if piece.finish == "loop":
                phrased.text = without_loop(phrased.text) or phrased.text
        elif isinstance(piece, str):
            phrased.text += piece
            yield Token(piece)
