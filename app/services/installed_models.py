"""Which models are here: the shipped catalogue and the imported ones, and whether their files are in place."""

from pathlib import Path

from app.core.models import Model, parse_catalogue
from app.services.imported_models import ImportedModels
from app.storage.places import Places


def known_models(places: Places) -> tuple[Model, ...]:
    """Every model of the catalogue, then those the user imported. Raises ModelError if the catalogue is damaged."""
    catalogue = parse_catalogue((places.resources / "models" / "catalog.toml").read_text("utf-8"))
    return (*catalogue.models, *ImportedModels(places.models).all())


def model_folder(places: Places, model: Model) -> Path:
    """Where a model's files belong: with the program, in another program's folder, or in the models' folder."""
    if model.linked_in:
        return Path(model.linked_in)
    return places.resources / "models" / model.shipped_in if model.shipped_in else places.models / model.id


def missing_file(places: Places, model: Model) -> str:
    """The first file that is not here in its full size, or was changed since it was linked, or ""."""
    folder = model_folder(places, model)
    for file in model.files:
        try:
            status = (folder / file.path).stat()
            if status.st_size != file.size_bytes or file.modified_ns not in (0, status.st_mtime_ns):
                return file.path
        except OSError:
            return file.path
    return ""
