"""What is to be recorded, by the names of its tracks."""

import pytest

from app.core.meetings.sounds import Track, TrackSource, sources_wanted

DEVICES = {Track.MICROPHONE: "headset", Track.SYSTEM: ""}
MICROPHONE, SYSTEM = TrackSource(Track.MICROPHONE, "headset"), TrackSource(Track.SYSTEM, "")


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ("microphone", (MICROPHONE,)),
        ("system", (SYSTEM,)),
        ("both", (MICROPHONE, SYSTEM)),
        ("microphone,system", (MICROPHONE, SYSTEM)),
        ("system,system", (SYSTEM,)),
    ],
)
def test_each_track_that_is_named_comes_once_from_its_own_device(named: str, wanted: tuple[TrackSource, ...]) -> None:
    assert sources_wanted(named, DEVICES.__getitem__) == wanted
