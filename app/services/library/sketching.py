"""Keeps a sketch of every document's text, so that documents can be compared without being read again."""

from collections.abc import Iterator

from app.core.cancel import CancelToken
from app.core.events import Progress
from app.services.library.resemblance import sketch
from app.services.pace import Pace
from app.storage.library.documents import Documents
from app.storage.library.findings import Findings

_AT_ONCE = 50


class Sketching:
    """Makes the sketches that are missing: of new and replaced documents, a few milliseconds each."""

    def __init__(self, documents: Documents, findings: Findings) -> None:
        self._documents = documents
        self._findings = findings

    def make_missing(self, cancel: CancelToken) -> Iterator[Progress]:
        """Make them, and tell how far it is where that takes a while.

        Raises:
            Cancelled: on cancel; those made stay.
        """
        missing = self._findings.without_sketch()
        pace = Pace()
        for start in range(0, len(missing), _AT_ONCE):
            cancel.checkpoint()
            if start and pace.is_due():
                left = pace.seconds_left(start, len(missing) - start)
                yield Progress("Comparing documents", start, len(missing), "documents", left)
            batch = missing[start : start + _AT_ONCE]
            self._findings.keep_sketches([(one, self._sketch(one)) for one in batch])

    def _sketch(self, document_id: int) -> bytes:
        return sketch(page.text for page in self._documents.pages(document_id))
