"""Who speaks when, laid over what was said and kept; a voice that is known gets its name."""

from collections.abc import Iterator

from app.core.cancel import CancelToken
from app.core.events import Event, Notice
from app.core.meetings import Turn
from app.core.speakers import attributed
from app.core.voices import VoicePrint
from app.services.pace import RecordingPace
from app.services.voices import Voices
from app.storage.meetings import Meetings
from app.workers.protocol.transcribe import HeardUntil


class SpeakerTelling:
    """Gives the segments of transcripts their speakers."""

    def __init__(self, meetings: Meetings, voices: Voices) -> None:
        self._meetings = meetings
        self._voices = voices

    def tell(
        self,
        transcript_id: int,
        found: Iterator[Turn | VoicePrint | HeardUntil],
        pace: RecordingPace,
        cancel: CancelToken,
        known: str = "",
    ) -> Iterator[Event]:
        """Yields Progress while the recording is listened to; at its end the segments are kept with their speakers.

        What `known` says, who has a track of their own, is left as it is.
        """
        segments = self._meetings.transcript(transcript_id).segments
        theirs = [one for one in segments if not known or one.speaker != known]
        if not theirs:
            return
        turns: list[Turn] = []
        voices: list[VoicePrint] = []
        for one in found:
            cancel.checkpoint()
            if isinstance(one, Turn):
                turns.append(one)
            elif isinstance(one, VoicePrint):
                voices.append(one)
            else:
                yield pace.at(one.second)
        recognized = self._voices.names(voices)
        parts, names = attributed(theirs, turns, recognized)
        own = [one for one in segments if known and one.speaker == known]
        self._meetings.replace_segments(transcript_id, sorted((*own, *parts), key=lambda one: (one.start, one.end)))
        self._voices.keep(transcript_id, {names[voice.speaker]: voice for voice in voices if voice.speaker in names})
        if recognized:
            yield Notice(f"Recognized by voice: {', '.join(recognized.values())}. Rename whoever it is not.")
