"""The queue of recordings outlives everything but being taken out."""

from app.core.meetings.recording_queue import QueueStatus
from app.core.meetings.transcript import Listening
from app.storage.database import Database
from app.storage.meetings.recording_queue import QueuedRecordings


def test_recordings_come_back_in_their_order_with_how_to_hear_them(database: Database) -> None:
    queue = QueuedRecordings(database)
    german = Listening("de", 2, "Havel", library_names=True)
    queue.add(["/b.wav", "/a.wav"], german)
    queue.add(["/c.wav"], Listening())
    assert [(one.path, one.listening) for one in queue.all()] == [
        ("/b.wav", german),
        ("/a.wav", german),
        ("/c.wav", Listening()),
    ]
    queue.order([one.id for one in reversed(queue.all())])
    assert [one.title for one in queue.all()] == ["c", "a", "b"]


def test_how_one_stands_is_kept(database: Database) -> None:
    queue = QueuedRecordings(database)
    queue.add(["/a.wav", "/b.wav"], Listening())
    first, second = queue.all()
    queue.set_status(first.id, QueueStatus.FAILED, "a.wav has no sound track.")
    queue.remove(second.id)
    [kept] = QueuedRecordings(database).all()
    assert (kept.status, kept.problem) == (QueueStatus.FAILED, "a.wav has no sound track.")
