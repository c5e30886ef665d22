"""The index worker, with the embedder that ships with Alcove and a real Chroma."""

import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy
import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerCrashed, WorkerError
from app.engines.process import WorkerProcess
from app.workers.protocol.index import (
    BuildGeneration,
    CloseGeneration,
    DropVectors,
    Embed,
    EmbedderLoaded,
    FindNearest,
    GenerationBuilt,
    GenerationOpen,
    HoldVectors,
    LoadEmbedder,
    Neighbours,
    OpenGeneration,
    Vectors,
)
from tests.installed import embedder_files
from tests.kills import kill_in_a_request

MEMORY = Path("/dev/shm")
SENTENCES = (
    "The oil of the pump is changed every 1,250 hours.",
    "Employees receive 27 days of annual leave.",
    "The base station listens on channel 14.",
    "Hotels may cost up to 140 euros a night.",
)
QUESTION = "How many holidays do workers get?"
COUNT = 3000

needs_memory_folder = pytest.mark.skipif(not MEMORY.is_dir(), reason="this system has no memory-backed storage")


def load_request() -> LoadEmbedder:
    folder, sha256 = embedder_files()
    return LoadEmbedder(folder=str(folder), sha256=sha256, maximum_tokens=256, threads=2)


def embedded(process: WorkerProcess, *texts: str) -> numpy.ndarray:
    answer = process.call(Embed(texts=texts), Vectors)
    return numpy.frombuffer(answer.float16, "<f2").reshape(len(texts), answer.dimensions).astype(numpy.float32)


def neighbours(process: WorkerProcess, text: str = QUESTION, top: int = 10, **more: tuple[int, ...]) -> Neighbours:
    return process.call(FindNearest(text=text, top=top, **more), Neighbours)


def clustered(count: int = COUNT) -> numpy.ndarray:
    """Unit vectors that crowd like those of real texts, as float16; ids are 1 to `count`."""
    generator = numpy.random.default_rng(7)
    centres = generator.standard_normal((60, 384))
    vectors = centres[generator.integers(0, 60, count)] + 0.4 * generator.standard_normal((count, 384))
    return numpy.asarray(vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True), numpy.float16)


def hold(process: WorkerProcess, vectors: numpy.ndarray, first_id: int = 1) -> None:
    ids = tuple(range(first_id, first_id + len(vectors)))
    process.tell(HoldVectors(ids=ids, float16=vectors.tobytes()))


@pytest.fixture(scope="module")
def shared() -> Iterator[WorkerProcess]:
    process = WorkerProcess("index")
    process.tell(load_request())
    yield process
    process.close()


@pytest.fixture
def loaded(shared: WorkerProcess) -> WorkerProcess:
    """A worker with an embedder and no vectors; a test may not harm it."""
    shared.tell(DropVectors(everything=True))
    return shared


@pytest.fixture
def new_worker() -> Iterator[Callable[[], WorkerProcess]]:
    """Workers for a test that harms them."""
    workers: list[WorkerProcess] = []

    def start() -> WorkerProcess:
        workers.append(WorkerProcess("index"))
        return workers[-1]

    yield start
    for worker in workers:
        worker.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="alcove-test-", dir=MEMORY))
    yield path
    shutil.rmtree(path, ignore_errors=True)


# The embedder ----------------------------------------------------------------------------------------------------


def test_the_embedder_says_what_it_gives(loaded: WorkerProcess) -> None:
    answer = loaded.call(load_request(), EmbedderLoaded)
    assert (answer.dimensions, answer.maximum_tokens) == (384, 256)


def test_texts_of_like_meaning_are_near_and_others_far(loaded: WorkerProcess) -> None:
    question, *sentences = embedded(loaded, QUESTION, *SENTENCES)
    cosines = [float(question @ sentence) for sentence in sentences]
    assert cosines.index(max(cosines)) == 1
    assert cosines[1] > 0.4 > max(cosines[0], cosines[2], cosines[3])


