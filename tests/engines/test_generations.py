"""Chroma generations, kept right or not at all: through damage, crashes, erasure and restarts."""

import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app.core.cancel import CancelToken
from app.core.errors import WorkerCrashed, WorkerError
from app.engines import generations
from app.engines import index as index_module
from app.engines.index import Index
from app.engines.process import WorkerProcess
from app.storage.library.generations import Generations
from app.storage.places import Places
from tests.engines.index_made import QUESTIONS, VaultInMemory, clustered, made_index, share_found
from tests.installed import REPOSITORY
from tests.kills import kill, kill_in_a_request

MEMORY = Path("/dev/shm")
KEY = bytes(range(32))
COUNT = 1500
MakeIndex = Callable[[], Index]

pytestmark = pytest.mark.skipif(not MEMORY.is_dir(), reason="this system has no memory-backed storage")


@pytest.fixture(autouse=True, scope="module")
def _few_vectors_are_enough() -> Iterator[None]:
    """A generation from 1,000 vectors on, and only when a test asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "GENERATION_FROM", 1000)
        patch.setattr(generations, "CHANGES_TOLERATED", 100)
        patch.setattr(index_module, "_QUIET_SECONDS", 10_000.0)
        yield


@pytest.fixture
def vault() -> VaultInMemory:
    return VaultInMemory(COUNT)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "profile", tmp_path / "models", tmp_path / "resources")


@pytest.fixture
def make_index(vault: VaultInMemory, places: Places) -> Iterator[MakeIndex]:
    """A new index over the same vault and profile: what a start of the application makes."""
    made: list[Index] = []

    def make() -> Index:
        made.append(made_index(vault, Generations(places, KEY)))
        return made[-1]

    yield make
    for index in made:
        index.close()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A snapshot of a generation of 1,500 vectors, built once: building takes three processes."""
    folder = tmp_path_factory.mktemp("sealed")
    places = Places(folder, folder, folder)
    index = made_index(VaultInMemory(COUNT), Generations(places, KEY))
    update(index)
    index.close()
    return snapshot(places).read_bytes()


@pytest.fixture
def kept(sealed: bytes, places: Places) -> Path:
    """The snapshot in this test's profile, as an earlier start left it."""
    file = snapshot(places)
    file.parent.mkdir(parents=True)
    file.write_bytes(sealed)
    return file


def update(index: Index) -> None:
    index.update_generation(CancelToken())


def answers_from_chroma(index: Index) -> bool:
    return not index.nearest(QUESTIONS[0], 5).exact


def snapshot(places: Places) -> Path:
    return places.generations / "current.sealed"


def folders(places: Places) -> list[Path]:
    """Everything that Alcove keeps in memory-backed storage for this profile."""
    return list(MEMORY.glob(f"{Generations(places, KEY, MEMORY / 'none')._prefix}*"))


def test_with_many_vectors_chroma_proposes_and_the_answers_stay(vault: VaultInMemory, make_index: MakeIndex) -> None:
    index = make_index()
    index.warm()
    assert index.state() == "All 1,500 vectors are scanned exactly: its index is not built yet."
    assert not answers_from_chroma(index)
    update(index)
    assert index.state() == "A checked Chroma generation of 1,500 vectors proposes."
    assert answers_from_chroma(index)
    assert share_found(vault, index) >= 0.95
    assert index.check(CancelToken()) == ""


def test_few_vectors_are_scanned(vault: VaultInMemory, make_index: MakeIndex, places: Places) -> None:
    vault.remove(range(1, 1001))
    index = make_index()
    update(index)
    assert not answers_from_chroma(index)
    assert "Chroma takes over from 1,000" in index.state()
    assert not snapshot(places).exists()


