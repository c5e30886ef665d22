"""A text model that writes what it is told to: for tests of everything around a model, never of one."""

from collections.abc import Callable, Iterator, Sequence

from app.core.asking.conversations import TokenCounts
from app.core.asking.pictures import PictureRef
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt, Thought
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.words.repetition import without_loop
from app.engines.model_memory import ModelMemory
from app.engines.text_model import Written


class ScriptedModel:
    """Thinks `thought`, then writes `text` word by word; `on_stream` is called before the first."""

    name = "Scripted"
    context_tokens = 4096
    writes = True
    sees = False
    notice = ""
    memory: ModelMemory | None = None

    def __init__(self, text: str, thought: str = "") -> None:
        self.text = text
        self.thought = thought
        self.calls = 0
        self.prompts: list[Prompt] = []
        self.on_stream: Callable[[], object] = lambda: None

    def stream(self, prompt: Prompt, options: GenerationOptions, cancel: CancelToken) -> Iterator[Written]:
        self.on_stream()
        self.calls += 1
        self.prompts.append(prompt)
        if self.thought:
            yield Thought(self.thought)
        written, finish = list[str](), "end"
        for word in self.text.split(" "):
            if cancel.cancelled:
                raise Cancelled
            written.append(f"{word} ")
            yield written[-1]
            if options.ends_loops and without_loop("".join(written)) is not None:
                finish = "loop"
                break
        yield GenerationSummary(finish, TokenCounts(generated=len(written)), 0.0, 0.0)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def count_pictures(self, pictures: Sequence[PictureRef]) -> int:
        return len(pictures) * self.sees
