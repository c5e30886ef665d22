"""Erasing what is forgotten from a database: from the vault, and from the copies of it that are in backups."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.meetings.meeting_documents import path_of
from app.core.meetings.speakers import speaker_names
from app.services.meetings.voices import Voices
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.voices import VoiceStore
from app.storage.settings import Settings
from app.storage.traces import OWN_TO_PERSONS, Traces

_MEETING_MARK = "meeting:"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is to be found nowhere any more: documents at or below a path, a meeting, or a person's name.

    `paths` and `content_hashes` are those that the vault had of it, `phrases` stood nowhere else. Documents are known by
    these and never by their numbers: where a backup was restored, the same number may be another document's in the next.
    For the same reason a meeting is known by its number and the time it was made.
    """

    root: Path | None = None
    meeting: tuple[int, str] | None = None
    name: str = ""
    paths: Collection[str] = ()
    content_hashes: Collection[str] = ()
    phrases: Sequence[str] = ()

    @property
    def mark(self) -> str:
        """What it is called where a backup still holds it: the same each time it is asked for, and without its words."""
        if self.meeting is not None:
            return "{}{}:{}".format(_MEETING_MARK, *self.meeting)
        return hashlib.sha256(f"{self.root or ''}\n{self.name.casefold()}".encode()).hexdigest()


def marked_meeting(marks: Iterable[str], transcript_id: int) -> Forgotten | None:
    """The meeting of this number that is marked as still being in a backup, None where none is."""
    for mark in marks:
        number, _, made_at = mark.removeprefix(_MEETING_MARK).partition(":")
        if mark.startswith(_MEETING_MARK) and number == str(transcript_id):
            return Forgotten(meeting=(transcript_id, made_at), paths={path_of(transcript_id)})
    return None


def erase_derived(
    traces: Traces, audit: Audit, paths: Collection[str], document_ids: Collection[int], phrases: Sequence[str]
) -> dict[str, int]:
    """Erase what was made of documents elsewhere: answers, remembered paths, questions in the log. How many, by kind."""
    removed = {
        "answers": traces.erase_answers(paths, document_ids, phrases),
        "paths": traces.erase_paths(paths),
        "texts": audit.erase_texts(phrases),
    }
    return {kind: count for kind, count in removed.items() if count}


def erase_person(traces: Traces, audit: Audit, name: str) -> dict[str, int]:
    """Erase who somebody is: the voice, and the name where it says who spoke. How many, by kind; nothing if unknown."""
    naming, voices = traces.transcripts_naming(name), traces.voices(name)
    if not naming and not voices:
        return {}
    removed = {
        "voices": voices,
        "transcripts": len(naming),
        "answers": traces.erase_answers({path_of(one) for one in naming}, (), [name], citing_too=False),
        "texts": audit.erase_texts([name]),
        "rows": traces.erase_person(name, {one: _free(speakers) for one, speakers in naming.items()}),
    }
    return {kind: count for kind, count in removed.items() if count}


def erase_from_copy(database: Database, what: Forgotten) -> int:
    """Erase it from the database of a backup, whose files and index are not here; how much there was of it.

    The passages of meetings that change go as well: the vault makes them anew once it is restored.
    """
    traces, audit, documents = Traces(database), Audit(database), Documents(database)
    if what.name:
        meetings = {path_of(one) for one in traces.transcripts_naming(what.name)}
        removed = erase_person(traces, audit, what.name)
        documents.remove([one.id for one in documents.documents() if one.path in meetings])
        return sum(removed.values())
    meeting_id = _meeting_in(database, what)
    if what.meeting is not None and meeting_id is None:
        what = replace(what, paths=())
    ids = _documents_of(documents, what)
    paths = {one.path for one in documents.documents() if one.id in ids} | set(what.paths)
    removed = erase_derived(traces, audit, paths, ids, what.phrases)
    documents.remove(ids)
    count = len(ids) + sum(removed.values())
    return count if meeting_id is None else count + _erase_meeting(database, meeting_id)


def left_in_copy(database: Database, what: Forgotten) -> dict[str, int]:
    """In how many rows of which columns something of it is still found; nothing where it was erased."""
    traces = Traces(database)
    if what.name:
        return {place: count for place, count in traces.naming(what.name)[0].items() if place in OWN_TO_PERSONS}
    found = traces.found(what.phrases)[0]
    if what.meeting is None and (left := _documents_of(Documents(database), what)):
        found["documents"] = len(left)
    if (meeting_id := _meeting_in(database, what)) is not None:
        found |= traces.counts((), (meeting_id,))
    return found


def _documents_of(documents: Documents, what: Forgotten) -> list[int]:
    return [
        one.id
        for one in documents.documents()
        if one.path in what.paths
        or one.content_hash in what.content_hashes
        or (what.root is not None and Path(one.path).is_relative_to(what.root))
    ]


def _meeting_in(database: Database, what: Forgotten) -> int | None:
    if what.meeting is None:
        return None
    there = any((one.id, one.created_at) == what.meeting for one in Meetings(database).transcripts())
    return what.meeting[0] if there else None


def _erase_meeting(database: Database, transcript_id: int) -> int:
    count = sum(Traces(database).counts((), (transcript_id,)).values())
    Voices(Settings(database), VoiceStore(database), Audit(database)).unlearn_all(transcript_id)
    with database.writing() as connection:
        connection.execute("DELETE FROM recordings WHERE transcript_id = ?", (transcript_id,))
    Meetings(database).delete(transcript_id)
    return count


def _free(speakers: set[str]) -> str:
    """What a speaker of these may be called who is nobody any more."""
    return speaker_names([0], dict(enumerate(speakers, start=1)))[0]
