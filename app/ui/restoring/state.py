"""What is known of a backup that the user wants restored, and how it changes; without Qt."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path

from app.core.administration.backups import BackupFacts, ExaminedBackup, Inventory


class Work(Enum):
    """What is done now: nothing, the backup is looked into, or it is restored."""

    NONE = auto()
    EXAMINING = auto()
    RESTORING = auto()


@dataclass(frozen=True, slots=True)
class RestoringState:
    """Everything the form shows. The secret, a passphrase or a recovery key, is left out of its printed form.

    `has_passphrase`: one protects it, and not the keyring of the computer it was made on. `present` is what gives way,
    None on a new machine; it is backed up to `first_to` before, where `keeps_present`.
    """

    path: str = ""
    present: Inventory | None = None
    first_to: str = ""
    keeps_present: bool = True
    facts: BackupFacts | None = None
    examined: bool = False
    has_passphrase: bool = True
    by_passphrase: bool = True
    secret: str = field(default="", repr=False)
    work: Work = Work.NONE
    problem: str = ""

    @property
    def file(self) -> Path:
        """The backup."""
        return Path(self.path)

    @property
    def wants_secret(self) -> bool:
        """Whether it opens only with what its owner types."""
        return self.examined and self.facts is None

    @property
    def may_go_on(self) -> bool:
        """Whether the button that goes on works: to look into it, and then to restore it."""
        return self.work is Work.NONE and (self.facts is not None or (self.wants_secret and bool(self.secret.strip())))

    @property
    def passphrase(self) -> str | None:
        """The passphrase that was typed, if one was."""
        return self.secret if self.secret and self.by_passphrase else None

    @property
    def recovery_key(self) -> str | None:
        """The recovery key that was typed, if one was."""
        return self.secret if self.secret and not self.by_passphrase else None


def begin(path: str, present: Inventory | None = None, first_to: str = "") -> RestoringState:
    """A backup was chosen, and is looked into."""
    return RestoringState(path, present, first_to, work=Work.EXAMINING)


def use_recovery_key(state: RestoringState, wanted: bool) -> RestoringState:
    """The user turns to the recovery key, or back to the passphrase."""
    return replace(state, by_passphrase=not wanted, secret="", problem="")


def type_secret(state: RestoringState, secret: str) -> RestoringState:
    """The user types; an earlier complaint goes away."""
    return replace(state, secret=secret, problem="")


def keep_present(state: RestoringState, keeps: bool) -> RestoringState:
    """The user says whether what is here is backed up first."""
    return replace(state, keeps_present=keeps)


def go_on(state: RestoringState) -> RestoringState:
    """It is looked into with what was typed, or restored."""
    return replace(state, work=Work.EXAMINING if state.facts is None else Work.RESTORING, problem="")


def examined(state: RestoringState, found: ExaminedBackup) -> RestoringState:
    """It was looked into."""
    state = replace(state, facts=found.facts, examined=True, has_passphrase=found.by_passphrase, work=Work.NONE)
    return state if found.by_passphrase else replace(state, by_passphrase=False)


def fail(state: RestoringState, problem: str) -> RestoringState:
    """It did not work, for this reason, or was cancelled (""): a wrong passphrase is cleared, a long key mistyped stays."""
    secret = "" if problem and state.facts is None and state.by_passphrase else state.secret
    return replace(state, work=Work.NONE, problem=problem, secret=secret)