def test_vectors_have_unit_length_and_come_in_the_order_of_the_texts(loaded: WorkerProcess) -> None:
    texts = ("a", "", *SENTENCES, "long " * 2000)
    together = embedded(loaded, *texts)
    assert numpy.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=2e-3)
    for text, vector in zip(texts, together, strict=True):
        assert float(embedded(loaded, text)[0] @ vector) > 0.99


def test_nothing_embedded_is_nothing(loaded: WorkerProcess) -> None:
    assert loaded.call(Embed(texts=()), Vectors) == Vectors(dimensions=384, float16=b"")


@pytest.mark.parametrize("harmed", ["model.onnx", "tokenizer.json"])
def test_an_embedder_with_a_wrong_hash_is_never_loaded(
    new_worker: Callable[[], WorkerProcess], tmp_path: Path, harmed: str
) -> None:
    source, sha256 = embedder_files()
    copy = Path(shutil.copytree(source, tmp_path / "embedding"))
    content = bytearray((copy / harmed).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / harmed).write_bytes(content)
    worker = new_worker()
    with pytest.raises(WorkerError, match=f"{harmed} is not the one the catalogue names"):
        worker.tell(LoadEmbedder(folder=str(copy), sha256=sha256, maximum_tokens=256, threads=1))
    with pytest.raises(WorkerError, match="No embedding model is loaded"):
        neighbours(worker)


def test_an_embedder_whose_hash_is_not_known_is_never_loaded(new_worker: Callable[[], WorkerProcess]) -> None:
    source, sha256 = embedder_files()
    known = {name: digest for name, digest in sha256.items() if name != "model.onnx"}
    with pytest.raises(WorkerError, match=r"model\.onnx is not the one"):
        new_worker().tell(LoadEmbedder(folder=str(source), sha256=known, maximum_tokens=256, threads=1))


# The exact scan --------------------------------------------------------------------------------------------------


def test_the_nearest_passage_answers_the_question(loaded: WorkerProcess) -> None:
    hold(loaded, embedded(loaded, *SENTENCES).astype("<f2"))
    answer = neighbours(loaded, top=2)
    assert answer.ids[0] == 2
    assert answer.exact
    assert answer.cosines == tuple(sorted(answer.cosines, reverse=True))


def test_a_search_can_be_limited(loaded: WorkerProcess) -> None:
    hold(loaded, embedded(loaded, *SENTENCES).astype("<f2"))
    assert set(neighbours(loaded, top=5, among=(1, 3, 99)).ids) == {1, 3}
    assert neighbours(loaded, among=()).ids == ()


def test_dropped_vectors_are_never_answered(loaded: WorkerProcess) -> None:
    hold(loaded, clustered(200))
    gone = neighbours(loaded, top=5).ids
    loaded.tell(DropVectors(ids=gone))
    assert not set(neighbours(loaded, top=200).ids) & set(gone)
    loaded.tell(DropVectors(everything=True))
    assert neighbours(loaded).ids == ()


# Stopping and dying ----------------------------------------------------------------------------------------------


def test_embedding_stops_when_asked_and_the_worker_goes_on(loaded: WorkerProcess) -> None:
    cancel = CancelToken()
    before = loaded.process_id
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(Cancelled):
        loaded.tell(Embed(texts=("A long sentence about nothing in particular. " * 20,) * 5000), cancel)
    assert embedded(loaded, "next").shape == (1, 384)
    assert loaded.process_id == before


@pytest.mark.parametrize(
    "request_",
    [Embed(texts=("Much to embed. " * 60,) * 2000), FindNearest(text="Much to embed. " * 60, top=5)],
    ids=["embedding", "finding"],
)
def test_a_worker_killed_in_a_request_fails_it_and_the_next_one_works(
    new_worker: Callable[[], WorkerProcess], request_: Embed | FindNearest
) -> None:
    worker = new_worker()
    worker.tell(load_request())
    kill_in_a_request(worker)
    with pytest.raises(WorkerCrashed) as crash:
        worker.tell(request_)
    assert crash.value.worker_exit_code == -signal.SIGKILL
    worker.tell(load_request())
    assert embedded(worker, "next").shape == (1, 384)


