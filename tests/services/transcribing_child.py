"""A process that transcribes a recording into the vault of a folder, and says when it is further, until it is killed."""

import sys
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.events import Heard, Progress
from app.core.meetings.transcript import Listening
from tests.services.meetings.test_recording_queue import Opened

if __name__ == "__main__":
    opened = Opened(Path(sys.argv[1]))
    further = False
    for event in opened.meetings.transcribe(Path(sys.argv[2]), Listening("en"), CancelToken()):
        further = further or (isinstance(event, Progress) and event.activity == "Transcribing")
        if further and isinstance(event, Heard | Progress):
            print(type(event).__name__, flush=True)
    opened.close()
