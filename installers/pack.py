"""Build a pack of models: one signed file that `alcove models import` takes in, on machines without a network too.

    .venv/bin/python -m installers.pack NAME VERSION MODEL… [--onto EARLIER.alcovepack] [--output FOLDER]

The models are those that are here, by their ids. With `--onto`, files that the earlier pack has already are left out, and
expected where it put them. The key is the one that `installers.sign` signs with.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from app.core.administration.manifests import PACK_SUFFIX, Kind, Manifest, ManifestError, ManifestFile, decode, encode
from app.core.administration.packs import END, files_of, header, manifest_path, padding
from app.core.errors import UserError
from app.core.models.model import Model, ModelFile
from app.services.models.imported_models import catalogue_text
from app.services.models.installed_models import known_models, missing_file, model_folder
from app.services.models.pack_reading import read_pack_manifest
from app.storage.places import Places, find_places
from app.storage.signed_manifests import sealed
from installers.contents import ROOT
from installers.sign import Signer, SigningError, signer

_BLOCK_BYTES = 1 << 20


def main() -> int:
    """Build the pack and print where it is."""
    arguments = _parser().parse_args()
    try:
        by = signer(arguments.output / "work")
        places, output = find_places(), arguments.output / f"{arguments.name}-{arguments.version}{PACK_SUFFIX}"
        models = chosen(places, arguments.models, by)
        manifest = manifest_of(arguments.name, arguments.version, models, earlier_files(arguments.onto, by))
        folders = {model.id: model_folder(places, model) for model in models}
        write(manifest, lambda path: folders[path.partition("/")[0]] / path.partition("/")[2], by, output)
        print(output)
    except (SigningError, UserError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pack", description="Build a signed pack of models.")
    parser.add_argument("name", help='such as "field-kit"')
    parser.add_argument("version", help='such as "1.2"')
    parser.add_argument("models", nargs="+", metavar="MODEL", help="the id of a model that is here")
    parser.add_argument("--onto", type=Path, metavar="FILE", help="leave out what this pack has, and expect it")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", metavar="FOLDER", help="default: dist")
    return parser


def chosen(places: Places, ids: Sequence[str], by: Signer) -> tuple[Model, ...]:
    """The models of these ids as they stand in a pack. Raises SigningError if one is not here, or comes with Alcove."""
    known = {model.id: model for model in known_models(places, [by.public])}
    for model_id in ids:
        model = known.get(model_id)
        if model is None or missing_file(places, model):
            raise SigningError(f"There is no model {model_id} on this machine; see: alcove models list")
        if model.shipped_in or model.linked_in:
            where = "comes with Alcove" if model.shipped_in else "is linked: import a copy of it first"
            raise SigningError(f"The model {model_id} cannot be packed: it {where}.")
    return tuple(known[model_id] for model_id in sorted(set(ids)))


def earlier_files(onto: Path | None, by: Signer) -> frozenset[ManifestFile]:
    """The files that an earlier pack has put in place; none without one. Raises ManifestError if it is not ours."""
    if onto is None:
        return frozenset()
    with onto.open("rb") as source:
        manifest = read_pack_manifest(source, [by.public], Kind.PACK)[1]
    return frozenset(replace(file, carried=True) for file in manifest.files)


def manifest_of(name: str, version: str, models: tuple[Model, ...], earlier: frozenset[ManifestFile]) -> Manifest:
    """What a pack of these models says of itself. Raises SigningError if no pack can be called so."""
    files = tuple(replace(file, carried=file not in earlier) for file in files_of(models))
    plain = [replace(model, files=tuple(map(_plain, model.files))) for model in models]
    return checked(Manifest(Kind.PACK, name, version, files, catalogue_text(plain)))


def checked(manifest: Manifest) -> Manifest:
    """The manifest as whoever takes in the pack reads it. Raises SigningError if no pack can be called so."""
    try:
        return decode(encode(manifest))
    except ManifestError:
        raise SigningError(
            f'No pack can be called {manifest.name!r} {manifest.version!r}: take small letters, digits, ".", "-" and'
            ' "_" for the name, and numbers such as "1.2" for the version.'
        ) from None


def _plain(file: ModelFile) -> ModelFile:
    return replace(file, sources=(), modified_ns=0)


def write(manifest: Manifest, where: Callable[[str], Path], by: Signer, output: Path) -> None:
    """Write the pack; `where` says where each of its files is. Raises SigningError if one is not as recorded."""
    content = sealed(manifest, by.sign)
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.with_suffix(".part")
    with part.open("wb") as target:
        target.write(header(manifest_path(manifest.name), len(content)) + content + padding(len(content)))
        for file in manifest.files:
            if file.carried:
                target.write(header(file.path, file.size_bytes))
                _copy(where(file.path), file, target)
                target.write(padding(file.size_bytes))
        target.write(END)
    part.replace(output)


def _copy(path: Path, file: ManifestFile, target: BinaryIO) -> None:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(_BLOCK_BYTES):
            digest.update(block)
            target.write(block)
    if digest.hexdigest() != file.sha256:
        raise SigningError(f"{path} is not the file that its hash names; make or fetch it again.")


if __name__ == "__main__":
    sys.exit(main())