@pytest.mark.usefixtures("kept")
def test_what_is_added_is_found_at_once_and_much_of_it_makes_a_new_generation(
    vault: VaultInMemory, make_index: MakeIndex
) -> None:
    index = make_index()
    update(index)
    _add(vault, index, 50, first_id=5000)
    assert share_found(vault, index) >= 0.95
    update(index)
    assert "50 newer ones are scanned" in index.state()
    _add(vault, index, 100, first_id=6000)
    update(index)
    assert index.state() == "A checked Chroma generation of 1,650 vectors proposes."
    assert share_found(vault, index) >= 0.95


def _add(vault: VaultInMemory, index: Index, count: int, first_id: int) -> None:
    ids = vault.add(clustered(count, seed=first_id), first_id)
    index.hold(ids, b"".join(vault.vectors[passage_id] for passage_id in ids))


@pytest.mark.fault(42)
def test_erased_passages_are_never_answered_and_leave_the_disk_at_once(
    vault: VaultInMemory, make_index: MakeIndex, places: Places, kept: Path
) -> None:
    index = make_index()
    update(index)
    gone = index.nearest(QUESTIONS[0], 20).ids
    vault.remove(gone)
    index.drop(gone)
    assert not kept.exists()
    assert not set(index.nearest(QUESTIONS[0], COUNT).ids) & set(gone)
    update(index)
    assert index.state() == "A checked Chroma generation of 1,480 vectors proposes."
    assert snapshot(places).exists()
    assert share_found(vault, index) >= 0.95
    assert len([entry for root in folders(places) for entry in root.iterdir()]) == 1, "the old one is removed"


def test_the_next_start_opens_the_sealed_snapshot(make_index: MakeIndex, vault: VaultInMemory, kept: Path) -> None:
    before = kept.stat().st_mtime_ns
    index = make_index()
    update(index)
    assert answers_from_chroma(index)
    assert share_found(vault, index) >= 0.95
    assert kept.stat().st_mtime_ns == before, "nothing was built again"


def test_nothing_is_left_in_memory_and_nothing_is_readable_on_disk(make_index: MakeIndex, places: Places) -> None:
    index = make_index()
    update(index)
    assert [oct(root.stat().st_mode & 0o777) for root in folders(places)] == ["0o700"]
    index.close()
    assert folders(places) == []
    content = snapshot(places).read_bytes()
    rows = clustered(COUNT)
    assert not any(row.tobytes()[:64] in content or row.astype("<f4").tobytes()[:64] in content for row in rows[:50])
    assert b"SQLite" not in content


@pytest.mark.usefixtures("kept")
def test_a_snapshot_that_holds_what_was_erased_meanwhile_is_replaced(
    make_index: MakeIndex, vault: VaultInMemory
) -> None:
    vault.remove([1, 2, 3])
    index = make_index()
    update(index)
    assert index.state() == "A checked Chroma generation of 1,497 vectors proposes."
    assert not set(index.nearest(QUESTIONS[0], COUNT).ids) & {1, 2, 3}


