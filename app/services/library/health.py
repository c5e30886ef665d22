"""Examining the library: what could not be read, what is out of date, and what is there twice."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from app.core.administration.knowledge import is_packed
from app.core.cancel import CancelToken
from app.core.errors import NothingFound
from app.core.events import Event, Examined, Progress
from app.core.library.documents import Document, DocumentStatus
from app.core.library.health import Finding, FindingKind, failure_kind
from app.core.library.revisions import family, is_older
from app.services.library.folder_differences import is_absent
from app.services.library.own_files import has_file
from app.services.library.resemblance import alike, share
from app.services.library.sketching import Sketching
from app.services.library.syncing import why_not_reachable
from app.services.pace import Pace
from app.storage.library.documents import Documents
from app.storage.library.file_states import FileStates
from app.storage.library.findings import Findings
from app.storage.library.followed_folders import FollowedFolders

_NEARLY_THE_SAME = 0.8
_REVISION = 0.4
"""Files whose names say that they are revisions are, if so much of their text is the same."""
_LARGEST_FAMILY = 50
_ORDER = {kind: place for place, kind in enumerate(FindingKind)}

Pair = tuple[int, int]


class Health:
    """Finds what is not as it might be. Nothing is changed, but for the sketches of new documents."""

    def __init__(
        self,
        documents: Documents,
        files: FileStates,
        followed: FollowedFolders,
        findings: Findings,
        sketching: Sketching,
    ) -> None:
        self._documents = documents
        self._files = files
        self._followed = followed
        self._findings = findings
        self._sketching = sketching

    def examine(self, collection: str | None, cancel: CancelToken) -> Iterator[Event]:
        """Progress, and at last one Examined with every finding, the most pressing first.

        Raises:
            Cancelled: on cancel; sketches made until then stay.
        """
        yield from self._sketching.make_missing(cancel)
        documents = [one for one in self._documents.documents(collection) if not is_packed(one)]
        findings = list(self._unread(documents))
        for event in self._out_of_date(documents, cancel):
            if isinstance(event, Finding):
                findings.append(event)
            else:
                yield event
        findings += self._twice(documents)
        findings += self._copies(documents)
        accepted = self._findings.accepted()
        left = [one for one in findings if (one.kind.value, one.document_id, one.other_id) not in accepted]
        yield Examined(tuple(sorted(left, key=lambda one: (_ORDER[one.kind], one.path))))

    def accept(self, finding: Finding) -> None:
        """Leave a finding as it is: it is not shown again."""
        self._findings.accept(finding.kind.value, finding.document_id, finding.other_id)

    def _unread(self, documents: Iterable[Document]) -> Iterator[Finding]:
        for one in documents:
            if one.status is DocumentStatus.FAILED:
                yield _about(one, failure_kind(one), one.reason)
            elif not one.passage_count:
                yield _about(one, FindingKind.EMPTY, "This file was read, and there are no words in it.")

    def _out_of_date(self, documents: Sequence[Document], cancel: CancelToken) -> Iterator[Finding | Progress]:
        gone = self._files.gone()
        away = []
        for folder in self._followed.all():
            if reason := why_not_reachable(folder):
                away.append(folder.path.rstrip(os.sep) + os.sep)
                yield Finding(FindingKind.UNREACHABLE, folder.path, Path(folder.path).name, reason)
        pace = Pace()
        for done, one in enumerate(documents):
            cancel.checkpoint()
            if pace.is_due():
                yield Progress("Looking at files", done, len(documents), "documents", detail=one.path)
            if one.id in gone:
                yield _about(one, FindingKind.GONE, f"Its file is gone since {gone[one.id][:10]}; it is in no search.")
            elif not one.path.startswith(tuple(away)) and (finding := _stale(one)) is not None:
                yield finding

    def _twice(self, documents: Sequence[Document]) -> Iterator[Finding]:
        """Duplicates, near-duplicates and superseded revisions; of each pair one finding."""
        gone = self._files.gone()
        by_id = {one.id: one for one in documents if one.passage_count and one.id not in gone}
        pairs: set[Pair] = set()
        for same in _grouped(by_id.values(), lambda one: f"{one.collection}\n{one.content_hash}"):
            first = same[0]
            for one in same[1:]:
                pairs.add((first.id, one.id))
                yield _pair(FindingKind.DUPLICATE, one, first, 1.0, f"It has the same content as {first.path}.")
        sketches = {identity: values for identity, values in self._findings.sketches() if identity in by_id}
        for one_id, other_id, common in [
            *_revisions(by_id.values(), sketches),
            *alike(sorted(sketches.items()), _NEARLY_THE_SAME),
        ]:
            pair = (min(one_id, other_id), max(one_id, other_id))
            one, other = by_id[pair[0]], by_id[pair[1]]
            if pair not in pairs and one.collection == other.collection and one.content_hash != other.content_hash:
                pairs.add(pair)
                yield _compared(one, other, common)

    def _copies(self, documents: Sequence[Document]) -> Iterator[Finding]:
        """Files that were left out because a document has the same content."""
        by_content = {(one.collection, one.content_hash): one for one in documents}
        for collection in {one.collection for one in documents}:
            for copy in self._files.copies(collection):
                original = by_content.get((collection, copy.content_hash))
                if original is not None and not is_absent(Path(copy.path)):
                    sentence = f"It has the same content as {original.path}, and was left out."
                    yield Finding(
                        FindingKind.DUPLICATE,
                        copy.path,
                        Path(copy.path).name,
                        sentence,
                        0,
                        original.id,
                        original.path,
                        1.0,
                    )


def only_examined(events: Iterable[Event]) -> tuple[Finding, ...]:
    """The findings of an examination.

    Raises:
        NothingFound: it did not come to its end.
    """
    for event in events:
        if isinstance(event, Examined):
            return event.findings
    raise NothingFound("The library was not examined to the end.")


def _about(document: Document, kind: FindingKind, sentence: str) -> Finding:
    return Finding(kind, document.path, document.title, sentence, document.id)


def _pair(kind: FindingKind, one: Document, other: Document, common: float, sentence: str) -> Finding:
    return Finding(kind, one.path, one.title, sentence, one.id, other.id, other.path, common)


def _stale(document: Document) -> Finding | None:
    """A file that is not what was read any more; its size and time tell, without opening it."""
    if document.status is DocumentStatus.FAILED or not has_file(document):
        return None
    path = Path(document.path)
    try:
        status = path.stat()
    except (OSError, ValueError):
        if not is_absent(path):
            return None
        return _about(document, FindingKind.GONE, "Its file is no longer there; its text is kept.")
    if (status.st_size, status.st_mtime_ns) == (document.size_bytes, document.modified_ns):
        return None
    return _about(document, FindingKind.CHANGED, "Its file has changed since it was read.")


def _revisions(documents: Iterable[Document], sketches: dict[int, bytes]) -> Iterator[tuple[int, int, float]]:
    """Pairs whose names are those of one document, and a good part of whose text is the same."""
    for relatives in _grouped(documents, lambda one: f"{one.collection}\n{family(one.path)}"):
        if not family(relatives[0].path):
            continue
        for one, other in combinations(relatives[:_LARGEST_FAMILY], 2):
            common = share(sketches.get(one.id, b""), sketches.get(other.id, b""))
            if common >= _REVISION:
                yield one.id, other.id, common


def _compared(one: Document, other: Document, common: float) -> Finding:
    """Two documents that are much alike: a revision and a newer one, or just near-duplicates."""
    percent = f"{common:.0%}"
    if family(one.path) and family(one.path) == family(other.path):
        older, newer = (
            (one, other) if is_older(one.path, one.modified_ns, other.path, other.modified_ns) else (other, one)
        )
        sentence = f"{newer.path} seems to be a newer revision; {percent} of the text is the same."
        return _pair(FindingKind.SUPERSEDED, older, newer, common, sentence)
    sentence = f"About {percent} of its text is that of {other.path}."
    return _pair(FindingKind.NEAR_DUPLICATE, one, other, common, sentence)


def _grouped(documents: Iterable[Document], key: Callable[[Document], str]) -> list[list[Document]]:
    """Groups of two and more with the same key, each by age in the library."""
    groups: defaultdict[str, list[Document]] = defaultdict(list)
    for one in sorted(documents, key=lambda one: one.id):
        groups[key(one)].append(one)
    return [group for group in groups.values() if len(group) > 1]
