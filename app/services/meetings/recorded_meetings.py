"""Meetings that Alcove recorded, transcribed: their sound goes sealed from the disk to the worker, track by track."""

import time
from collections.abc import Callable, Iterator
from operator import attrgetter

from app.core.cancel import CancelToken
from app.core.events import Event, Heard, Notice, Transcribed
from app.core.meetings.sounds import Block, Track
from app.core.meetings.transcript import MICROPHONE, SYSTEM, Listening, Segment, main_language
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.speaker_telling import SpeakerTelling
from app.services.meetings.voices import Voices
from app.services.pace import RecordingPace
from app.storage.audit import Audit
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recordings import Recording, Recordings
from app.workers.protocol.transcribe import HeardUntil


class RecordedMeetings:
    """Turns recordings into the transcripts that have been waiting for them since they were begun."""

    def __init__(
        self,
        transcriber: Callable[[], Transcriber],
        speaker_models: Callable[[], SpeakerModels],
        meetings: Meetings,
        recordings: Recordings,
        tracks: RecordedTracks,
        voices: Voices,
        audit: Audit,
        keeps_sound: Callable[[], bool],
        vocabulary_of: Callable[[Listening], str] = attrgetter("vocabulary"),
    ) -> None:
        self._transcriber = transcriber
        self._speaker_models = speaker_models
        self._meetings = meetings
        self._recordings = recordings
        self._tracks = tracks
        self._telling = SpeakerTelling(meetings, voices)
        self._audit = audit
        self._keeps_sound = keeps_sound
        self._vocabulary_of = vocabulary_of

    def transcribe(self, recording_id: int, listening: Listening, cancel: CancelToken) -> Iterator[Event]:
        """Transcribe a recording; yields Progress and Heard, then Transcribed.

        The microphone is "Me", and the others are told apart by their voices; those who share the microphone are, where
        nobody else was heard. Interrupted, it goes on the next time from the last stretch that was done.

        Raises:
            UserError: a model cannot be used, or the sound was erased or is damaged.
            Cancelled: on cancel; what was heard is kept.
        """
        recording = self._recordings.recording(recording_id)
        transcriber = self._transcriber()
        models = self._speaker_models() if listening.speakers is not None else None
        started, heard_from = time.monotonic(), self._meetings.heard_until(recording.transcript_id)
        yield from self._hear(transcriber, recording, listening, cancel)
        if models is not None:
            yield from self._tell_speakers(models, recording, listening.speakers or 0, cancel)
        self._finish(recording, heard_from, time.monotonic() - started)
        transcript = self._meetings.transcript(recording.transcript_id)
        if not transcript.segments:
            yield Notice(f"No speech was found in {transcript.title}.")
        yield Transcribed(transcript)

    def waiting(self) -> list[Recording]:
        """The recordings that are over and not transcribed yet."""
        return [one for one in self._recordings.recordings() if not one.transcribed and not one.running]

    def _hear(
        self, transcriber: Transcriber, recording: Recording, listening: Listening, cancel: CancelToken
    ) -> Iterator[Event]:
        meeting_id = recording.transcript_id
        transcript = self._meetings.transcript(meeting_id)
        for segment in transcript.segments:
            yield Heard(segment)
        from_s = self._meetings.heard_until(meeting_id)
        pace = RecordingPace("Transcribing", transcript.title, from_s, recording.duration_s)
        yield pace.at(from_s)
        belonging: list[Segment] = []
        heard = transcriber.transcribe_samples(
            lambda second: self._tracks.blocks(recording.id, second),
            len(recording.tracks),
            listening.language,
            self._vocabulary_of(listening),
            from_s,
            cancel,
        )
        for recognized in heard:
            cancel.checkpoint()
            if isinstance(recognized, HeardUntil):
                yield from self._keep(meeting_id, belonging, recognized.second)
                belonging = []
                yield pace.at(recognized.second)
            else:
                belonging.append(recognized)
        yield from self._keep(meeting_id, belonging, recording.duration_s)

    def _keep(self, meeting_id: int, segments: list[Segment], until_s: float) -> Iterator[Heard]:
        """What lies between two marks is kept together: both tracks are heard up to the second of the later one."""
        self._meetings.add_segments(meeting_id, segments, until_s)
        yield from map(Heard, segments)

    def _tell_speakers(
        self, models: SpeakerModels, recording: Recording, speakers: int, cancel: CancelToken
    ) -> Iterator[Event]:
        """Tell apart who speaks in the computer's track, or in the microphone's where nobody does."""
        said = self._meetings.transcript(recording.transcript_id).segments
        in_one_room = len(recording.tracks) > 1 and all(one.speaker == MICROPHONE for one in said)
        track = Track.MICROPHONE if in_one_room else recording.tracks[-1]

        def samples(second: float) -> Iterator[Block]:
            return ((piece,) for piece in self._tracks.samples(recording.id, track, second))

        pace = RecordingPace("Telling speakers apart", "", 0.0, recording.duration_s)
        found = models.turns_of_samples(samples, speakers, cancel)
        called = MICROPHONE if in_one_room else SYSTEM
        yield from self._telling.tell(recording.transcript_id, found, pace, cancel, called)

    def _finish(self, recording: Recording, heard_from: float, elapsed_s: float) -> None:
        meeting_id = recording.transcript_id
        language = main_language(self._meetings.transcript(meeting_id).segments)
        heard_s = recording.duration_s - heard_from
        pace = elapsed_s / heard_s if heard_s > 0 else 0.0
        self._meetings.finish(meeting_id, language, recording.duration_s, pace)
        self._recordings.mark_transcribed(recording.id)
        self._audit.record("recording transcribed", duration_s=round(recording.duration_s), language=language)
        if not self._keeps_sound():
            self._tracks.erase(meeting_id)
