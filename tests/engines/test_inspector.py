"""Model files are looked into by processes that can do nothing else, and a bad one costs one sentence."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, ModelError
from app.core.models.adapters import Layout, misfit
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.workers.header import MEMORY_BYTES
from app.workers.protocol.header import HeaderRead, ReadHeader
from tests.gguf_files import ARRAY, INT32, STRING, UINT16, TensorInfo, header_bytes, read_header, small_header
from tests.installed import TINY_CHAT, model, model_folder


@pytest.fixture(scope="module")
def headers() -> Iterator[WorkerProcess]:
    process = WorkerProcess("header")
    yield process
    process.close()


@pytest.fixture(scope="module")
def inspector(headers: WorkerProcess) -> Iterator[Inspector]:
    engine = WorkerProcess("generate")
    yield Inspector(headers, engine)
    engine.close()


def weights() -> Path:
    return model_folder(TINY_CHAT) / model(TINY_CHAT).files[0].path


def file_of(folder: Path, header: bytes, data_bytes: int = 0) -> Path:
    path = folder / "made.gguf"
    path.write_bytes(header)
    with path.open("r+b") as file:
        file.truncate(len(header) + data_bytes)
    return path


def test_a_model_is_described(inspector: Inspector) -> None:
    facts = inspector.inspect(weights(), CancelToken()).facts
    assert (facts.architecture, facts.quantization, facts.parameters) == ("llama", "Q4_1", 134_515_008)
    assert (facts.context_tokens, facts.has_template) == (8192, True)


def test_the_process_that_reads_headers_is_confined(headers: WorkerProcess) -> None:
    headers.start()
    process = psutil.Process(headers.process_id)
    if not psutil.LINUX:
        pytest.skip("only Linux tells how a process is confined")
    assert "Seccomp:\t2" in Path(f"/proc/{process.pid}/status").read_text()
    assert process.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert process.rlimit(psutil.RLIMIT_AS)[0] == MEMORY_BYTES


def test_it_survives_what_it_refuses(headers: WorkerProcess, inspector: Inspector, tmp_path: Path) -> None:
    headers.start()
    before = headers.process_id
    for content in (b"", b"GGUF", b"GGUF" + b"\xff" * 500, bytes(2_000_000)):
        with pytest.raises(ModelError, match=r"^it "):
            inspector.inspect(file_of(tmp_path, content), CancelToken())
    answer = headers.call(ReadHeader(content=weights().read_bytes()[: 4 << 20], file_bytes=98_362_432), HeaderRead)
    assert (answer.architecture, answer.tensors) == ("llama", 272)
    assert headers.process_id == before


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("adapter", "of another kind than LoRA"), ("imatrix", "importances")],
)
def test_what_is_no_model_by_itself_says_what_it_is(
    inspector: Inspector, tmp_path: Path, kind: str, reason: str
) -> None:
    header = header_bytes({"general.architecture": (STRING, "llama"), "general.type": (STRING, kind)}, ())
    with pytest.raises(ModelError, match=reason):
        inspector.inspect(file_of(tmp_path, header), CancelToken())


def test_an_adapter_that_calls_itself_a_later_part_and_names_no_architecture_fits_nothing(
    inspector: Inspector, tmp_path: Path
) -> None:
    entries = {"split.no": (UINT16, 1), "split.count": (UINT16, 2), "adapter.type": (STRING, "lora")}
    matrices = [TensorInfo("output.weight.lora_a", 0, (8, 4)), TensorInfo("output.weight.lora_b", 0, (4, 8))]
    header = header_bytes({"general.type": (STRING, "adapter"), **entries}, matrices)
    found = inspector.adapter(file_of(tmp_path, header, 4096), CancelToken())
    assert found is not None
    assert misfit(found, Layout("llama", found.shapes)) == "is of the kind 'llama'"


def test_what_only_the_engine_refuses_is_a_sentence_too(inspector: Inspector, tmp_path: Path) -> None:
    header = header_bytes({"general.architecture": (STRING, "unheard-of")}, [TensorInfo("a", 0, (8,))])
    with pytest.raises(ModelError, match=r"^it cannot be loaded as a model \(unknown model architecture: 'unheard-of'"):
        inspector.inspect(file_of(tmp_path, header, 32), CancelToken())


def test_a_long_header_is_sent_piece_by_piece(inspector: Inspector, tmp_path: Path) -> None:
    header, data_bytes = small_header(weights(), tokens=300)
    entries, tensors = read_header(file_of(tmp_path, header, data_bytes))
    longer = header_bytes({**entries, "padding": (ARRAY, (INT32, [7] * 600_000))}, tensors)
    assert inspector.inspect(file_of(tmp_path, longer, data_bytes), CancelToken()).facts.architecture == "llama"


def test_it_can_be_stopped(inspector: Inspector) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        inspector.inspect(weights(), cancel)
