"""Backups: what one file of a whole profile says of itself, and what Alcove remembers of those it has made."""

from dataclasses import dataclass
from enum import StrEnum

BACKUP_SUFFIX = ".alcovebackup"
DATABASE_MEMBER = "vault.db"
SEALED_FILES = "blobs"
MODELS = "models"


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much of what a user looks for is in a vault."""

    documents: int
    meetings: int
    conversations: int


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """When a backup was made, by which version, whether models are in it, and whether it is the vault alone.

    `content_bytes` is about what takes up room once it is restored. `inventory` is None where nothing was counted.
    `pieces` is the folder beside the backup that its content lies in, shared with other backups; "" where it holds it itself.
    """

    made_at: str
    version: str
    with_models: bool = False
    vault_only: bool = False
    content_bytes: int = 0
    inventory: Inventory | None = None
    pieces: str = ""


@dataclass(frozen=True, slots=True)
class ExaminedBackup:
    """A backup that somebody chose; `facts` are None where it opens only with its passphrase or recovery key."""

    path: str
    by_passphrase: bool
    facts: BackupFacts | None


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup that was made, and where. `left_in` has a mark for each thing forgotten since that it still holds."""

    path: str
    made_at: str
    size_bytes: int
    scheduled: bool = False
    left_in: frozenset[str] = frozenset()

    @property
    def outdated(self) -> bool:
        """Whether it still holds something that was forgotten since."""
        return bool(self.left_in)


class Fate(StrEnum):
    """What became of a backup when something was forgotten."""

    ERASED = "erased"
    REWRITTEN = "rewritten"
    WITHOUT = "nothing of it in it"
    OUT_OF_REACH = "out of reach"
    LEFT = "left as it was, for it was interrupted"


def backup_name(made_at: str) -> str:
    """The file name of a backup made at this time (ISO 8601): it sorts by time and fits every file system."""
    day, _, time = made_at.partition("T")
    return f"alcove-{day}-{time[:15].replace(':', '').replace('.', '-')}{BACKUP_SUFFIX}"
