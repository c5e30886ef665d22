"""Who writes minutes where nobody is named."""

from pathlib import Path

from app.bootstrap.application import build
from app.core.cancel import CancelToken
from app.core.events import MinutesWritten, Progress
from app.core.meetings.transcript import Listening
from app.storage.meetings.meetings import Meetings
from app.storage.places import Places, find_places
from tests.core.meeting import segments
from tests.installed import SMALL_CHAT, model_folder


def test_a_model_too_small_to_sum_up_leaves_the_summary_to_quotation(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / SMALL_CHAT).symlink_to(model_folder(SMALL_CHAT), target_is_directory=True)
    application = build(Places(tmp_path / "profile", models, find_places(None).resources))
    application.vault.create("correct horse battery staple")
    application.open_services()
    meetings = Meetings(application.vault.database)
    transcript_id = meetings.begin("/festival.wav", "Festival", Listening())
    meetings.replace_segments(transcript_id, segments())
    meetings.finish(transcript_id, "en", 65.0, 0.1)
    events = list(application.minutes.write(transcript_id, CancelToken()))
    application.close()
    assert not any(isinstance(event, Progress) and event.activity == "Writing the summary" for event in events)
    assert next(event.minutes.model for event in events if isinstance(event, MinutesWritten)) == ""
