"""What can be wrong with a library, and what the user may do about each thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.library.documents import Document


class FindingKind(StrEnum):
    """What a finding is about; the order is that of lists, the most pressing first."""

    LOCKED = "locked"
    FAILED = "failed"
    NO_TEXT = "no text"
    EMPTY = "empty"
    CHANGED = "changed"
    GONE = "gone"
    UNREACHABLE = "not reachable"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near-duplicate"


class Remedy(StrEnum):
    """What the user may do about a finding."""

    UNLOCK = "unlock"
    TRY_AGAIN = "try again"
    REMOVE = "remove"
    REMOVE_OTHER = "remove the other"
    COPY_PATH = "copy path"
    KEEP = "keep"


REMEDIES: Mapping[FindingKind, tuple[Remedy, ...]] = {
    FindingKind.LOCKED: (Remedy.UNLOCK, Remedy.COPY_PATH, Remedy.REMOVE),
    FindingKind.FAILED: (Remedy.TRY_AGAIN, Remedy.COPY_PATH, Remedy.REMOVE),
    FindingKind.NO_TEXT: (Remedy.TRY_AGAIN, Remedy.COPY_PATH, Remedy.REMOVE),
    FindingKind.EMPTY: (Remedy.TRY_AGAIN, Remedy.COPY_PATH, Remedy.REMOVE),
    FindingKind.CHANGED: (Remedy.TRY_AGAIN, Remedy.COPY_PATH, Remedy.REMOVE),
    FindingKind.GONE: (Remedy.KEEP, Remedy.REMOVE),
    FindingKind.UNREACHABLE: (Remedy.COPY_PATH,),
    FindingKind.SUPERSEDED: (Remedy.REMOVE, Remedy.KEEP, Remedy.COPY_PATH),
    FindingKind.DUPLICATE: (Remedy.REMOVE, Remedy.KEEP, Remedy.COPY_PATH),
    FindingKind.NEAR_DUPLICATE: (Remedy.REMOVE, Remedy.REMOVE_OTHER, Remedy.KEEP, Remedy.COPY_PATH),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it might be. `sentence` says what; `other_*` name the document it is compared with.

    `document_id` is 0 where the finding is about a folder, or about a file that is no document of its own.
    """

    kind: FindingKind
    path: str
    title: str
    sentence: str
    document_id: int = 0
    other_id: int = 0
    other_path: str = ""
    share: float = 0.0
    """Of near-duplicates and revisions, about how much of their text is the same, from 0 to 1."""

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What may be done; a copy that was left out is no document, and there is nothing to remove."""
        return tuple(remedy for remedy in REMEDIES[self.kind] if self.document_id or remedy is Remedy.COPY_PATH)


def failure_kind(document: Document) -> FindingKind:
    """What kept a document that could not be read from being read, by the reason kept of it."""
    if document.locked:
        return FindingKind.LOCKED
    reason = document.reason.casefold()
    if "only pictures" in reason or "no text" in reason:
        return FindingKind.NO_TEXT
    return FindingKind.EMPTY if "empty" in reason else FindingKind.FAILED
