"""Forgetting for good: a document, a meeting or a person goes with all that was made of it, and a receipt proves it."""

import os
import secrets
from collections.abc import Callable, Generator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from app.core.administration.backups import Fate
from app.core.administration.receipts import Receipt, Subject, canaries, subject_hash
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.errors import NothingFound, UserError
from app.core.events import Event
from app.core.library.documents import Document
from app.core.library.notes import names_note
from app.core.meetings.meeting_documents import path_of
from app.core.meetings.speakers import names_a_person
from app.services.administration.backup_erasure import BackupErasure
from app.services.administration.erasure import Forgotten, erase_derived, erase_person
from app.services.asking.read_states import ReadStates
from app.services.library.following import Following
from app.services.library.library import Library
from app.services.library.search import Search
from app.services.meetings.meeting_passages import MeetingPassages
from app.services.meetings.meetings import MeetingService
from app.services.meetings.voices import Voices
from app.storage.audit import FORGOTTEN, Audit
from app.storage.library.documents import Documents
from app.storage.traces import OWN_TO_PERSONS, Traces

_CANARIES = 5
_CANDIDATES = 200
_SALT_BYTES = 16
_SEARCHED = 20

Forgets = Generator[Event, None, Receipt]
"""Progress, and the receipt at the end."""


class Forgetting:
    """Erases what is named, what was derived from it, and looks everywhere afterwards.

    `empty_memory` lets the model forget what it has read and still holds in memory.
    """

    def __init__(
        self,
        library: Library,
        following: Following,
        meetings: MeetingService,
        passages: MeetingPassages,
        voices: Voices,
        search: Search,
        states: ReadStates,
        documents: Documents,
        traces: Traces,
        audit: Audit,
        backups: BackupErasure,
        empty_memory: Callable[[], None],
    ) -> None:
        self._library = library
        self._following = following
        self._meetings = meetings
        self._passages = passages
        self._voices = voices
        self._search = search
        self._states = states
        self._documents = documents
        self._traces = traces
        self._audit = audit
        self._backups = backups
        self._empty_memory = empty_memory

    def documents_at(self, path: Path) -> list[Document]:
        """The documents at a path or below it, in every collection; none where only answers still cite what was there.

        Raises:
            NothingFound: there are neither, nor backups that may hold them.
        """
        root = _root(path)
        documents = self._library.documents()
        found = [one for one in documents if Path(one.path).is_relative_to(root)]
        if not found and not self._cited_of_old(root, documents) and not self._backups.may_hold():
            raise NothingFound(f"No document of {path} is in the library; see them all with: alcove library list")
        return found

    def document(self, path: Path, cancel: CancelToken) -> Forgets:
        """Forget the documents at a path or below it; the files themselves are not touched.

        What was made of them goes first: whatever ends it in the middle, it can be asked for again. Once it has begun, a
        cancel only leaves backups as they are, and the receipt names them.

        Raises:
            NothingFound: there are none, and no answer cites what was there.
            UserError: the file is there and in a folder that is followed: it would be taken in again.
            Cancelled: on cancel; nothing is forgotten.
        """
        found = self.documents_at(path)
        self._require_not_followed(found)
        cancel.checkpoint()
        ids = [document.id for document in found]
        texts = [page.text for document_id in ids for page in self._documents.pages(document_id)]
        phrases = self._unique(texts, ids, ())
        root = _root(path)
        paths = {document.path for document in found} | self._cited_of_old(root, self._library.documents())
        derived = erase_derived(self._traces, self._audit, paths, ids, phrases)
        removed = self._traces.counts(ids, ()) | derived
        passage_ids = self._documents.passage_ids(None, ids)
        self._library.remove(ids)
        self._after_erasure()
        hashes = {document.content_hash for document in found}
        what = Forgotten(root=root, paths=paths, content_hashes=hashes, phrases=phrases)
        return (yield from self._receipt(Subject.DOCUMENT, str(root), removed, what, passage_ids, cancel))

    def title_of_meeting(self, transcript_id: int) -> str:
        """What a meeting is called; "" where it was forgotten and only backups hold it still.

        Raises:
            NothingFound: there is no such meeting.
        """
        if self._backups.left_meeting(transcript_id) is not None and not self._has_meeting(transcript_id):
            return ""
        return self._meetings.transcript(transcript_id).title

    def meeting(self, transcript_id: int, cancel: CancelToken) -> Forgets:
        """Forget a meeting with its sound, minutes and passages, and what its voices had taught. A cancel is as above.

        One that was forgotten, but for backups that were out of reach, is looked for in these.

        Raises:
            NothingFound: there is no such meeting.
            UserError: it is being recorded.
            Cancelled: on cancel; nothing is forgotten.
        """
        what = self._backups.left_meeting(transcript_id)
        if what is not None and not self._has_meeting(transcript_id):
            return (yield from self._receipt(Subject.MEETING, str(transcript_id), {}, what, (), cancel))
        transcript = self._meetings.transcript(transcript_id)
        self._meetings.require_over(transcript_id)
        self._passages.catch_up()
        cancel.checkpoint()
        ids = [document.id for document in self._library.documents() if document.path == path_of(transcript_id)]
        phrases = self._unique([segment.text for segment in transcript.segments], ids, (transcript_id,))
        paths = {path_of(transcript_id), transcript.path} - {""}
        derived = erase_derived(self._traces, self._audit, paths, ids, phrases)
        removed = self._traces.counts(ids, (transcript_id,)) | derived
        passage_ids = self._documents.passage_ids(None, ids)
        self._voices.unlearn_all(transcript_id)
        self._meetings.delete(transcript_id)
        self._passages.catch_up()
        self._after_erasure()
        what = Forgotten(meeting=(transcript_id, transcript.created_at), paths=paths, phrases=phrases)
        return (yield from self._receipt(Subject.MEETING, str(transcript_id), removed, what, passage_ids, cancel))

    def person(self, name: str, cancel: CancelToken) -> Forgets:
        """Forget who somebody is: the voice, the name as a speaker, in minutes and in names that were listened for.

        What was said or written about them stays as it is; the receipt counts how often the name still stands there.

        Raises:
            NothingFound: nobody of that name is known.
        """
        name = name.strip()
        if not names_a_person(name):
            raise UserError("Say who is to be forgotten by a name; a number alone is nobody.")
        removed = erase_person(self._traces, self._audit, name)
        if not removed and not self._backups.may_hold():
            raise NothingFound(f"Nobody is called {name} in a transcript, and no such voice is kept.")
        self._passages.catch_up()
        self._after_erasure()
        found, places = self._traces.naming(name)
        traces = {place: count for place, count in found.items() if place in OWN_TO_PERSONS}
        if_nowhere = f"Nobody is called {name} anywhere."
        fates, left = yield from self._from_backups(Forgotten(name=name), removed, if_nowhere, cancel)
        return self._noted(
            Receipt(
                *_identity(Subject.PERSON, name),
                removed=removed,
                canaries=1,
                places=places,
                traces=traces | left,
                mentions=sum(found.values()) - sum(traces.values()),
                backups=fates,
            )
        )

    def _has_meeting(self, transcript_id: int) -> bool:
        return any(one.id == transcript_id for one in self._meetings.transcripts())

    def _require_not_followed(self, documents: Sequence[Document]) -> None:
        followed = [status.folder for status in self._following.folders()]
        for document in documents:
            path = Path(document.path)
            folder = next((one for one in followed if path.is_relative_to(one.path)), None)
            if folder is not None and path.exists():
                raise UserError(
                    f"{path} lies in the followed folder {folder.path} and would be taken in again; delete the file,"
                    " or follow the folder no longer, then forget it."
                )

    def _unique(
        self, texts: Sequence[str], document_ids: Sequence[int], transcript_ids: Sequence[int]
    ) -> tuple[str, ...]:
        """Phrases that stand in these texts and in no other document or transcript."""
        candidates = list(dict.fromkeys(islice(canaries(texts), _CANDIDATES)))
        spread = candidates[:: max(1, len(candidates) // (2 * _CANARIES))]
        unique = (one for one in spread if not self._traces.stands_elsewhere(one, document_ids, transcript_ids))
        return tuple(islice(unique, _CANARIES))

    def _from_backups(
        self, what: Forgotten, removed: Mapping[str, int], if_nowhere: str, cancel: CancelToken
    ) -> Generator[Event, None, tuple[dict[str, Fate], dict[str, int]]]:
        """Erase it from the backups. Raises NothingFound where it was neither in the vault nor in any of them."""
        fates, left = yield from self._backups.forget(what, in_vault=bool(removed), cancel=cancel)
        if not removed and Fate.REWRITTEN not in fates.values():
            cancel.checkpoint()
            raise NothingFound(if_nowhere)
        return fates, left

    def _cited_of_old(self, root: Path, documents: Sequence[Document]) -> set[str]:
        """The paths at or below one that answers cite as those of documents which are no longer in the library."""
        known = {document.id for document in documents}
        cited = self._traces.cited_documents()
        return {path for path, document_id in cited if document_id not in known and Path(path).is_relative_to(root)}

    def _after_erasure(self) -> None:
        """Take away what models have read of it, on disk and in memory, and what is left of its words."""
        self._states.keep_within_limit()
        self._empty_memory()
        self._documents.forget_removed_words()

    def _receipt(
        self,
        subject: Subject,
        what: str,
        removed: dict[str, int],
        forgotten: Forgotten,
        passage_ids: Sequence[int],
        cancel: CancelToken,
    ) -> Forgets:
        phrases, if_nowhere = forgotten.phrases, f"Nothing of {what} is in the library or in a backup."
        fates, left = yield from self._from_backups(forgotten, removed, if_nowhere, cancel)
        found, places = self._traces.found(phrases)
        traces = found | left | self._traces.left_of_passages(passage_ids)
        gone = set(passage_ids)
        hits = sum(
            scored.passage.id in gone
            for phrase in phrases
            for scored in self._search.find(phrase, _SEARCHED, CancelToken()).passages
        )
        if hits:
            traces["search"] = hits
        return self._noted(
            Receipt(
                *_identity(subject, what),
                removed=removed,
                canaries=len(phrases),
                places=places,
                traces=traces,
                backups=fates,
            )
        )

    def _noted(self, receipt: Receipt) -> Receipt:
        """The audit log keeps the receipt, but for what would tell the subject."""
        self._audit.record(
            FORGOTTEN,
            subject=receipt.subject,
            subject_sha256=receipt.subject_sha256,
            proven=receipt.proven,
            **{f"removed_{kind}": count for kind, count in receipt.removed.items()},
            **({"backups": len(receipt.backups)} if receipt.backups else {}),
            **({"backups_out_of_reach": len(receipt.out_of_reach)} if receipt.out_of_reach else {}),
        )
        return receipt


def _identity(subject: Subject, what: str) -> tuple[Subject, str, str, str]:
    salt = secrets.token_hex(_SALT_BYTES)
    return subject, subject_hash(salt, what), salt, utc_now()


def _root(path: Path) -> Path:
    """Where the documents to forget lie; a note lies nowhere, and goes by its name."""
    return path if names_note(str(path)) else Path(os.path.realpath(path))