# The generation --------------------------------------------------------------------------------------------------


def build(new_worker: Callable[[], WorkerProcess], folder: Path, vectors: numpy.ndarray) -> tuple[int, ...]:
    builder = new_worker()
    hold(builder, vectors)
    assert builder.call(BuildGeneration(folder=str(folder)), GenerationBuilt).count == len(vectors)
    builder.close()
    return tuple(range(1, len(vectors) + 1))


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """A generation of `clustered()`, to be copied."""
    if not MEMORY.is_dir():
        pytest.skip("this system has no memory-backed storage")
    path = Path(tempfile.mkdtemp(prefix="alcove-test-", dir=MEMORY))
    builder = WorkerProcess("index")
    hold(builder, clustered())
    builder.tell(BuildGeneration(folder=str(path)))
    builder.close()
    yield path
    shutil.rmtree(path, ignore_errors=True)


ALL_IDS = tuple(range(1, COUNT + 1))


def test_chroma_proposes_what_the_exact_scan_finds(loaded: WorkerProcess, built: Path, folder: Path) -> None:
    shutil.copytree(built, folder, dirs_exist_ok=True)
    hold(loaded, clustered())
    questions = [f"{sentence} {number}?" for sentence in SENTENCES for number in range(10)]
    exact = [neighbours(loaded, question) for question in questions]
    assert loaded.call(OpenGeneration(folder=str(folder), ids=ALL_IDS), GenerationOpen).trusted
    proposed = [neighbours(loaded, question) for question in questions]
    shares = [len(set(one.ids) & set(other.ids)) / 10 for one, other in zip(exact, proposed, strict=True)]
    assert {answer.exact for answer in exact} == {True}
    assert {answer.exact for answer in proposed} == {False}
    assert sum(shares) / len(shares) >= 0.95


def test_what_changed_since_the_generation_is_answered_rightly(
    loaded: WorkerProcess, built: Path, folder: Path
) -> None:
    shutil.copytree(built, folder, dirs_exist_ok=True)
    hold(loaded, clustered())
    loaded.tell(OpenGeneration(folder=str(folder), ids=ALL_IDS))
    gone = neighbours(loaded, top=5).ids
    loaded.tell(DropVectors(ids=gone))
    hold(loaded, embedded(loaded, *SENTENCES).astype("<f2"), first_id=COUNT + 1)
    answer = neighbours(loaded, top=20)
    assert answer.ids[0] == COUNT + 2
    assert not answer.exact
    assert not set(answer.ids) & set(gone)
    hold(loaded, clustered(3000), first_id=COUNT + 10)
    assert neighbours(loaded).exact, "so much is new that scanning everything is faster"


def test_a_generation_with_other_ids_is_not_trusted(loaded: WorkerProcess, built: Path, folder: Path) -> None:
    shutil.copytree(built, folder, dirs_exist_ok=True)
    hold(loaded, clustered())
    answer = loaded.call(OpenGeneration(folder=str(folder), ids=ALL_IDS[:-1]), GenerationOpen)
    assert not answer.trusted
    assert f"{COUNT} vectors that are not the {COUNT - 1}" in answer.reason


def test_a_generation_of_other_vectors_is_not_trusted(loaded: WorkerProcess, built: Path, folder: Path) -> None:
    shutil.copytree(built, folder, dirs_exist_ok=True)
    hold(loaded, clustered()[::-1].copy())
    answer = loaded.call(OpenGeneration(folder=str(folder), ids=ALL_IDS), GenerationOpen)
    assert not answer.trusted
    assert neighbours(loaded).exact


def test_a_generation_that_is_closed_does_not_answer(loaded: WorkerProcess, built: Path, folder: Path) -> None:
    shutil.copytree(built, folder, dirs_exist_ok=True)
    hold(loaded, clustered())
    loaded.tell(OpenGeneration(folder=str(folder), ids=ALL_IDS))
    loaded.tell(CloseGeneration())
    assert neighbours(loaded).exact


