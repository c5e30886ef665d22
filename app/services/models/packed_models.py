"""Models that came in packs: each as the signed manifest says, which is kept beside the models."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.administration.manifests import PACK_MANIFESTS, Kind, Manifest, ManifestError
from app.core.administration.packs import manifest_path, models_of
from app.core.administration.policy import Policy
from app.core.errors import UserError
from app.core.models.model import Model
from app.storage.places import Places
from app.storage.signed_manifests import parse_key, program_keys, read_manifest

_log = logging.getLogger(__name__)


def trusted_keys(places: Places, policy: Policy) -> tuple[bytes, ...]:
    """The public keys whose packs are taken in: the program's own, and those that the policy names.

    Raises:
        UserError: one of them is no key.
    """
    named = policy.value("models.pack_keys")
    listed = named if isinstance(named, tuple) else ()
    return (*program_keys(places.resources), *(parse_key(key, "The policy's rule models.pack_keys") for key in listed))


class PackedModels:
    """The packs in the machine's folder and in the user's; what `keys` did not sign is passed over, and the log says so."""

    def __init__(self, places: Places, keys: Sequence[bytes]) -> None:
        self._places = places
        self.keys = keys

    def all(self) -> tuple[Model, ...]:
        """Every model of every pack, the machine's first."""
        return tuple(
            model
            for folder in (self._places.machine_models, self._places.models)
            for path, manifest in self._manifests(folder)
            for model in self._models(path, manifest)
        )

    def kept(self, name: str) -> Manifest | None:
        """The manifest of the user's pack of this name, None if there is none that can be relied on."""
        try:
            return read_manifest(self._places.models / manifest_path(name), self.keys, Kind.PACK)
        except ManifestError:
            return None

    def forget_empty(self) -> None:
        """Delete the manifests of the user's packs of which no model is here any more. Raises OSError."""
        for path, manifest in self._manifests(self._places.models):
            if not any((self._places.models / model.id).is_dir() for model in self._models(path, manifest)):
                path.unlink(missing_ok=True)

    def problems(self) -> Iterator[tuple[Path, str]]:
        """The manifests that cannot be relied on, and why, in words that begin with "it"."""
        for folder in (self._places.machine_models, self._places.models):
            for path in _paths(folder):
                try:
                    models_of(read_manifest(path, self.keys, Kind.PACK))
                except ManifestError as error:
                    yield path, str(error)

    def _manifests(self, folder: Path) -> Iterator[tuple[Path, Manifest]]:
        for path in _paths(folder):
            try:
                yield path, read_manifest(path, self.keys, Kind.PACK)
            except ManifestError as error:
                _log.error("the pack %s is not used: %s", path, error)

    def _models(self, path: Path, manifest: Manifest) -> tuple[Model, ...]:
        try:
            return models_of(manifest)
        except UserError as error:
            _log.error("the pack %s is not used: %s", path, error)
            return ()


def _paths(folder: Path) -> list[Path]:
    return sorted((folder / PACK_MANIFESTS).glob("*.manifest"))
