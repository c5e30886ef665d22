"""The knowledge packs for all users of this machine: read where they lie, and never copied or changed."""

import io
import logging
from collections.abc import Sequence
from pathlib import Path

from app.core.administration.knowledge import about_of
from app.core.administration.manifests import PACK_SUFFIX, Kind, Manifest, ManifestError, version_order
from app.core.errors import UserError
from app.services.models.pack_reading import read_file_of_pack, read_pack_manifest
from app.storage.library.knowledge_members import content_key, read_member

_log = logging.getLogger(__name__)


class MachinePacks:
    """What is laid down in `folder`, which need not be there; `keys` are the public keys that are trusted."""

    def __init__(self, folder: Path, keys: Sequence[bytes]) -> None:
        self._folder = folder
        self._keys = keys
        self._content_keys: dict[tuple[str, str], bytes] = {}

    def all(self) -> list[tuple[Path, Manifest]]:
        """The packs that can be relied on, in the order in which they build on each other; the log names the others."""
        found = []
        for path in sorted(self._folder.glob(f"*{PACK_SUFFIX}")):
            try:
                with path.open("rb") as source:
                    found.append((path, read_pack_manifest(source, self._keys, Kind.KNOWLEDGE)[1]))
            except (ManifestError, OSError) as error:
                _log.error("the knowledge pack %s is not used: %s", path, error)
        return sorted(found, key=lambda one: (one[1].name, version_order(one[1].version)))

    def file_in(self, pack: str, member: str, password: str) -> bytes:
        """The file of a packed document, compared with the signature of the pack that brings it.

        Raises:
            UserError: no pack of this name brings it any more, or it was changed.
        """
        for path, manifest in self.all():
            if manifest.name != pack:
                continue
            try:
                with path.open("rb") as source:
                    sealed = read_file_of_pack(source, self._keys, Kind.KNOWLEDGE, member)
            except OSError as error:
                raise UserError(f"{path} cannot be read ({error.strerror}); tell your administrator.") from None
            if sealed is not None:
                key = self._content_key(password, about_of(manifest).salt)
                return read_member(io.BytesIO(sealed), key, path).content
        raise UserError(f"No knowledge pack {pack} on this machine brings it any more; tell your administrator.")

    def _content_key(self, password: str, salt: str) -> bytes:
        """Made once: it takes up to a second."""
        if (password, salt) not in self._content_keys:
            self._content_keys[password, salt] = content_key(password, bytes.fromhex(salt))
        return self._content_keys[password, salt]
