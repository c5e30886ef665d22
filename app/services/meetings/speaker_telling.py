"""Who speaks when, laid over what was said and kept; a voice that is known gets its name."""

from collections.abc import Iterator, Mapping, Sequence

from app.core.cancel import CancelToken
from app.core.events import Event, Notice
from app.core.meetings.speakers import attributed
from app.core.meetings.transcript import MICROPHONE, SYSTEM, Turn
from app.core.meetings.voices import VoicePrint
from app.services.meetings.voices import Voices
from app.services.pace import RecordingPace
from app.storage.meetings.meetings import Meetings
from app.workers.protocol.transcribe import HeardUntil

_SEVERAL = 2


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
        track: str = SYSTEM,
    ) -> Iterator[Event]:
        """Yields Progress while the recording is listened to; at its end the segments are kept with their speakers.

        Told apart are those whom nobody knows yet: segments without a speaker, and those that are called as the track
        that was listened to. One voice alone at the microphone stays "Me". Corrections made meanwhile stay, and so do the
        names that segments have.
        """
        untold = ("", track)
        if all(one.speaker not in untold for one in self._meetings.transcript(transcript_id).segments):
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
        if track == MICROPHONE and len({turn.speaker for turn in turns}) < _SEVERAL:
            return
        recognized = self._voices.names(voices)
        names = self._attribute(transcript_id, untold, turns, recognized)
        self._voices.keep(transcript_id, {names[voice.speaker]: voice for voice in voices if voice.speaker in names})
        if recognized:
            yield Notice(f"Recognized by voice: {', '.join(recognized.values())}. Rename whoever it is not.")

    def _attribute(
        self, transcript_id: int, untold: Sequence[str], turns: Sequence[Turn], recognized: Mapping[int, str]
    ) -> dict[int, str]:
        """Give the segments as they are now their speakers; returns what each speaker is called."""
        while True:
            segments = self._meetings.transcript(transcript_id).segments
            parts, names = attributed([one for one in segments if one.speaker in untold], turns, recognized)
            named = [one for one in segments if one.speaker not in untold]
            told = sorted((*named, *parts), key=lambda one: (one.start, one.end))
            if self._meetings.replace_segments(transcript_id, told, instead_of=segments):
                return names
