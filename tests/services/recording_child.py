"""A process that records into the folder named on its command line, and says how far it is, until it is killed."""

import sys
from pathlib import Path

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.events import RecordingAt, RecordingBegun
from app.core.meetings.sounds import Track, TrackSource
from app.engines.process import WorkerProcess
from app.engines.sound import Sound
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.recording import RecordingService
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places

KEY = bytes(32)
SOURCES = (TrackSource(Track.MICROPHONE), TrackSource(Track.SYSTEM))


def service(folder: Path, database: Database) -> RecordingService:
    """The real recorder over a database, with a sound worker of its own."""
    audit = Audit(database)
    recordings = Recordings(database, Places(folder, folder, folder), KEY)
    sound = Sound(WorkerProcess("sound"), WorkerProcess("sound"))
    return RecordingService(sound, recordings, RecordedTracks(recordings, audit), audit, Permissions(Policy()))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for event in service(folder, Database(folder / "vault.db", KEY)).record("Meeting", SOURCES, CancelToken()):
        if isinstance(event, RecordingBegun):
            print("begun", flush=True)
        elif isinstance(event, RecordingAt):
            print(event.second, flush=True)
