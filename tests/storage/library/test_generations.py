"""Generations at rest: sealed on disk, open in memory only."""

import os
import sys
from pathlib import Path

import pytest

from app.storage.library.generations import Generations
from app.storage.places import Places
from tests.storage.made import KEY

MEMORY = Path("/dev/shm")
IDS = (3, 1, 2**40)

pytestmark = pytest.mark.skipif(not MEMORY.is_dir(), reason="this system has no memory-backed storage")


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A folder in place of the system's, so that what is left can be seen."""
    folder = tmp_path / "memory"
    folder.mkdir()
    return folder


@pytest.fixture
def store(places: Places, memory: Path) -> Generations:
    return Generations(places, KEY, memory)


def filled(store: Generations) -> Path:
    folder = store.new_folder(1000)
    assert folder is not None
    (folder / "inner").mkdir()
    (folder / "inner" / "data.bin").write_bytes(b"vectors of a secret" * 1000)
    return folder


def snapshot(places: Places) -> Path:
    return places.generations / "current.sealed"


def test_a_folder_is_private_and_in_memory(store: Generations, memory: Path) -> None:
    folder = filled(store)
    assert folder.is_relative_to(memory)
    assert [oct(path.stat().st_mode & 0o777) for path in (folder, folder.parent)] == ["0o700", "0o700"]
    assert (folder.stat().st_uid, folder.parent.stat().st_uid) == (os.getuid(), os.getuid())


def test_what_is_sealed_comes_back_with_its_ids(store: Generations, places: Places, memory: Path) -> None:
    store.seal(filled(store), "a model", IDS)
    store.close()
    assert list(memory.iterdir()) == []
    restored = Generations(places, KEY, memory).restore("a model")
    assert restored is not None
    folder, ids = restored
    assert ids == tuple(sorted(IDS))
    assert (folder / "inner" / "data.bin").read_bytes() == b"vectors of a secret" * 1000


def test_nothing_of_it_can_be_read_on_disk(store: Generations, places: Places) -> None:
    store.seal(filled(store), "a model", IDS)
    content = snapshot(places).read_bytes()
    assert b"secret" not in content
    assert b"a model" not in content
    assert b"data.bin" not in content


def test_there_is_one_snapshot_and_the_last_one_counts(store: Generations, places: Places) -> None:
    store.seal(filled(store), "a model", IDS)
    store.seal(filled(store), "a model", (7,))
    assert [path.name for path in places.generations.iterdir()] == ["current.sealed"]
    restored = store.restore("a model")
    assert restored is not None
    assert restored[1] == (7,)


def test_a_snapshot_of_another_model_is_removed(store: Generations, places: Places) -> None:
    store.seal(filled(store), "a model", IDS)
    assert store.restore("another") is None
    assert not snapshot(places).exists()


def test_a_snapshot_of_another_vault_is_removed(store: Generations, places: Places, memory: Path) -> None:
    store.seal(filled(store), "a model", IDS)
    store.close()
    assert Generations(places, bytes(32), memory).restore("a model") is None
    assert not snapshot(places).exists()
    assert not list(memory.rglob("*.bin"))


@pytest.mark.fault(38)
@pytest.mark.parametrize("place", [0, 20, 500, -1])
def test_a_flipped_byte_anywhere_is_found(store: Generations, places: Places, memory: Path, place: int) -> None:
    store.seal(filled(store), "a model", IDS)
    content = bytearray(snapshot(places).read_bytes())
    content[place] ^= 1
    snapshot(places).write_bytes(content)
    store.close()
    assert store.restore("a model") is None
    assert not snapshot(places).exists()
    assert not list(memory.rglob("data.bin"))


@pytest.mark.fault(38)
@pytest.mark.parametrize("size_bytes", [0, 300])
def test_one_that_was_cut_is_not_restored(store: Generations, places: Places, memory: Path, size_bytes: int) -> None:
    store.seal(filled(store), "a model", IDS)
    os.truncate(snapshot(places), size_bytes)
    store.close()
    assert store.restore("a model") is None
    assert not snapshot(places).exists()
    assert not list(memory.rglob("data.bin"))


def test_without_a_snapshot_there_is_nothing_to_restore(store: Generations) -> None:
    store.discard()
    assert store.restore("a model") is None


def test_where_there_is_no_room_there_is_no_folder_and_the_snapshot_stays(
    store: Generations, places: Places, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.seal(filled(store), "a model", IDS)
    assert store.new_folder(2**60) is None
    real = snapshot(places).stat().st_size
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 2 * real - 1}))
    assert store.restore("a model") is None
    assert snapshot(places).exists()
    assert Generations(places, KEY, memory / "nowhere").new_folder(1) is None


def test_what_a_killed_process_left_is_removed_and_other_profiles_are_not_touched(
    store: Generations, places: Places, memory: Path, tmp_path: Path
) -> None:
    left = filled(store)
    other = filled(Generations(Places(tmp_path / "other", tmp_path, tmp_path), KEY, memory))
    Generations(places, KEY, memory)
    assert not left.exists()
    assert other.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a link in a world-writable folder")
def test_a_link_with_our_name_is_not_followed(store: Generations, places: Places, memory: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").write_text("kept")
    name = filled(store).parent.name
    store.close()
    (memory / f"{name[:-8]}planted0").symlink_to(precious)
    Generations(places, KEY, memory)
    assert (precious / "file").read_text() == "kept"
