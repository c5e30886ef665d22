"""A track on disk: every half second is there once written, and nothing can be read or changed without the key."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.meetings.sounds import BYTES_PER_SECOND
from app.storage.blobs import DamagedSealedFile
from app.storage.meetings.track_files import TrackWriter, kept_seconds, read_track
from tests.storage.small_disk import small_disk

KEY = bytes(range(32))


PATTERN = bytes(number * 7 % 251 for number in range(251))


def samples(seconds: float) -> bytes:
    size = int(seconds * BYTES_PER_SECOND)
    return (PATTERN * (size // len(PATTERN) + 1))[:size]


def written(path: Path, content: bytes, *, piece: int = 3200, finish: bool = True) -> None:
    writer = TrackWriter(path, KEY)
    for at in range(0, len(content), piece):
        writer.write(content[at : at + piece])
    if finish:
        writer.finish()
    else:
        writer.close()


@given(st.floats(0, 3), st.integers(1, 40_000))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, seconds: float, piece: int) -> None:
    path = tmp_path_factory.mktemp("track") / "a.track"
    written(path, samples(seconds), piece=piece)
    assert b"".join(read_track(path, KEY)) == samples(seconds)
    assert kept_seconds(path) == len(samples(seconds)) / BYTES_PER_SECOND


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("track") / "whole.track"
    written(path, samples(3.3))
    return path


@given(from_s=st.floats(0, 4))
def test_reading_begins_at_any_second(whole: Path, from_s: float) -> None:
    skipped = int(from_s * BYTES_PER_SECOND) // 2 * 2
    assert b"".join(read_track(whole, KEY, from_s)) == samples(3.3)[skipped:]


@given(cut=st.integers(24, 110_000))
def test_cut_off_anywhere_it_ends_at_the_last_whole_half_second(whole: Path, cut: int) -> None:
    path = whole.with_name("cut.track")
    sealed = whole.read_bytes()[:cut]
    path.write_bytes(sealed)
    kept = b"".join(read_track(path, KEY))
    assert samples(3.3).startswith(kept)
    pieces = (len(sealed) - 24) // 16_016
    assert len(kept) == (len(samples(3.3)) if len(sealed) == whole.stat().st_size else pieces * 16_000)


def test_a_track_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    writer = TrackWriter(tmp_path / "a.track", KEY)
    writer.write(samples(1.2))
    assert b"".join(read_track(tmp_path / "a.track", KEY)) == samples(1.2)[:BYTES_PER_SECOND]
    writer.finish()
    assert b"".join(read_track(tmp_path / "a.track", KEY, 1.0)) == samples(1.2)[BYTES_PER_SECOND:]


def test_no_sound_is_on_disk_in_plain(tmp_path: Path) -> None:
    written(tmp_path / "a.track", b"plain sound " * 10_000)
    assert b"plain sound" not in (tmp_path / "a.track").read_bytes()


def test_a_last_piece_that_has_its_length_and_not_its_content_is_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.track"
    written(path, samples(1.5), finish=False)
    path.write_bytes(path.read_bytes()[:-16_016] + bytes(16_016))
    assert b"".join(read_track(path, KEY)) == samples(1)
    assert b"".join(read_track(path, KEY, 0.75)) == samples(1)[24_000:]
    assert b"".join(read_track(path, KEY, 1.25)) == b""


def test_changed_or_moved_pieces_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.track"
    written(path, samples(2))
    whole = path.read_bytes()
    first, second = whole[24 : 24 + 16_016], whole[24 + 16_016 : 24 + 2 * 16_016]
    for changed in (
        whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        whole[:24] + second + first + whole[24 + 2 * 16_016 :],
    ):
        path.write_bytes(changed)
        with pytest.raises(DamagedSealedFile, match="damaged"):
            list(read_track(path, KEY))


def test_another_key_reads_nothing(tmp_path: Path) -> None:
    written(tmp_path / "a.track", samples(1))
    with pytest.raises(DamagedSealedFile):
        list(read_track(tmp_path / "a.track", bytes(32)))


@pytest.mark.fault(28)
def test_a_full_disk_is_a_sentence_and_what_was_written_is_whole(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 200) as folder:
        writer = TrackWriter(folder / "a.track", KEY)
        with pytest.raises(UserError, match="Make space"):
            writer.write(samples(10))
        writer.finish()
        kept = b"".join(read_track(folder / "a.track", KEY))
        assert len(kept) >= 3 * BYTES_PER_SECOND
        assert len(kept) % 16_000 == 0
