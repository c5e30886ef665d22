"""A restored profile takes the place of the one that is there, so that a crash at any moment costs neither.

It is laid into a folder of its own, which is called `Places.restored` once it is whole. What it takes the place of goes into
`Places.replaced` first, or into a folder that stays where nobody could open it. All steps are renames, and whatever ends
them, they go on at the next start.
"""

import os
import shutil
from pathlib import Path

from app.core.administration.backups import DATABASE_MEMBER
from app.core.errors import UserError
from app.storage.files import write_durably
from app.storage.places import Places

_OF_THE_DATABASE = ("vault.db-wal", "vault.db-shm", "blobs", "generations", "states", "earlier")
"""What belongs to the database that goes, and would be wrong beside another one."""
_STAYS = "what-is-there-stays"
"""Beside what waits: the name of the folder below the profile that what is there goes into, to stay."""


def begin_restoring(places: Places) -> Path:
    """An empty folder to lay a profile into; `ready` makes it the one that waits."""
    for old in (_being_laid(places), places.restored):
        shutil.rmtree(old, ignore_errors=True)
    _being_laid(places).mkdir(mode=0o700, parents=True)
    return _being_laid(places)


def keep_sealed_files(places: Places, folder: Path) -> None:
    """A copy of the vault alone was laid there: it rests on the sealed files that are here, so they come along.

    They are the same files under a second name, where the disk knows such names.

    Raises:
        UserError: they cannot be copied.
    """
    if not places.blobs.is_dir():
        return
    try:
        shutil.copytree(places.blobs, folder / places.blobs.name, copy_function=_linked)
    except (OSError, shutil.Error):
        raise UserError(
            f"The sealed files in {places.blobs} could not be copied for the vault that is restored; check the free space."
        ) from None


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def ready(places: Places, stays_in: str = "") -> None:
    """What was laid there is whole: it takes its place when `finish_restoring` is called the next time.

    What is there goes with the first opening after that, or stays in the folder of this name below the profile.
    """
    if stays_in:
        write_durably(_being_laid(places) / _STAYS, stays_in.encode())
    _being_laid(places).replace(places.restored)


def finish_restoring(places: Places) -> bool:
    """Let a restored profile that waits take its place; whether there was one. Only the profile's owner may call it.

    Raises:
        UserError: a file cannot be moved; what was there and what was restored are both kept.
    """
    moving = _moving_in(places)
    if not places.restored.is_dir() and not moving.is_dir():
        return False
    try:
        if not moving.is_dir():
            _set_aside(places)
            places.restored.replace(moving)
        (moving / _STAYS).unlink(missing_ok=True)
        for entry in sorted(moving.iterdir(), key=lambda it: it.name == DATABASE_MEMBER):
            entry.replace(places.profile / entry.name)
        moving.rmdir()
    except OSError as error:
        raise UserError(
            f"The restored vault could not take its place in {places.profile} ({error.strerror}); nothing is lost: close "
            "what has its files open, and start Alcove again."
        ) from None
    return True


def _set_aside(places: Places) -> None:
    """What is there goes aside; where something is aside already, what is there was restored and never opened, and goes."""
    part = places.replaced.with_name("replaced.part")
    part.mkdir(mode=0o700, exist_ok=True)
    stays = places.restored / _STAYS
    aside = places.profile / stays.read_text(encoding="utf-8") if stays.exists() else places.replaced
    # What was aside already and never gave way stays with what stays.
    earlier = (places.replaced.name,) if stays.exists() else ()
    for name in (*(entry.name for entry in places.restored.iterdir()), *_OF_THE_DATABASE, *earlier):
        if (places.profile / name).exists():
            (places.profile / name).replace(part / name)
    if aside.exists():
        shutil.rmtree(part)
    else:
        part.replace(aside)


def _being_laid(places: Places) -> Path:
    return places.restored.with_name("restored.part")


def _moving_in(places: Places) -> Path:
    return places.restored.with_name("restored.moving")
