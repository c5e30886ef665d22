"""The state of the KV cache leaves the generate worker and comes back: nothing is read again, and the answer is the same."""

from collections.abc import Iterator

import pytest

from app.core.asking.conversations import Role
from app.core.asking.prompting import PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.engines.model_memory import ModelMemory
from app.engines.process import WorkerProcess
from app.workers.protocol.generate import ChatTurn, Generate, Generated, LoadTextModel, TokenText
from app.workers.protocol.model_state import ImportState
from tests.installed import TINY_CHAT, model, model_folder

SYSTEM = PromptTurn(
    Role.SYSTEM, "You keep the log of a harbour, and you answer in one short sentence, as a clerk would."
)
QUESTION = PromptTurn(Role.USER, "Which ships came in on Monday? " + "The Aurora came in with timber. " * 20)
OTHER = PromptTurn(Role.USER, "Name three colours.")
MOST = 10**9


def memory_of(process: WorkerProcess, sha256: str | None = None) -> ModelMemory:
    file = model(TINY_CHAT).files[0]
    load = LoadTextModel(
        path=str(model_folder(TINY_CHAT) / file.path), sha256=file.sha256, context_tokens=1024, threads=2
    )
    return ModelMemory(sha256 or file.sha256, process, load)


@pytest.fixture(scope="module")
def memory() -> Iterator[ModelMemory]:
    process = WorkerProcess("generate")
    yield memory_of(process)
    process.close()


def answer(memory: ModelMemory, *turns: PromptTurn) -> tuple[str, Generated]:
    request = Generate(turns=tuple(ChatTurn(turn.role, turn.text) for turn in turns), maximum_tokens=12)
    messages = list(memory.process.stream(request, CancelToken(), memory.load))
    end = messages[-1]
    assert isinstance(end, Generated)
    return "".join(message.text for message in messages if isinstance(message, TokenText)), end


def test_a_conversation_goes_on_where_it_was_though_the_worker_is_new(memory: ModelMemory) -> None:
    answer(memory, OTHER)
    undisturbed, first = answer(memory, SYSTEM, QUESTION)
    tokens, pieces = memory.take(MOST, (SYSTEM, QUESTION, PromptTurn(Role.ASSISTANT, undisturbed)))
    assert tokens >= first.prompt_tokens
    memory.process.stop()
    assert memory.held((SYSTEM, QUESTION)) == 0
    assert memory.put(pieces, CancelToken()) == tokens
    assert memory.held((SYSTEM, QUESTION)) == first.prompt_tokens
    again, second = answer(memory, SYSTEM, QUESTION)
    assert again == undisturbed
    assert second.reused_tokens == first.prompt_tokens - 1


def test_a_follow_up_to_what_was_put_back_is_answered_as_if_nothing_had_happened(memory: ModelMemory) -> None:
    said, _ = answer(memory, SYSTEM, QUESTION)
    _, pieces = memory.take(MOST, (SYSTEM, QUESTION, PromptTurn(Role.ASSISTANT, said)))
    follow_up = (SYSTEM, QUESTION, PromptTurn(Role.ASSISTANT, said), OTHER)
    undisturbed, _ = answer(memory, *follow_up)
    answer(memory, OTHER)
    memory.put(pieces, CancelToken())
    again, end = answer(memory, *follow_up)
    assert again == undisturbed
    assert end.prompt_tokens - end.reused_tokens < 30


def test_only_the_part_that_was_asked_for_is_given_out(memory: ModelMemory) -> None:
    answer(memory, SYSTEM, QUESTION)
    whole, _ = memory.take(MOST, (SYSTEM, QUESTION))
    tokens, pieces = memory.take(MOST, (SYSTEM, OTHER), (SYSTEM, QUESTION))
    assert 10 < tokens < 60 < whole
    assert memory.take(MOST, (SYSTEM, QUESTION))[0] == whole
    answer(memory, OTHER)
    assert memory.put(pieces, CancelToken()) == tokens
    _, end = answer(memory, SYSTEM, OTHER)
    assert end.reused_tokens == tokens


def test_nothing_is_given_out_where_nothing_was_read(memory: ModelMemory) -> None:
    memory.process.stop()
    assert memory.take(MOST, (SYSTEM, QUESTION)) == (0, [])


def test_what_another_asked_meanwhile_is_not_given_out(memory: ModelMemory) -> None:
    _, first = answer(memory, SYSTEM, QUESTION)
    whole, _ = memory.take(MOST, (SYSTEM, QUESTION))
    assert whole == first.prompt_tokens
    answer(memory, SYSTEM, OTHER)
    tokens, _ = memory.take(MOST, (SYSTEM, QUESTION))
    assert 10 < tokens < 60


def test_a_state_larger_than_wanted_is_not_even_given_out(memory: ModelMemory) -> None:
    answer(memory, SYSTEM, QUESTION)
    _, pieces = memory.take(MOST, (SYSTEM, QUESTION))
    cache_bytes = sum(map(len, pieces[1:]))
    assert memory.take(cache_bytes - 1, (SYSTEM, QUESTION)) == (0, [])
    assert memory.take(cache_bytes, (SYSTEM, QUESTION))[1] == pieces


def test_the_state_of_another_model_is_not_taken(memory: ModelMemory) -> None:
    memory.put([b"no state at all"], CancelToken())
    undisturbed, _ = answer(memory, SYSTEM, OTHER)
    _, pieces = memory.take(MOST, (SYSTEM, OTHER))
    foreign = pieces[0].replace(memory.model.encode(), b"0" * 64)
    assert foreign != pieces[0]
    assert memory.put([foreign, *pieces[1:]], CancelToken()) == 0
    assert memory.put([b"no state at all"], CancelToken()) == 0
    assert memory.put([pieces[0], pieces[1][:1000]], CancelToken()) == 0
    again, end = answer(memory, SYSTEM, OTHER)
    assert (again, end.reused_tokens) == (undisturbed, 0)


def test_a_state_that_lost_its_beginning_with_the_worker_is_refused(memory: ModelMemory) -> None:
    with pytest.raises(WorkerError, match="read again"):
        list(
            memory.process.stream(
                ImportState(content=b"the rest", offset=4096, last=True), CancelToken(), setup=memory.load
            )
        )


def test_what_came_of_a_state_is_forgotten_once_something_else_is_asked(memory: ModelMemory) -> None:
    answer(memory, SYSTEM, QUESTION)
    list(memory.process.stream(ImportState(content=b"begun", offset=0, last=False), CancelToken(), memory.load))
    answer(memory, SYSTEM, QUESTION)
    with pytest.raises(WorkerError, match="read again"):
        list(memory.process.stream(ImportState(content=b"rest", offset=5, last=True), CancelToken(), memory.load))
