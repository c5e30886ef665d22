"""A process that corrects the first segment of a transcript again and again, saying what is kept, until it is killed."""

import itertools
import sys
from pathlib import Path

from app.core.meetings.transcript_edits import applied, reword
from app.storage.database import Database
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.transcript_edits import TranscriptEdits
from tests.storage.made import KEY


def correct(database: Database, transcript_id: int) -> None:
    """Correct without end."""
    segments = Meetings(database).transcript(transcript_id).segments
    edits = TranscriptEdits(database)
    for number in itertools.count(1):
        edit = reword(segments, 0, f"Text {number}")
        edits.make(transcript_id, edit)
        print(number, flush=True)
        segments = applied(segments, edit)


if __name__ == "__main__":
    correct(Database(Path(sys.argv[1]), KEY), int(sys.argv[2]))
