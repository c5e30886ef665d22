"""Every speech is in a window, and what is in none is not said to have been read."""

from app.core.meetings.minutes_summary import seconds_read, spoken_passages, windows
from app.core.meetings.speeches import speeches
from tests.core.meeting import segments


def test_seconds_of_a_speech_in_no_window_were_not_read() -> None:
    said = tuple(
        (f"Speaker {n % 2}", f"Remark number {n} is about the {'long ' * 60} way to the harbour.") for n in range(90)
    )
    spoken = speeches(segments(said))
    read = windows(spoken, spoken_passages(spoken))
    heard_s = spoken[-1].end
    assert len(read) > 3
    assert seconds_read(read, spoken, heard_s) == heard_s
    without = [window for window in read if window is not read[1]]
    missed = sum(speech.end - speech.start for speech in spoken if read[1].since <= speech.start < read[1].until)
    assert seconds_read(without, spoken, heard_s) == heard_s - missed
    assert missed > 0
