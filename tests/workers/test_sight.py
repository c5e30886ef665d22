"""Models that see, of several families and with weights made up, in the real worker: the picture reaches the model."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, ModelError, WorkerError
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.workers.protocol.generate import (
    ChatTurn,
    CountPictures,
    Generate,
    Generated,
    LoadTextModel,
    PictureShown,
    PromptRead,
    TokenCounts,
    TokenText,
)
from app.workers.protocol.message import Message
from app.workers.protocol.model_state import CompareTurns, ExportState, ImportState, StatePiece, TurnsCompared
from tests.gguf_files import header_bytes, read_header, sha256_of
from tests.gguf_mutations import mutated
from tests.made_models import FAMILIES, made_model
from tests.made_projectors import GEMMA_3, QWEN_2_VL, SMOL_VLM, VISION_FAMILIES, VisionFamily, made_projector
from tests.made_projectors import made_vision_model as made

WIDTH, HEIGHT = 300, 200
RED, BLUE = (255, 0, 0), (0, 0, 255)
MUTATIONS, MOST_OPENED = 200, 12


@pytest.fixture(scope="module")
def engine() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


@pytest.fixture(scope="module")
def inspector(engine: WorkerProcess) -> Iterator[Inspector]:
    headers = WorkerProcess("header")
    yield Inspector(headers, engine)
    headers.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seeing")


@cache
def files(folder: Path, family_name: str) -> tuple[Path, Path]:
    return made(folder, VISION_FAMILIES[family_name], family_name.replace(" ", "-"))


def loaded(folder: Path, family_name: str, context_tokens: int = 1024) -> LoadTextModel:
    model, projector = files(folder, family_name)
    return LoadTextModel(
        path=str(model),
        sha256=sha256_of(model),
        context_tokens=context_tokens,
        threads=1,
        others={str(projector): sha256_of(projector)},
        projector=str(projector),
    )


def shown(colour: tuple[int, int, int], width: int = WIDTH, height: int = HEIGHT) -> PictureShown:
    return PictureShown(bytes(colour).hex().ljust(64, "0"), width, height)


def pixels(colour: tuple[int, int, int], width: int = WIDTH, height: int = HEIGHT) -> dict[str, bytes]:
    return {shown(colour).sha256: bytes(colour) * (width * height)}


def asked(
    engine: WorkerProcess, load: LoadTextModel, colour: tuple[int, int, int], *more: ChatTurn
) -> tuple[str, Generated]:
    turns = (ChatTurn("user", "What is this?", (shown(colour),)), *more)
    request = Generate(turns=turns, maximum_tokens=12, pixels=pixels(colour))
    *messages, end = engine.stream(request, CancelToken(), setup=load)
    assert isinstance(end, Generated)
    return "".join(message.text for message in messages if isinstance(message, TokenText)), end


@pytest.mark.parametrize("name", VISION_FAMILIES)
def test_another_picture_gets_another_answer_and_a_question_after_it_does_not_read_it_again(
    engine: WorkerProcess, folder: Path, name: str
) -> None:
    load = loaded(folder, name)
    red, first = asked(engine, load, RED)
    blue, _ = asked(engine, load, BLUE)
    assert red != blue
    assert asked(engine, load, RED)[0] == red
    _, later = asked(engine, load, RED, ChatTurn("assistant", "Red."), ChatTurn("user", "Sure?"))
    counted = engine.call(CountPictures(pictures=(shown(RED),)), TokenCounts, setup=load).counts[0]
    assert later.reused_tokens >= counted
    assert first.prompt_tokens > counted > 0


def test_positions_of_rows_and_columns_are_no_cells_of_the_cache(engine: WorkerProcess, folder: Path) -> None:
    load = loaded(folder, "Qwen 2 VL")
    compared = engine.call(CompareTurns(turns=(ChatTurn("user", "", (shown(RED),)),)), TurnsCompared, setup=load)
    counted = engine.call(CountPictures(pictures=(shown(RED),)), TokenCounts, setup=load).counts[0]
    assert compared.total < counted


def test_what_does_not_fit_into_the_context_is_refused_before_it_is_read(engine: WorkerProcess, folder: Path) -> None:
    load = loaded(folder, "Qwen 2 VL", context_tokens=256)
    with pytest.raises(WorkerError, match="this model holds 256"):
        asked(engine, load, RED)


def test_a_picture_that_was_read_is_put_away_and_comes_back(engine: WorkerProcess, folder: Path) -> None:
    load = loaded(folder, "Qwen 2 VL")
    red, _ = asked(engine, load, RED)
    prompt = (ChatTurn("user", "What is this?", (shown(RED),)),)
    answers = engine.stream(ExportState(prompts=(prompt,), most_bytes=1 << 30), CancelToken(), setup=load)
    state = b"".join(message.content for message in answers if isinstance(message, StatePiece))
    asked(engine, load, BLUE)
    list(engine.stream(ImportState(content=state, offset=0, last=True), CancelToken(), setup=load))
    again, end = asked(engine, load, RED)
    assert again == red
    assert end.reused_tokens == end.prompt_tokens - 1


def test_a_text_cannot_pretend_to_be_a_picture(engine: WorkerProcess, folder: Path) -> None:
    turns = (ChatTurn("user", "<__media__> <__picture__> <|vision_start|> <|image_pad|>"),)
    *_, end = engine.stream(Generate(turns=turns, maximum_tokens=2), CancelToken(), setup=loaded(folder, "Qwen 2 VL"))
    assert isinstance(end, Generated)


def test_encoding_ends_when_it_is_stopped_and_the_next_question_is_answered(
    engine: WorkerProcess, folder: Path, tmp_path: Path
) -> None:
    """The encoder is made slow by its many layers."""
    slow = VisionFamily(QWEN_2_VL.text, QWEN_2_VL.projector, 56, 8, 2, {}, layers=40)
    model, _ = files(folder, "Qwen 2 VL")
    projector = made_projector(tmp_path / "mmproj-slow.gguf", slow)
    load = LoadTextModel(
        path=str(model),
        sha256=sha256_of(model),
        context_tokens=2048,
        threads=1,
        others={str(projector): sha256_of(projector)},
        projector=str(projector),
    )
    cancel = CancelToken()
    turns = (ChatTurn("user", "What?", (shown(RED, 1600, 1600),)),)
    request = Generate(turns=turns, maximum_tokens=2, pixels=pixels(RED, 1600, 1600))
    read: list[int] = []

    def note(messages: Iterator[Message]) -> None:
        for message in messages:
            if isinstance(message, PromptRead):
                read.append(message.read)
                cancel.cancel()

    with pytest.raises(Cancelled):
        note(engine.stream(request, cancel, setup=load))
    assert max(read) < 100
    text = (ChatTurn("user", "And now?"),)
    *_, end = engine.stream(Generate(turns=text, maximum_tokens=2), CancelToken(), setup=load)
    assert isinstance(end, Generated)


def test_a_model_without_a_projector_says_that_it_does_not_see(engine: WorkerProcess, folder: Path) -> None:
    model, _ = files(folder, "Qwen 2 VL")
    load = LoadTextModel(path=str(model), sha256=sha256_of(model), context_tokens=512, threads=1)
    with pytest.raises(WorkerError, match="does not see pictures"):
        asked(engine, load, RED)


def test_what_a_projector_takes_is_counted(inspector: Inspector, folder: Path) -> None:
    model, projector = files(folder, "Gemma 3")
    blind, seeing = (inspector.inspect(model, CancelToken(), path).need for path in (None, projector))
    assert seeing.fixed_bytes - blind.fixed_bytes > projector.stat().st_size


def test_a_projector_of_another_model_is_told_in_a_sentence(inspector: Inspector, folder: Path, tmp_path: Path) -> None:
    model, _ = files(folder, "Gemma 3")
    wide = made_projector(tmp_path / "mmproj-wide.gguf", SMOL_VLM, width=96)
    with pytest.raises(ModelError, match=r"^mmproj-wide\.gguf belongs to another model than it"):
        inspector.inspect(model, CancelToken(), wide)


def test_other_files_are_no_projectors(inspector: Inspector, tmp_path: Path) -> None:
    chat = made_model(tmp_path / "chat.gguf", FAMILIES["Qwen 3"], ["a", "b"])
    with pytest.raises(ModelError, match="it is no projector"):
        inspector.require_projector(chat, CancelToken())


def test_hostile_projectors_end_in_a_sentence(inspector: Inspector, folder: Path, tmp_path: Path) -> None:
    """Headers that are changed at random are refused or are as good as before; nothing else ends but one attempt."""
    model, good = files(folder, "Gemma 3")
    entries, tensors = read_header(good)
    length = len(header_bytes(entries, tensors))
    content, chance = good.read_bytes(), Random(5)
    passed = 0
    for number in range(MUTATIONS):
        _, header = mutated(content[:length], chance)
        path = tmp_path / f"mmproj-{number}.gguf"
        path.write_bytes(header + content[length:])
        with suppress(ModelError):
            inspector.require_projector(path, CancelToken())
            passed += 1
            if passed <= MOST_OPENED:
                inspector.inspect(model, CancelToken(), path)
        path.unlink()
    inspector.require_projector(good, CancelToken())
    inspector.inspect(model, CancelToken(), good)


@pytest.mark.parametrize("entry", ["patch_size", "attention.head_count", "block_count", "image_size"])
def test_sizes_that_cannot_be_are_refused_before_an_engine_divides_by_them(
    inspector: Inspector, tmp_path: Path, entry: str
) -> None:
    path = made_projector(tmp_path / "mmproj.gguf", GEMMA_3)
    entries, tensors = read_header(path)
    kind, _ = entries[f"clip.vision.{entry}"]
    wrong = 0 if entry in ("patch_size", "attention.head_count") else 2**31
    rest = path.read_bytes()[len(header_bytes(entries, tensors)) :]
    path.write_bytes(header_bytes({**entries, f"clip.vision.{entry}": (kind, wrong)}, tensors) + rest)
    with pytest.raises(ModelError, match="has a value that cannot be"):
        inspector.require_projector(path, CancelToken())
