"""How followed folders, their files and findings are named in the user's language."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.core.following import FileState, FolderState, FolderStatus
from app.core.library.health import FindingKind, Remedy
from app.ui import sentences, wording

_KINDS = {
    FindingKind.LOCKED: QT_TRANSLATE_NOOP("library", "Locked"),
    FindingKind.FAILED: QT_TRANSLATE_NOOP("library", "Could not be read"),
    FindingKind.NO_TEXT: QT_TRANSLATE_NOOP("library", "Without text"),
    FindingKind.EMPTY: QT_TRANSLATE_NOOP("library", "Empty"),
    FindingKind.CHANGED: QT_TRANSLATE_NOOP("library", "Changed since"),
    FindingKind.GONE: QT_TRANSLATE_NOOP("library", "File gone"),
    FindingKind.UNREACHABLE: QT_TRANSLATE_NOOP("library", "Not reachable"),
    FindingKind.SUPERSEDED: QT_TRANSLATE_NOOP("library", "Older revision"),
    FindingKind.DUPLICATE: QT_TRANSLATE_NOOP("library", "Duplicate"),
    FindingKind.NEAR_DUPLICATE: QT_TRANSLATE_NOOP("library", "Near-duplicate"),
}
_REMEDIES = {
    Remedy.UNLOCK: QT_TRANSLATE_NOOP("library", "Enter password…"),
    Remedy.TRY_AGAIN: QT_TRANSLATE_NOOP("library", "Read again"),
    Remedy.REMOVE: QT_TRANSLATE_NOOP("library", "Remove"),
    Remedy.REMOVE_OTHER: QT_TRANSLATE_NOOP("library", "Remove other"),
    Remedy.COPY_PATH: QT_TRANSLATE_NOOP("library", "Copy path"),
    Remedy.KEEP: QT_TRANSLATE_NOOP("library", "Keep"),
}
_STATES = {
    FolderState.UP_TO_DATE: QT_TRANSLATE_NOOP("library", "Up to date"),
    FolderState.WAITING: QT_TRANSLATE_NOOP("library", "Waiting"),
    FolderState.SYNCING: QT_TRANSLATE_NOOP("library", "Reading changes"),
    FolderState.PAUSED: QT_TRANSLATE_NOOP("library", "Paused"),
    FolderState.UNREACHABLE: QT_TRANSLATE_NOOP("library", "Not reachable"),
}
_FILES = {
    FileState.SEARCHABLE: QT_TRANSLATE_NOOP("library", "Searchable"),
    FileState.STORED: QT_TRANSLATE_NOOP("library", "Read, not yet searchable by meaning"),
    FileState.FAILED: QT_TRANSLATE_NOOP("library", "Could not be read"),
    FileState.LOCKED: QT_TRANSLATE_NOOP("library", "Locked"),
    FileState.COPY: QT_TRANSLATE_NOOP("library", "Left out: a copy of another"),
    FileState.GONE: QT_TRANSLATE_NOOP("library", "Gone; its text is in no search"),
    FileState.WRITTEN: QT_TRANSLATE_NOOP("library", "Being written"),
}


def _translated(words: object) -> str:
    return QCoreApplication.translate("library", str(words))


def kind(of: FindingKind) -> str:
    """What a kind of finding is called."""
    return _translated(_KINDS[of])


def remedy(of: Remedy) -> str:
    """What a remedy's button says."""
    return _translated(_REMEDIES[of])


def file_state(of: FileState) -> str:
    """How a file stands."""
    return _translated(_FILES[of])


def folder_state(status: FolderStatus) -> str:
    """How a followed folder stands, and how far what is being done is."""
    parts = [sentences.in_language(status.reason) or _translated(_STATES[status.state])]
    if status.progress is not None and status.progress.total:
        parts.append(wording.amount(status.progress))
        if status.progress.seconds_left is not None:
            parts.append(wording.time_left(status.progress.seconds_left))
    if status.notice:
        parts.append(sentences.in_language(status.notice))
    return wording.joined(parts)
