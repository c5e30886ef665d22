"""Which models are here: the shipped catalogue and the imported ones, and whether their files are in place."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from app.core.models.model import Model, parse_catalogue
from app.services.models.imported_models import ImportedModels
from app.services.models.packed_models import PackedModels
from app.storage.places import Places


def known_models(places: Places, keys: Sequence[bytes]) -> tuple[Model, ...]:
    """Every model of the catalogue, then of packs that one of these keys signed, then those the user imported.

    Raises:
        ModelError: the catalogue is damaged.
    """
    catalogue = parse_catalogue((places.resources / "models" / "catalog.toml").read_text("utf-8"))
    return merged(catalogue.models, PackedModels(places, keys).all(), ImportedModels(places.models).all())


def merged(*groups: Sequence[Model]) -> tuple[Model, ...]:
    """The models of all groups; of those with the same id the first."""
    models: dict[str, Model] = {}
    for model in chain(*groups):
        models.setdefault(model.id, model)
    return tuple(models.values())


def model_folder(places: Places, model: Model) -> Path:
    """Where a model's files are: with the program, in another program's folder, in the machine's, or in the user's."""
    if model.linked_in:
        return Path(model.linked_in)
    if model.shipped_in:
        return places.resources / "models" / model.shipped_in
    machine = places.machine_models / model.id
    return machine if not _missing(machine, model) else places.models / model.id


def missing_file(places: Places, model: Model) -> str:
    """The first file that is not here in its full size, or was changed since it was linked, or ""."""
    return _missing(model_folder(places, model), model)


def _missing(folder: Path, model: Model) -> str:
    for file in model.files:
        try:
            status = (folder / file.path).stat()
            if status.st_size != file.size_bytes or file.modified_ns not in (0, status.st_mtime_ns):
                return file.path
        except OSError:
            return file.path
    return ""
