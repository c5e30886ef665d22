"""Transcripts and minutes handed on as files: in any format, with or without times and names, redacted where wished."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Written
from app.core.exporting.file_names import file_name_of
from app.core.exporting.paper import Block, Layout, as_markdown, as_text, minutes_blocks, transcript_blocks
from app.core.exporting.redaction import Hidden, Redaction, Replacement, find_redaction
from app.core.meetings.minutes import Minutes, without_removed, without_speakers
from app.core.meetings.transcript import Segment, Transcript
from app.core.meetings.transcript_formats import SUBTITLES, format_subtitles
from app.engines.paper import PAPER_FORMATS, Paper
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.files import hand_over
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.minutes import KeptMinutes

BINARY = PAPER_FORMATS
"""What cannot be printed."""
FORMATS = (*BINARY, "md", "txt", *SUBTITLES, "json")


@dataclass(frozen=True, slots=True)
class Export:
    """What is handed on. `hidden` is taken out first, but for the words in `kept`.

    Subtitles hold the transcript alone, whatever `minutes` says; so does plain text, where it has only that, without title.
    """

    form: str = "md"
    transcript: bool = True
    minutes: bool = False
    layout: Layout = field(default_factory=Layout)
    hidden: tuple[Hidden, ...] = ()
    kept: tuple[str, ...] = ()


class Exporting:
    """Writes files from what the vault holds."""

    def __init__(
        self,
        meetings: Meetings,
        kept: KeptMinutes,
        paper: Paper,
        audit: Audit,
        permissions: Permissions,
        redacted: tuple[Hidden, ...] = (),
    ) -> None:
        """`redacted` is taken out of everything that is handed on, whatever the user chooses."""
        self._meetings = meetings
        self._kept = kept
        self._paper = paper
        self._audit = audit
        self._permissions = permissions
        self._redacted = redacted

    def preview(self, transcript_id: int, hidden: Sequence[Hidden]) -> tuple[Replacement, ...]:
        """What a redaction would take out, and what would stand in its place. Raises UserError as `content` does."""
        transcript, minutes = self._found(transcript_id)
        found = self._redaction(transcript, minutes, self._guarded(Export(hidden=tuple(hidden)))).replacements
        return tuple(one for one in found if one.count)

    def handed_on(self, transcript_id: int, export: Export) -> tuple[Transcript, Minutes | None]:
        """A transcript and its newest minutes as they are handed on: redacted, and without speakers, where wished.

        Raises:
            RefusedByPolicy: nothing may be exported.
            UserError: there are no minutes to write, or the transcript is gone.
        """
        self._permissions.require("export.allowed")
        export = self._guarded(export)
        transcript, minutes = self._found(transcript_id)
        if export.minutes and minutes is None:
            raise UserError(f"There are no minutes of {transcript.title} yet; write them first.")
        if export.hidden:
            redaction = self._redaction(transcript, minutes, export)
            transcript = redaction.transcript(transcript)
            minutes = redaction.minutes(minutes) if minutes is not None else None
        if not export.layout.speakers:
            transcript = replace(transcript, segments=tuple(map(_nameless, transcript.segments)))
            minutes = without_speakers(minutes) if minutes is not None else None
        return transcript, minutes

    def file_name(self, transcript_id: int, export: Export) -> str:
        """What a file of it is best called: its title, redacted where wished. Raises UserError as `handed_on` does."""
        transcript, _ = self.handed_on(transcript_id, export)
        return file_name_of(transcript.title, export.form)

    def content(self, transcript_id: int, export: Export, cancel: CancelToken) -> bytes:
        """The file's content.

        Raises:
            RefusedByPolicy: nothing may be exported.
            UserError: the format is none there is, there are no minutes to write, or the transcript is gone.
            Cancelled: on cancel.
        """
        if export.form not in FORMATS:
            raise UserError(f"{export.form!r} is not a format Alcove can write; choose one of {', '.join(FORMATS)}.")
        if not export.transcript and not export.minutes:
            raise UserError("Neither transcript nor minutes were chosen; choose what to hand on.")
        transcript, minutes = self.handed_on(transcript_id, export)
        return self._laid_out(transcript, minutes if export.minutes else None, export, cancel)

    def write(self, transcript_id: int, export: Export, path: Path, cancel: CancelToken) -> Written:
        """Write a file where the user wants it: first beside it as `.part`, then under its name.

        Raises:
            UserError: as `content`, or the file cannot be written.
            Cancelled: on cancel; nothing is left behind.
        """
        hand_over(path, self.content(transcript_id, export, cancel))
        self._audit.record("meeting exported", format=export.form, minutes=export.minutes, redacted=bool(export.hidden))
        return Written(str(path))

    def _guarded(self, export: Export) -> Export:
        """With what is taken out whatever the user chooses; what the user would keep of it goes as well."""
        if not self._redacted:
            return export
        return replace(export, hidden=tuple(dict.fromkeys((*export.hidden, *self._redacted))), kept=())

    def _found(self, transcript_id: int) -> tuple[Transcript, Minutes | None]:
        transcript = self._meetings.transcript(transcript_id)
        minutes = next(iter(self._kept.versions(transcript_id)), None)
        return transcript, without_removed(minutes) if minutes is not None else None

    def _redaction(self, transcript: Transcript, minutes: Minutes | None, export: Export) -> Redaction:
        vocabulary = self._meetings.listening(transcript.id).vocabulary
        names = [word.strip() for word in vocabulary.replace("\n", ",").split(",") if word.strip()[:1].isupper()]
        return find_redaction(transcript, minutes, export.hidden, names, export.kept)

    def _laid_out(self, transcript: Transcript, minutes: Minutes | None, export: Export, cancel: CancelToken) -> bytes:
        if export.form in SUBTITLES:
            return format_subtitles(transcript, export.form, export.layout.speakers).encode()
        if export.form == "json":
            return _json(transcript, minutes, export)
        blocks: list[Block] = minutes_blocks(minutes, export.layout) if minutes is not None else []
        if export.transcript:
            said = transcript_blocks(transcript, export.layout, "Transcript" if blocks else "")
            blocks += said[1:] if export.form == "txt" and not blocks else said
        if export.form in PAPER_FORMATS:
            return self._paper.write(export.form, transcript.title, blocks, cancel)
        return (as_markdown(blocks) if export.form == "md" else as_text(blocks)).encode()


def _json(transcript: Transcript, minutes: Minutes | None, export: Export) -> bytes:
    """The transcript as it is kept, with the minutes beside it under "minutes"; minutes alone where only they are."""
    value = msgspec.to_builtins(transcript) if export.transcript else {}
    if minutes is not None:
        value = value | {"minutes": msgspec.to_builtins(minutes)} if value else msgspec.to_builtins(minutes)
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _nameless(segment: Segment) -> Segment:
    return replace(segment, speaker="")
