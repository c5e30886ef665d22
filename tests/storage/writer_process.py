"""A process that fills the vault named on its command line, and says what it has done, until it is killed."""

import itertools
import sys
from pathlib import Path

from app.core.asking.conversations import Role
from app.core.meetings.transcript import Segment
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.vectors import PassageVectors
from app.storage.meetings.meetings import Meetings
from tests.storage.made import KEY, add

DIMENSIONS = 64


def say(*words: object) -> None:
    """Only when it is said is it promised: what was said before the end must be found afterwards."""
    print(*words, flush=True)


def write(database: Database, first: int) -> None:
    documents, conversations, meetings = Documents(database), Conversations(database), Meetings(database)
    conversation_id = conversations.create("thread").id
    meeting_id = meetings.begin("/talk.wav", "Talk")
    earlier = {it.path: it.id for it in documents.documents()}
    for number in itertools.count(first):
        path = f"/{number}"
        document = add(documents, path, *(f"page {page} of {number} " * 200 for page in range(number % 7 + 1)))
        say("added", path)
        earlier[path] = document.id
        ids = documents.passage_ids(document_ids=[document.id])
        PassageVectors(database).put("m", ids, bytes(2 * DIMENSIONS * len(ids)), DIMENSIONS)
        documents.mark_searchable(document.id)
        say("searchable", path)
        conversations.add_turn(conversation_id, Role.USER, f"turn {number}")
        say("turn", number)
        meetings.add_segment(meeting_id, Segment(number, number + 1, f"segment {number}"))
        say("segment", number)
        Audit(database).record("document added", number=number)
        say("audit", number)
        if number % 3 == 0:
            path, document_id = next(iter(earlier.items()))
            say("removing", path)
            documents.remove([document_id])
            say("removed", path)
            del earlier[path]


if __name__ == "__main__":
    write(Database(Path(sys.argv[1]), KEY), int(sys.argv[2]))
