"""What the settings show of backups, and how it changes; without Qt."""

from dataclasses import dataclass, replace

from app.services.backups import BackupState

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class BackupsState:
    """The backups that were made, the newest first; whether one is made, read or restored now, and what came of the last.

    `schedule_problem` is why no backup could be made by itself. `waits`: one takes the place of everything at the next start.
    """

    backups: tuple[BackupState, ...] = ()
    working: bool = False
    told: str = ""
    went_well: bool = True
    schedule_problem: str = ""
    waits: bool = False

    @property
    def shown(self) -> tuple[BackupState, ...]:
        """Those with a row of their own."""
        return self.backups[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.backups) - len(self.shown)


def load(state: BackupsState, backups: tuple[BackupState, ...], schedule_problem: str, waits: bool) -> BackupsState:
    """The list has come."""
    return replace(state, backups=backups, schedule_problem=schedule_problem, waits=waits)


def begin(state: BackupsState) -> BackupsState:
    """Something begins."""
    return replace(state, working=True, told="")


def end(state: BackupsState, told: str, went_well: bool) -> BackupsState:
    """It is over, and this is to be said; nothing after a cancel."""
    return replace(state, working=False, told=told, went_well=went_well)
