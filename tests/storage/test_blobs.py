from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import UserError
from app.storage.blobs import Blobs, DamagedSealedFile, seal, seal_folder, unseal, unseal_folder
from app.storage.keys import new_data_key
from app.storage.places import Places
from tests.storage.small_disk import fill, small_disk

KEY = bytes(range(32))
PIECE = 256 * 1024
SEALED_PIECE = PIECE + 16
HEADER = 28


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.sealed"


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealed")


def content_of(path: Path, key: bytes = KEY) -> bytes:
    return b"".join(unseal(path, key))


def pieces(count: float) -> bytes:
    """Content of so many pieces, no two of them alike."""
    return b"".join(number.to_bytes(4) for number in range(int(count * PIECE) // 4))


@settings(deadline=None)
@given(st.lists(st.binary(max_size=2000), max_size=8))
def test_what_is_sealed_comes_back(shared_folder: Path, chunks: list[bytes]) -> None:
    seal(shared_folder / "any", KEY, chunks)
    assert content_of(shared_folder / "any") == b"".join(chunks)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7])
def test_every_length_around_a_piece_comes_back(path: Path, size: int) -> None:
    content = pieces(4)[:size]
    seal(path, KEY, [content[:100], content[100:]])
    assert content_of(path) == content


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_one_flipped_bit_anywhere_is_noticed(shared_folder: Path, data: st.DataObject) -> None:
    whole, changed = shared_folder / "whole", shared_folder / "changed"
    if not whole.exists():
        seal(whole, KEY, [pieces(2.5)])
    content = bytearray(whole.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    changed.write_bytes(content)
    with pytest.raises(DamagedSealedFile, match="damaged"):
        content_of(changed)


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_a_file_cut_anywhere_is_noticed(shared_folder: Path, data: st.DataObject) -> None:
    whole, cut = shared_folder / "to-cut", shared_folder / "cut"
    if not whole.exists():
        seal(whole, KEY, [pieces(3)])
    content = whole.read_bytes()
    at_a_piece = st.sampled_from([HEADER + number * SEALED_PIECE for number in range(3)])
    cut.write_bytes(content[: data.draw(st.one_of(at_a_piece, st.integers(0, len(content) - 1)))])
    with pytest.raises(DamagedSealedFile):
        content_of(cut)


@pytest.mark.parametrize(
    "order", [[1, 0, 2, 3], [0, 2, 1, 3], [0, 1, 1, 3], [0, 1, 3], [3], [0, 1, 2, 3, 3], [0, 1, 2, 3, 0]]
)
def test_pieces_in_another_order_are_noticed(path: Path, order: list[int]) -> None:
    seal(path, KEY, [pieces(3.5)])
    content = path.read_bytes()
    parts = [content[start : start + SEALED_PIECE] for start in range(HEADER, len(content), SEALED_PIECE)]
    assert len(parts) == 4
    path.write_bytes(content[:HEADER] + b"".join(parts[number] for number in order))
    with pytest.raises(DamagedSealedFile):
        content_of(path)


def test_a_piece_of_another_file_under_the_same_key_is_noticed(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    seal(one, KEY, [pieces(2)])
    seal(two, KEY, [pieces(2)])
    assert one.read_bytes() != two.read_bytes()
    two.write_bytes(two.read_bytes()[: HEADER + SEALED_PIECE] + one.read_bytes()[HEADER + SEALED_PIECE :])
    with pytest.raises(DamagedSealedFile):
        content_of(two)


def test_another_key_opens_nothing(path: Path) -> None:
    seal(path, KEY, [b"secret"])
    with pytest.raises(DamagedSealedFile, match="belongs to another vault"):
        content_of(path, bytes(32))


def test_the_content_is_not_on_disk_in_plain_text(path: Path) -> None:
    seal(path, KEY, [b"the canary sings " * 1000])
    assert b"canary" not in path.read_bytes()


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(UserError, match=r"file\.sealed cannot be read"):
        content_of(path)


def test_an_interrupted_seal_leaves_what_was_there(path: Path) -> None:
    def fails() -> Iterator[bytes]:
        yield pieces(2)
        raise RuntimeError("the microphone is gone")

    seal(path, KEY, [b"before"])
    with pytest.raises(RuntimeError, match="microphone"):
        seal(path, KEY, fails())
    assert content_of(path) == b"before"
    assert [it.name for it in path.parent.iterdir()] == ["file.sealed"]


@pytest.mark.fault(37)
def test_a_full_disk_is_a_sentence_and_leaves_what_was_there(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        seal(disk / "kept", KEY, [b"before"])
        fill(disk, leave_kib=300)
        with pytest.raises(UserError, match="could not be written"):
            seal(disk / "kept", KEY, [pieces(8)])
        assert content_of(disk / "kept") == b"before"
        assert sorted(it.name for it in disk.iterdir()) == ["ballast", "kept"]


class TestFolders:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "generation"
        (folder / "inner" / "empty").mkdir(parents=True)
        (folder / "chroma.sqlite3").write_bytes(pieces(2.2))
        (folder / "inner" / "größe").write_bytes(b"")
        return folder

    def test_a_folder_comes_back_with_all_its_files(self, tmp_path: Path, path: Path, folder: Path) -> None:
        seal_folder(path, KEY, folder)
        unseal_folder(path, KEY, tmp_path / "back")
        found = {it.relative_to(tmp_path / "back").as_posix() for it in (tmp_path / "back").rglob("*")}
        assert found == {"chroma.sqlite3", "inner", "inner/empty", "inner/größe"}
        assert (tmp_path / "back" / "chroma.sqlite3").read_bytes() == pieces(2.2)

    @pytest.mark.parametrize("cut_bytes", [1, 5_000, SEALED_PIECE])
    def test_a_damaged_one_leaves_no_folder(self, tmp_path: Path, path: Path, folder: Path, cut_bytes: int) -> None:
        seal_folder(path, KEY, folder)
        path.write_bytes(path.read_bytes()[:-cut_bytes])
        with pytest.raises(DamagedSealedFile):
            unseal_folder(path, KEY, tmp_path / "back")
        assert not (tmp_path / "back").exists()

    def test_it_never_writes_into_a_folder_that_is_there(self, path: Path, folder: Path) -> None:
        seal_folder(path, KEY, folder)
        with pytest.raises(UserError, match="cannot be made"):
            unseal_folder(path, KEY, folder)
        assert (folder / "chroma.sqlite3").exists()


class TestBlobs:
    def test_sealed_files_have_names(self, places: Places) -> None:
        blobs = Blobs(places.blobs, new_data_key())
        blobs.put("recording-1.0", [b"sound"])
        assert b"".join(blobs.read("recording-1.0")) == b"sound"

    def test_what_nobody_names_is_swept_away_also_what_was_half_written(self, places: Places) -> None:
        blobs = Blobs(places.blobs, new_data_key())
        blobs.keep_only([])
        blobs.put("one", [b"1"])
        blobs.put("two", [b"2"])
        (places.blobs / "three.sealed.part").write_bytes(b"3")
        blobs.keep_only(["two"])
        assert [path.name for path in places.blobs.iterdir()] == ["two.sealed"]

    @pytest.mark.parametrize("name", ["", "../key", "a/b", ".hidden", "a\\b", "a" * 101, "A", "a\n"])
    def test_a_name_cannot_lead_elsewhere(self, places: Places, name: str) -> None:
        with pytest.raises(ValueError, match="not a name"):
            Blobs(places.blobs, new_data_key()).put(name, [b""])
