"""What the settings show of backups, and how it changes; without Qt."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.core.administration.backups import Inventory
from app.services.administration.backups import BackupFolder, BackupState

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class BackupsState:
    """The backups that were made, the newest first; whether one is made, read or restored now, and what came of the last.

    `schedule_problem` is why no backup could be made by itself. `waits`: one takes the place of everything at the next start.
    `folder` is the one for backups made by themselves, and `inventory` what is in the vault now; None until they were read.
    """

    backups: tuple[BackupState, ...] = ()
    working: bool = False
    told: str = ""
    went_well: bool = True
    schedule_problem: str = ""
    waits: bool = False
    folder: BackupFolder | None = None
    inventory: Inventory | None = None

    @property
    def last_by_itself(self) -> str:
        """When the last backup was made by itself; empty where none was."""
        return next((it.backup.made_at for it in self.backups if it.backup.scheduled), "")

    @property
    def shown(self) -> tuple[BackupState, ...]:
        """Those with a row of their own."""
        return self.backups[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.backups) - len(self.shown)


def load(
    state: BackupsState,
    backups: tuple[BackupState, ...],
    schedule_problem: str,
    waits: bool,
    folder: BackupFolder,
    inventory: Inventory,
) -> BackupsState:
    """The list has come, and what else is read with it."""
    return replace(
        state, backups=backups, schedule_problem=schedule_problem, waits=waits, folder=folder, inventory=inventory
    )


def backed_up_to(state: BackupsState, chosen: Path) -> str:
    """The folder that what is here is backed up to before a chosen backup takes its place."""
    folder = state.folder
    return folder.path if folder is not None and folder.there else str(chosen.parent)


def begin(state: BackupsState) -> BackupsState:
    """Something begins."""
    return replace(state, working=True, told="")


def end(state: BackupsState, told: str, went_well: bool) -> BackupsState:
    """It is over, and this is to be said; nothing after a cancel."""
    return replace(state, working=False, told=told, went_well=went_well)
