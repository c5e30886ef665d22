"""Recordings transcribed and kept: every segment is in the vault before it is shown."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Event, Heard, Notice, Progress, Transcribed, Written
from app.core.meetings import Segment, Transcript
from app.core.transcript_formats import TEXT_FORMATS, format_transcript
from app.engines.transcriber import Transcriber
from app.storage.audit import Audit
from app.storage.meetings import Meetings
from app.workers.protocol import HeardUntil, RecordingOpened

EXPORT_FORMATS = (*TEXT_FORMATS, "json")


class MeetingService:
    """Transcribes files and keeps, renames, exports and deletes transcripts.

    `transcriber` is asked for when it is needed: it raises ModelError while no speech model is installed.
    """

    def __init__(self, transcriber: Callable[[], Transcriber], meetings: Meetings, audit: Audit) -> None:
        self._transcriber = transcriber
        self._meetings = meetings
        self._audit = audit

    def transcribe(self, path: Path, language: str | None, cancel: CancelToken) -> Iterator[Event]:
        """Transcribe a recording; yields Progress and Heard, then Transcribed.

        Cancelled or interrupted, what was heard until then is kept, marked as incomplete.

        Raises:
            UserError: the file or the speech model cannot be used.
        """
        path = path.resolve()
        if not path.is_file():
            raise UserError(f"There is no file {path}; check the name and try again.")
        transcriber = self._transcriber()
        yield Progress("Opening", 0, 0, "seconds", detail=path.name)
        meeting_id = self._meetings.begin(str(path), path.stem)
        try:
            yield from self._hear(transcriber, meeting_id, path, language or "", cancel)
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

    def transcripts(self) -> list[Transcript]:
        """All transcripts, newest first, without their segments."""
        return self._meetings.transcripts()

    def transcript(self, transcript_id: int) -> Transcript:
        """One transcript, whole. Raises UserError if it is gone."""
        return self._meetings.transcript(transcript_id)

    def rename(self, transcript_id: int, title: str) -> None:
        """Give a transcript another title."""
        self._meetings.rename(transcript_id, title)

    def delete(self, transcript_id: int) -> None:
        """Delete a transcript for good; the recording itself is not touched."""
        self._meetings.delete(transcript_id)
        self._audit.record("transcript deleted")

    def export_text(self, transcript: Transcript, name: str) -> str:
        """A transcript in one of `EXPORT_FORMATS`. Raises UserError for another."""
        if name == "json":
            return msgspec.json.format(msgspec.json.encode(transcript), indent=2).decode() + "\n"
        if name not in TEXT_FORMATS:
            raise UserError(f"{name!r} is not a format Alcove can write; choose one of {', '.join(EXPORT_FORMATS)}.")
        return format_transcript(transcript, name)

    def export(self, transcript_id: int, name: str, path: Path) -> Written:
        """Write a transcript where the user wants it: first beside it as `.part`, then under its name."""
        text = self.export_text(self._meetings.transcript(transcript_id), name)
        part = path.with_name(path.name + ".part")
        try:
            part.write_text(text, encoding="utf-8")
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise UserError(f"{path} could not be written ({error.strerror}); choose another folder.") from None
        self._audit.record("transcript exported", format=name)
        return Written(str(path))

    def _hear(
        self, transcriber: Transcriber, meeting_id: int, path: Path, language: str, cancel: CancelToken
    ) -> Iterator[Event]:
        started = time.monotonic()
        duration_s = second = 0.0
        for recognized in transcriber.transcribe(path, language, 0.0, cancel):
            cancel.checkpoint()
            if isinstance(recognized, Segment):
                self._meetings.add_segment(meeting_id, recognized)
                yield Heard(recognized)
            elif isinstance(recognized, RecordingOpened):
                duration_s, language = recognized.duration_s, recognized.language
            elif isinstance(recognized, HeardUntil):
                second = recognized.second
                self._meetings.mark_heard(meeting_id, second)
                yield _progress(path, second, duration_s, time.monotonic() - started)
        duration_s = duration_s or second
        factor = (time.monotonic() - started) / duration_s if duration_s else 0.0
        self._meetings.finish(meeting_id, language, duration_s, factor)


def _progress(path: Path, second: float, duration_s: float, elapsed_s: float) -> Progress:
    left = elapsed_s / second * (duration_s - second) if second and duration_s > second else None
    return Progress("Transcribing", second, duration_s, "seconds", left, path.name)
