"""A model that writes for another program stops for the user's question, and goes on behind its last word."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from app.core.asking.conversations import Role, TokenCounts
from app.core.asking.pictures import PictureRef
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.engines.making_way import MakingWay
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel, Written
from app.engines.turns import Questions
from tests.installed import TINY_CHAT, model, model_folder

WORDS = tuple("one two three four five six seven eight".split())
PROMPT = Prompt((PromptTurn(Role.USER, "Count."),))
OPTIONS = GenerationOptions(maximum_tokens=len(WORDS))


class Counting:
    """Writes `WORDS` from where the answer has begun; `before` is called with each, and it stops where it is cancelled."""

    name = "Counting"
    context_tokens = 100
    writes = True
    sees = False
    notice = ""
    memory = None

    def __init__(self, before: Callable[[str], object], questions: Questions) -> None:
        self._before = before
        self._questions = questions
        self.begun: list[str] = []

    def stream(self, prompt: Prompt, options: GenerationOptions, cancel: CancelToken) -> Iterator[Written]:
        assert not self._questions.any, "the user's question goes first"
        self.begun.append(prompt.begun)
        done = len(prompt.begun.split())
        words = WORDS[done : done + options.maximum_tokens]
        for word in words:
            self._before(word)
            if cancel.cancelled:
                raise Cancelled
            yield f"{word} "
        yield GenerationSummary("length", TokenCounts(10 + done, 0, len(words)), 1.0, 1.0)

    def count_pictures(self, pictures: Sequence[PictureRef]) -> int:  # noqa: ARG002
        return 0

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


def test_it_goes_on_behind_its_last_word_once_the_question_is_answered() -> None:
    questions = Questions()
    answered = []

    def ask_at_the_third(word: str) -> None:
        if word == WORDS[2] and not answered:
            question = questions.one()
            question.__enter__()
            answered.append(threading.Timer(0.05, question.__exit__, (None, None, None)))
            answered[0].start()

    counting = Counting(ask_at_the_third, questions)
    *words, summary = MakingWay(counting, questions).stream(PROMPT, OPTIONS, CancelToken())
    assert words == [f"{word} " for word in WORDS]
    assert counting.begun == ["", "one two "]
    assert isinstance(summary, GenerationSummary)
    assert summary.tokens == TokenCounts(10, 0, len(WORDS)), "as if it had not been interrupted"


def test_a_caller_that_goes_away_while_it_waits_ends_it() -> None:
    questions, cancel = Questions(), CancelToken()
    counting = Counting(lambda _word: None, questions)
    with questions.one():
        threading.Timer(0.05, cancel.cancel).start()
        with pytest.raises(Cancelled):
            list(MakingWay(counting, questions).stream(PROMPT, OPTIONS, cancel))
    assert counting.begun == []


def test_a_real_model_reads_what_is_written_already_and_writes_the_rest() -> None:
    folder = model_folder(TINY_CHAT)
    process = WorkerProcess("generate")
    tiny = LlamaModel(process, model(TINY_CHAT), folder, 2, 512)
    turns = (PromptTurn(Role.USER, "Write the letters of the alphabet, one after the other."),)
    try:
        *_, alone = tiny.stream(Prompt(turns), GenerationOptions(maximum_tokens=4), CancelToken())
        begun = Prompt(turns, begun="A, B, C, D, E, F,")
        *written, summary = tiny.stream(begun, GenerationOptions(maximum_tokens=4), CancelToken())
    finally:
        process.close()
    assert isinstance(alone, GenerationSummary)
    assert isinstance(summary, GenerationSummary)
    assert summary.tokens.prompt > alone.tokens.prompt
    assert "G" in "".join(piece for piece in written if isinstance(piece, str))
