"""Meetings made findable: whatever was changed in a transcript, its passages in the library follow."""

import threading
from collections.abc import Callable

from app.core.cancel import CancelToken
from app.core.errors import NothingFound
from app.core.library.documents import DocumentStatus
from app.core.meetings.meeting_documents import (
    COLLECTION,
    as_document,
    content_hash,
    is_meeting,
    path_of,
    second_of,
    transcript_of,
)
from app.services.library.embedding import Embedding
from app.storage.library.documents import Documents
from app.storage.meetings.changed_meetings import ChangedMeetings
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.minutes import KeptMinutes


class MeetingPassages:
    """Keeps the library's passages of meetings what the transcripts say.

    `stored` is called after new passages were kept: it sees to their vectors, some time later. By their words they
    are found at once.
    """

    def __init__(
        self,
        meetings: Meetings,
        changed: ChangedMeetings,
        kept: KeptMinutes,
        documents: Documents,
        embedding: Embedding,
        stored: Callable[[], None] = lambda: None,
    ) -> None:
        self._meetings = meetings
        self._changed = changed
        self._kept = kept
        self._documents = documents
        self._embedding = embedding
        self._stored = stored
        self._one_at_a_time = threading.Lock()

    def catch_up(self) -> int:
        """Take in every meeting that was finished or edited, and drop those deleted; how many there were.

        Nothing to do costs one look into the vault. Before a question is asked, this makes sure that nothing said is
        missing.
        """
        count = 0
        if not self._changed.all():
            return count
        with self._one_at_a_time:
            for transcript_id, changes in self._changed.all():
                self._take_in(transcript_id)
                self._changed.settle(transcript_id, changes)
                count += 1
        if count:
            self._stored()
        return count

    def embed(self, cancel: CancelToken) -> None:
        """Give the passages of meetings that have no vectors theirs now.

        Raises:
            WorkerError: the embedder cannot be used.
            Cancelled: on cancel; finished batches stay.
        """
        for document in self._documents.documents(COLLECTION):
            if document.status is DocumentStatus.STORED and is_meeting(document):
                for _done in self._embedding.embed(self._documents.passages_of(document.id), cancel):
                    cancel.checkpoint()
                self._documents.mark_searchable(document.id)

    def moment(self, path: str, page_index: int, start: int, quote: str, label: str) -> tuple[int, float] | None:
        """The transcript a citation names, and the second its quotation was said at; None where it names a file.

        Raises:
            NothingFound: the meeting was deleted.
        """
        transcript_id = transcript_of(path)
        if transcript_id is None:
            return None
        segments = self._meetings.transcript(transcript_id).segments
        return transcript_id, second_of(segments, page_index, start, quote, label)

    def _take_in(self, transcript_id: int) -> None:
        before = self._documents.find(path_of(transcript_id), COLLECTION)
        try:
            transcript = self._meetings.transcript(transcript_id)
        except NothingFound:
            transcript = None
        if transcript is None or not transcript.segments:
            if before is not None:
                self._embedding.forget(self._documents.remove([before.id]))
            return
        read, chunks = as_document(transcript, self._kept.held_on(transcript_id).isoformat())
        digest = content_hash(read)
        if before is not None and before.content_hash == digest:
            return
        gone = self._documents.passage_ids(None, [before.id]) if before is not None else ()
        self._documents.add(path_of(transcript_id), COLLECTION, digest, 0, 0, read, chunks)
        self._embedding.forget(gone)
        if gone:
            self._documents.forget_removed_words()
