"""Updates from a file: verified, tried, put in the place of the version that is there, and never fetched from anywhere."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from app.core.administration.manifests import Kind, ManifestError
from app.core.administration.policy import Policy
from app.core.administration.updates import Offer, archive_version, is_newer, is_version
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Event, Failed, Notice, Progress
from app.engines.machine import running_from
from app.engines.process import decompressed, said_by
from app.services.administration.verification import verify_installation
from app.storage.program_folder import copy_folder, exchange, previous_of, staging_of, unpack
from app.storage.signed_manifests import manifest_of, read_manifest

_LONGEST_START_S = 120.0


class Updating:
    """Puts another version in the place of the program in `folder`, which is None where it runs from its source code.

    `keys` are those that sign the program; `policy` may name a folder that newer versions are laid into (`updates.source`).
    """

    def __init__(self, folder: Path | None, keys: Sequence[bytes], policy: Policy) -> None:
        self._folder = folder
        self._keys = keys
        self._source = str(policy.value("updates.source"))

    def version(self) -> str:
        """The version that is installed. Raises UserError where that cannot be relied on, or nothing is installed."""
        return _signed_version(self._required_folder(), self._keys)

    def offered(self) -> Offer:
        """The newest version in the organization's folder, looked at now, by the names of the files.

        Raises:
            NothingFound: none is newer than the one here.
            UserError: no folder is named, or it is out of reach.
        """
        if not self._source:
            raise UserError(
                "No folder with newer versions is named (updates.source); give the file: alcove update FILE"
            )
        here = self.version()
        try:
            names = sorted(entry.name for entry in Path(self._source).iterdir())
        except OSError as error:
            raise UserError(
                f"The folder with newer versions {self._source} is out of reach ({error.strerror}); connect it."
            ) from None
        found = [(name, archive_version(name, platform.machine())) for name in names]
        newer = [Offer(str(Path(self._source) / name), it) for name, it in found if it and is_newer(it, here)]
        if not newer:
            raise NothingFound(f"No version newer than {here} lies in {self._source}.")
        best = newer[0]
        for offer in newer[1:]:
            best = offer if is_newer(offer.version, best.version) else best
        return best

    def install(self, source: Path, older_too: bool, cancel: CancelToken) -> Iterator[Event]:
        """Install what is in a portable archive, or in the folder of one: Progress, and a Notice once it is there.

        Whatever keeps it from being whole, signed, newer and able to start, leaves the version that is there as it was.

        Raises:
            UserError: it is not, Alcove is running, or its folder is the system's or cannot be written.
            Cancelled: on cancel; nothing was changed.
        """
        folder = self._required_folder()
        _require_ours(folder)
        _require_ended(folder)
        here, staging = self.version(), staging_of(folder)
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        try:
            yield Progress("Unpacking the new version", 0, 0, "files")
            laid = _laid_down(source, staging, cancel)
            version = _signed_version(laid, self._keys)
            _require_order(version, here, older_too)
            for event in verify_installation(laid, self._keys, cancel):
                if isinstance(event, Failed):
                    raise UserError(f"{source.name} was not installed. {event.path}: {event.reason}")
                yield event
            yield Progress("Trying the new version", 0, 0, "files")
            _require_start(laid, version)
            cancel.checkpoint()
            _require_ended(folder)
            _take_its_place(laid, folder, version)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        yield Notice(
            f"Alcove {version} is installed in {folder}; {here} is kept beside it until the new one has started."
        )

    def forget_previous(self) -> None:
        """This version has started: the one before is not needed any more. Nothing happens where it cannot be removed."""
        if self._folder is not None:
            shutil.rmtree(previous_of(self._folder), ignore_errors=True)

    def _required_folder(self) -> Path:
        if self._folder is None:
            raise UserError("This Alcove runs from its source code; update that instead.")
        return self._folder


def _signed_version(folder: Path, keys: Sequence[bytes]) -> str:
    try:
        version = read_manifest(manifest_of(folder), keys, Kind.INSTALLATION).version
    except ManifestError as error:
        raise UserError(f"The signed list of files in {folder} cannot be relied on: {error}.") from None
    if not is_version(version):
        raise UserError(f"The version {version!r:.40} in {folder} cannot be compared; install it by hand.")
    return version


def _require_ours(folder: Path) -> None:
    if sys.platform in ("win32", "darwin") or folder.is_relative_to("/usr"):
        raise UserError(
            f"The Alcove in {folder} was installed by the system; install the newer package with its own installer."
        )
    if not os.access(folder.parent, os.W_OK):
        raise UserError(f"You may not write to {folder.parent}; run alcove update as who installed Alcove there.")


def _require_ended(folder: Path) -> None:
    if running := running_from(folder):
        numbers = ", ".join(map(str, running[:5]))
        raise UserError(f"Alcove is running (process {numbers}); close it, and update it then.")


def _laid_down(source: Path, staging: Path, cancel: CancelToken) -> Path:
    if source.is_dir():
        return copy_folder(source, staging, cancel)
    with decompressed(source) as tape:
        return unpack(tape, staging, cancel)


def _require_order(version: str, here: str, older_too: bool) -> None:
    if version == here:
        raise UserError(f"Alcove {version} is the version that is here already; nothing was changed.")
    if not older_too and not is_newer(version, here):
        raise UserError(
            f"Alcove {version} is older than {here}, which is here; nothing was changed. An older one cannot open what a"
            " newer one has kept; where that is meant, say it with --older."
        )


def _require_start(folder: Path, version: str) -> None:
    said = said_by(folder / "alcove", ["--version"], _LONGEST_START_S)
    if said != f"Alcove {version}":
        raise UserError(f"Alcove {version} does not start on this machine; the version that is here stays.")


def _take_its_place(laid: Path, folder: Path, version: str) -> None:
    """The one before goes beside it, and comes back where the new one does not start in its place."""
    previous = previous_of(folder)
    shutil.rmtree(previous, ignore_errors=True)
    try:
        exchange(folder, laid)
    except OSError as error:
        raise UserError(
            f"The new version could not take its place in {folder} ({error.strerror}); nothing was changed."
        ) from None
    try:
        _require_start(folder, version)
    except UserError:
        exchange(folder, laid)
        raise
    with suppress(OSError):
        laid.rename(previous)