def _truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 5, len(content), max(1, len(content) // 997)):
        content[place] ^= 0xFF
    path.write_bytes(content)


HARM = pytest.mark.parametrize("harm", [_truncate, _flip, Path.unlink], ids=["cut", "flipped", "missing"])


@pytest.mark.fault(38)
@HARM
@pytest.mark.parametrize(
    "harmed", ["data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin", "digests.json"]
)
def test_a_generation_with_a_harmed_file_is_not_trusted(
    loaded: WorkerProcess, built: Path, folder: Path, harm: Callable[[Path], None], harmed: str
) -> None:
    shutil.copytree(built, folder, dirs_exist_ok=True)
    harm(next(folder.rglob(harmed)))
    hold(loaded, clustered())
    expected = neighbours(loaded)
    assert not loaded.call(OpenGeneration(folder=str(folder), ids=ALL_IDS), GenerationOpen).trusted
    assert neighbours(loaded) == expected


@pytest.mark.fault(38)
@HARM
def test_answers_never_depend_on_a_harmed_database(
    new_worker: Callable[[], WorkerProcess], built: Path, folder: Path, harm: Callable[[Path], None]
) -> None:
    """SQLite finds the damage, or the canaries do, or the worker dies of it: the next one scans."""
    shutil.copytree(built, folder, dirs_exist_ok=True)
    harm(folder / "chroma.sqlite3")
    worker = new_worker()
    vectors = clustered()
    hold(worker, vectors)
    worker.tell(load_request())
    expected = neighbours(worker)
    try:
        assert not worker.call(OpenGeneration(folder=str(folder), ids=ALL_IDS), GenerationOpen).trusted
    except WorkerCrashed:
        worker.tell(load_request())
        hold(worker, vectors)
    assert neighbours(worker) == expected


@needs_memory_folder
def test_a_build_stops_when_asked(new_worker: Callable[[], WorkerProcess], folder: Path) -> None:
    worker = new_worker()
    hold(worker, clustered())
    cancel = CancelToken()
    _when_it_grows(folder, cancel.cancel)
    with pytest.raises(Cancelled):
        worker.tell(BuildGeneration(folder=str(folder)), cancel)
    worker.tell(load_request())
    assert len(neighbours(worker).ids) == 10


def test_an_index_in_memory_is_continued_after_an_interruption(
    new_worker: Callable[[], WorkerProcess], folder: Path
) -> None:
    worker = new_worker()
    worker.tell(load_request())
    hold(worker, clustered())
    worker.call(OpenGeneration(folder=str(folder), ids=ALL_IDS), GenerationOpen)  # Chroma is imported with it
    cancel = CancelToken()
    _when_it_worked_for(worker, 0.2, cancel.cancel)
    with pytest.raises(Cancelled):
        worker.tell(BuildGeneration(folder=""), cancel)
    assert neighbours(worker).exact
    assert worker.call(BuildGeneration(folder=""), GenerationBuilt).count == COUNT
    answer = neighbours(worker)
    assert not answer.exact
    worker.tell(DropVectors(ids=answer.ids[:3]))
    assert worker.call(BuildGeneration(folder=""), GenerationBuilt).count == COUNT - 3
    assert neighbours(worker).ids[:7] == answer.ids[3:]


def _when_it_worked_for(worker: WorkerProcess, seconds: float, act: Callable[[], None]) -> None:
    """Call `act` once the worker has used so much more of the processor: the whole of its work takes over a second."""
    process = psutil.Process(worker.process_id)
    until = process.cpu_times().user + seconds

    def watch() -> None:
        while process.cpu_times().user < until:
            threading.Event().wait(0.02)
        act()

    threading.Thread(target=watch, daemon=True).start()


def _when_it_grows(folder: Path, act: Callable[[], None]) -> None:
    """Call `act` once there is something in the folder."""

    def watch() -> None:
        while not any(folder.iterdir()):
            threading.Event().wait(0.02)
        act()

    threading.Thread(target=watch, daemon=True).start()