@pytest.mark.fault(38)
def test_a_damaged_snapshot_is_built_again(make_index: MakeIndex, vault: VaultInMemory, kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    index = make_index()
    assert share_found(vault, index) == 1.0
    update(index)
    assert answers_from_chroma(index)
    assert share_found(vault, index) >= 0.95


def test_a_generation_open_in_a_worker_that_died_is_not_used_again(
    make_index: MakeIndex, vault: VaultInMemory, kept: Path
) -> None:
    index = make_index()
    update(index)
    kill_in_a_request(index._process)
    with pytest.raises(WorkerCrashed):
        index.nearest(QUESTIONS[0], 5)
    assert index.nearest(QUESTIONS[0], 5).exact
    assert share_found(vault, index) == 1.0
    before = kept.stat().st_mtime_ns
    update(index)
    assert answers_from_chroma(index)
    assert kept.stat().st_mtime_ns != before


def test_damage_found_by_a_check_ends_the_generation(
    make_index: MakeIndex, vault: VaultInMemory, places: Places, kept: Path
) -> None:
    index = make_index()
    update(index)
    for file in folders(places)[0].rglob("data_level0.bin"):
        file.write_bytes(b"\0" * file.stat().st_size)
    assert index.check(CancelToken())
    assert not kept.exists()
    update(index)
    assert index.check(CancelToken()) == ""
    assert share_found(vault, index) >= 0.95


def test_a_rebuild_makes_a_new_generation(make_index: MakeIndex, kept: Path) -> None:
    index = make_index()
    update(index)
    before = kept.stat().st_mtime_ns
    index.rebuild(CancelToken())
    assert answers_from_chroma(index)
    assert kept.stat().st_mtime_ns != before


def test_where_there_is_no_memory_backed_storage_it_lives_in_the_worker(vault: VaultInMemory, places: Places) -> None:
    index = made_index(vault, Generations(places, KEY, memory=places.profile / "nowhere"))
    try:
        update(index)
        assert answers_from_chroma(index)
        assert share_found(vault, index) >= 0.95
        assert not snapshot(places).exists()
        index._process.stop()
        assert index.nearest(QUESTIONS[0], 5).exact
        update(index)
        assert answers_from_chroma(index)
    finally:
        index.close()


@pytest.mark.fault(36)
@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_a_builder_killed_at_any_time_harms_nothing(
    make_index: MakeIndex, vault: VaultInMemory, places: Places, monkeypatch: pytest.MonkeyPatch, rounds: int
) -> None:
    index = make_index()
    for round_ in range(rounds):
        killer = _BuilderKiller(places, bytes_written=400_000 * round_)
        assert index._keeper is not None
        monkeypatch.setattr(index._keeper, "_new_process", killer.start)
        with pytest.raises(WorkerError):
            update(index)
        assert killer.struck
        assert share_found(vault, index) == 1.0
        assert not snapshot(places).exists()
        assert not [entry for root in folders(places) for entry in root.iterdir()], "nothing half-built is kept"
    monkeypatch.undo()
    index = make_index()
    update(index)
    assert share_found(vault, index) >= 0.95


class _BuilderKiller:
    """Starts the builder, and kills it once it has written so much."""

    def __init__(self, places: Places, bytes_written: int) -> None:
        self._places = places
        self._bytes_written = bytes_written
        self.struck = False

    def start(self) -> WorkerProcess:
        process = WorkerProcess("index")
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()
        return process

    def _watch(self, process: WorkerProcess) -> None:
        while self._written() <= self._bytes_written:
            threading.Event().wait(0.01)
        kill(process)
        self.struck = True

    def _written(self) -> int:
        files = [file for root in folders(self._places) for file in root.rglob("*") if file.is_file()]
        return sum(file.stat().st_size for file in files if file.exists())


_APPLICATION = """
    import sys
    from pathlib import Path
    from app.core.cancel import CancelToken
    from app.engines import generations
    from app.storage.library.generations import Generations
    from app.storage.places import Places
    from tests.engines.index_made import VaultInMemory, made_index

    generations.GENERATION_FROM = 1000
    profile = Path(sys.argv[1])
    store = Generations(Places(profile, profile, profile), bytes(range(32)))
    made_index(VaultInMemory(1500), store).update_generation(CancelToken())
    print("built", flush=True)
    sys.stdin.read()
"""


@pytest.mark.fault(36)
@pytest.mark.parametrize("when", ["building", "built"])
def test_an_application_that_was_killed_leaves_nothing_that_the_next_start_keeps(
    make_index: MakeIndex, vault: VaultInMemory, places: Places, when: str
) -> None:
    application = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_APPLICATION), str(places.profile)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with application:
        if when == "built":
            assert application.stdout is not None
            assert application.stdout.readline() == "built\n"
        else:
            while not folders(places) or not list(folders(places)[0].rglob("chroma.sqlite3")):
                threading.Event().wait(0.02)
        children = psutil.Process(application.pid).children(recursive=True)
        application.kill()
    assert len(folders(places)) == 1
    psutil.wait_procs(children, timeout=60)
    index = make_index()
    assert folders(places) == []
    update(index)
    assert answers_from_chroma(index)
    assert share_found(vault, index) >= 0.95
