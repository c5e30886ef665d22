"""Recordings transcribed and kept: every segment is in the vault before it is shown."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, NothingFound, UserError
from app.core.events import Event, Heard, Notice, Progress, Transcribed
from app.core.meetings.transcript import Listening, Segment, Transcript, main_language
from app.core.meetings.transcript_edits import Edit, Edited, rename_speaker, renaming
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.speaker_telling import SpeakerTelling
from app.services.meetings.voices import Voices
from app.services.pace import RecordingPace
from app.storage.audit import Audit
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.transcript_edits import TranscriptEdits
from app.workers.protocol.transcribe import HeardUntil, RecordingOpened


class MeetingService:
    """Transcribes files and keeps, renames and deletes transcripts.

    `transcriber` is asked for when it is needed: it raises ModelError while no speech model is installed.
    """

    def __init__(
        self,
        transcriber: Callable[[], Transcriber],
        speaker_models: Callable[[], SpeakerModels],
        meetings: Meetings,
        edits: TranscriptEdits,
        recorded: RecordedTracks,
        voices: Voices,
        audit: Audit,
        vocabulary_of: Callable[[Listening], str] = attrgetter("vocabulary"),
    ) -> None:
        self._transcriber = transcriber
        self._speaker_models = speaker_models
        self._meetings = meetings
        self._edits = edits
        self._recorded = recorded
        self._voices = voices
        self._audit = audit
        self._vocabulary_of = vocabulary_of
        self._telling = SpeakerTelling(meetings, voices)

    def transcribe(self, path: Path, listening: Listening, cancel: CancelToken) -> Iterator[Event]:
        """Transcribe a recording; yields Progress and Heard, then Transcribed.

        Cancelled or interrupted, what was heard until then is kept, marked as incomplete; asked again for the same
        recording, what is kept is yielded first and the rest is heard from there.

        Raises:
            UserError: the file or a model cannot be used.
        """
        path = path.resolve()
        if not path.is_file():
            raise UserError(f"There is no file {path}; check the name and try again.")
        transcriber = self._transcriber()
        speaker_models = self._speaker_models() if listening.speakers is not None else None
        yield Progress("Opening", 0, 0, "seconds", detail=path.name)
        meeting_id = self._begin(path, listening)
        try:
            started = time.monotonic()
            heard_from = self._meetings.heard_until(meeting_id)
            yield from self._hear(transcriber, meeting_id, path, listening, cancel)
            if speaker_models is not None:
                yield from self._tell_speakers(speaker_models, meeting_id, path, listening.speakers or 0, cancel)
            self._finish(meeting_id, heard_from, time.monotonic() - started)
        except (UserError, Cancelled):
            if not self._meetings.transcript(meeting_id).segments:
                self._meetings.delete(meeting_id)
            raise
        transcript = self._meetings.transcript(meeting_id)
        self._audit.record(
            "recording transcribed", duration_s=round(transcript.duration_s), language=transcript.language
        )
        if not transcript.segments:
            yield Notice(f"No speech was found in {path.name}.")
        yield Transcribed(transcript)

    def resume(self, transcript_id: int, cancel: CancelToken) -> Iterator[Event]:
        """Go on with an interrupted transcript as it was asked for. Yields and raises as `transcribe` does."""
        path = Path(self._meetings.transcript(transcript_id).path)
        yield from self.transcribe(path, self._meetings.listening(transcript_id), cancel)

    def listening(self, transcript_id: int) -> Listening:
        """How a transcript was asked for. Raises UserError if it is gone."""
        return self._meetings.listening(transcript_id)

    def rename_speaker(self, transcript_id: int, before: str, after: str) -> Edited:
        """Call a speaker by another name, everywhere in this transcript; the name of another one makes them one.

        Where voices are remembered, this one is that person's from now on.

        Raises:
            UserError: nobody is called so, or the name is empty.
        """
        name = after.strip()
        if not name:
            raise UserError("A speaker needs a name; type one, or keep the one there is.")
        transcript = self._meetings.transcript(transcript_id)
        if before not in transcript.speakers:
            raise NothingFound(f"Nobody is called {before} in this transcript.")
        edited = self._edits.make(transcript_id, rename_speaker(transcript.segments, before, name))
        self._audit.record("speaker renamed")
        return self._with_voices(transcript_id, edited)

    def edit(self, transcript_id: int, edit: Edit) -> Edited:
        """Keep a correction of a transcript: once this returns, it is on disk.

        Raises:
            UserError: the transcript is gone, or was changed elsewhere; nothing was changed.
        """
        return self._edits.make(transcript_id, edit)

    def undo(self, transcript_id: int) -> Edited:
        """Undo the last correction, also one of an earlier day, and what a voice taught by it. Raises as `edit` does."""
        return self._with_voices(transcript_id, self._edits.undo(transcript_id))

    def redo(self, transcript_id: int) -> Edited:
        """Do again what was undone last. Raises as `edit` does."""
        return self._with_voices(transcript_id, self._edits.redo(transcript_id))

    def edits_of(self, transcript_id: int) -> Edited:
        """How many corrections of a transcript can be undone and done again."""
        return self._edits.standing(transcript_id)

    def saying(self, text: str) -> frozenset[int]:
        """The transcripts in which all these words are said, by the speaker whose name is among them if any is."""
        return self._meetings.saying(text)

    def transcripts(self) -> list[Transcript]:
        """All transcripts, newest first, without their segments."""
        return self._meetings.transcripts()

    def transcript(self, transcript_id: int) -> Transcript:
        """One transcript, whole. Raises UserError if it is gone."""
        return self._meetings.transcript(transcript_id)

    def rename(self, transcript_id: int, title: str) -> None:
        """Give a transcript another title."""
        self._meetings.rename(transcript_id, title)

    def find_again(self, transcript_id: int, path: Path) -> None:
        """Say where a transcript's recording lies now.

        Raises:
            UserError: there is no such file, or the transcript is gone.
        """
        if not path.is_file():
            raise UserError(f"There is no file {path}; check the name and try again.")
        self._meetings.move(transcript_id, str(path.resolve()))

    def delete(self, transcript_id: int) -> None:
        """Delete a transcript for good, and the sound if Alcove recorded it; a file it was made from is not touched.

        Raises:
            UserError: it is being recorded.
        """
        self.require_over(transcript_id)
        self._recorded.erase(transcript_id)
        self._meetings.delete(transcript_id)
        self._audit.record("transcript deleted")

    def require_over(self, transcript_id: int) -> None:
        """Raises UserError while the meeting is being recorded."""
        recording = self._recorded.of_transcript(transcript_id)
        if recording is not None and recording.running:
            raise UserError("This meeting is being recorded; stop the recording first.")

    def _with_voices(self, transcript_id: int, edited: Edited) -> Edited:
        """Where a speaker is called something else now, the voice is too."""
        names = renaming(edited.edit)
        if names is not None:
            before, after = names
            spoken = Counter(one.speaker for one in self._meetings.transcript(transcript_id).segments)
            if before in spoken:
                self._voices.part(transcript_id, after)
            else:
                joining = spoken[after] > len(edited.edit.speakers)
                self._voices.learn(transcript_id, before, after, joining=joining)
        return edited

    def _begin(self, path: Path, listening: Listening) -> int:
        """The transcript to go on with, or a new one."""
        facts = path.stat()
        unfinished = self._meetings.unfinished(path, listening, facts.st_size, facts.st_mtime_ns)
        if unfinished is not None:
            return unfinished
        return self._meetings.begin(path, path.stem, listening, facts.st_size, facts.st_mtime_ns)

    def _hear(
        self, transcriber: Transcriber, meeting_id: int, path: Path, listening: Listening, cancel: CancelToken
    ) -> Iterator[Event]:
        for segment in self._meetings.transcript(meeting_id).segments:
            yield Heard(segment)
        from_s = self._meetings.heard_until(meeting_id)
        pace = RecordingPace("Transcribing", path.name, from_s)
        heard = transcriber.transcribe(path, listening.language, self._vocabulary_of(listening), from_s, cancel)
        for recognized in heard:
            cancel.checkpoint()
            if isinstance(recognized, Segment):
                self._meetings.add_segment(meeting_id, recognized)
                yield Heard(recognized)
            elif isinstance(recognized, RecordingOpened):
                pace.duration_s = recognized.duration_s
            elif isinstance(recognized, HeardUntil):
                self._meetings.mark_heard(meeting_id, recognized.second)
                yield pace.at(recognized.second)

    def _tell_speakers(
        self, models: SpeakerModels, meeting_id: int, path: Path, speakers: int, cancel: CancelToken
    ) -> Iterator[Event]:
        pace = RecordingPace("Telling speakers apart", path.name, 0.0, self._meetings.heard_until(meeting_id))
        yield pace.at(0.0)
        yield from self._telling.tell(meeting_id, models.turns(path, speakers, cancel), pace, cancel)

    def _finish(self, meeting_id: int, heard_from: float, elapsed_s: float) -> None:
        duration_s = self._meetings.heard_until(meeting_id)
        heard_s = duration_s - heard_from
        language = main_language(self._meetings.transcript(meeting_id).segments)
        self._meetings.finish(meeting_id, language, duration_s, elapsed_s / heard_s if heard_s > 0 else 0.0)
