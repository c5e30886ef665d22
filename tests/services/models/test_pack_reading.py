"""Reading packs: there is no byte of one that could be another."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from app.core.administration.manifests import Kind, Manifest, ManifestError, ManifestFile
from app.core.cancel import CancelToken
from app.services.models.model_files import Meter
from app.services.models.pack_reading import read_pack_manifest, require_end, unpacked
from installers.pack import write
from installers.sign import Signer, new_key

CONTENTS = {"documents/a": b"The kiln is fired on Mondays.", "documents/b": bytes(60)}


@pytest.fixture
def by(tmp_path: Path) -> Signer:
    return new_key(tmp_path / "key.pem")


@pytest.fixture
def pack(tmp_path: Path, by: Signer) -> bytes:
    files = []
    for name, content in CONTENTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
        files.append(ManifestFile(name, len(content), hashlib.sha256(content).hexdigest()))
    path = tmp_path / "kit.alcovepack"
    write(Manifest(Kind.KNOWLEDGE, "kit", "1.0", tuple(files)), tmp_path.joinpath, by, path)
    return path.read_bytes()


def read_through(content: bytes, by: Signer, folder: Path) -> dict[str, bytes]:
    """The files of a pack, read to its end."""
    found, target, source = {}, folder / "arriving", BytesIO(content)
    _, manifest = read_pack_manifest(source, [by.public], Kind.KNOWLEDGE)
    meter = Meter("Reading", sum(file.size_bytes for file in manifest.files))
    for file in manifest.files:
        list(unpacked(source, file, target, meter, CancelToken()))
        found[file.path] = target.read_bytes()
    require_end(source)
    return found


def test_its_files_are_read_as_they_were(pack: bytes, by: Signer, tmp_path: Path) -> None:
    assert read_through(pack, by, tmp_path) == CONTENTS


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_with_any_one_byte_changed_it_is_refused(every: int, pack: bytes, by: Signer, tmp_path: Path) -> None:
    for place in range(0, len(pack), every):
        changed = pack[:place] + bytes([pack[place] ^ 1 << place % 8]) + pack[place + 1 :]
        with pytest.raises(ManifestError):
            read_through(changed, by, tmp_path)


def test_cut_anywhere_it_is_refused(pack: bytes, by: Signer, tmp_path: Path) -> None:
    for size in range(0, len(pack), 97):
        with pytest.raises(ManifestError):
            read_through(pack[:size], by, tmp_path)


def test_with_something_behind_its_end_it_is_refused(pack: bytes, by: Signer, tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="added behind its end"):
        read_through(pack + b"\0", by, tmp_path)
