"""Folders whose documents follow them in place, and what is said of them."""

from dataclasses import dataclass
from enum import StrEnum

from app.core.events import Progress

LEFT_OUT = """\
# One pattern a line, as in a .gitignore file. Hidden and temporary files are always left out.
node_modules/
__pycache__/
venv/
*.mp3
*.m4a
*.wav
*.mp4
*.mov
*.mkv
*.avi
*.exe
*.dll
*.so
*.dylib
*.o
*.pyc
*.class
*.jar
*.iso
*.img
*.dmg
*.gguf
*.onnx
*.safetensors
*.ttf
*.woff2
"""
"""What a newly followed folder leaves out: what programs keep, and files that hold no text to read."""


@dataclass(frozen=True, slots=True)
class FollowedFolder:
    """A folder whose documents are kept as its files are. `left_out` holds patterns, one a line; times are ISO 8601."""

    id: int
    path: str
    collection: str
    left_out: str
    mount_point: str
    """Where its file system was mounted when it came to be followed: elsewhere, the drive is not there."""
    paused: bool
    added_at: str
    synced_at: str = ""


class FolderState(StrEnum):
    """What a followed folder is doing."""

    UP_TO_DATE = "up to date"
    WAITING = "waiting"
    SYNCING = "syncing"
    PAUSED = "paused"
    UNREACHABLE = "not reachable"


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """A followed folder as it stands now. `reason` says in a sentence why it waits, or cannot be reached."""

    folder: FollowedFolder
    state: FolderState
    reason: str = ""
    documents: int = 0
    failed: int = 0
    gone: int = 0
    notice: str = ""
    """Why it is only looked through from time to time, in a sentence; empty where changes are told at once."""
    progress: Progress | None = None


class FileState(StrEnum):
    """How a file of a followed folder stands."""

    SEARCHABLE = "searchable"
    STORED = "stored"
    FAILED = "failed"
    LOCKED = "locked"
    COPY = "copy"
    GONE = "gone"
    WRITTEN = "being written"


@dataclass(frozen=True, slots=True)
class FollowedFile:
    """One file of a followed folder; `reason` is a sentence, or empty."""

    path: str
    state: FileState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A file left out because another holds the same content."""

    path: str
    content_hash: str
    size_bytes: int
    modified_ns: int
