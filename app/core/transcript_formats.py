"""Transcripts as text: plain, subtitles, Markdown."""

from app.core.meetings import Segment, Transcript

TEXT_FORMATS = ("txt", "srt", "vtt", "md")


def format_transcript(transcript: Transcript, name: str) -> str:
    """A transcript in one of `TEXT_FORMATS`, ending in a line break.

    Raises:
        KeyError: for another name.
    """
    return {"txt": _plain, "srt": _srt, "vtt": _vtt, "md": _markdown}[name](transcript)


def clock(seconds: float, fraction: str = "") -> str:
    """Hours, minutes and seconds; with `fraction` "," or "." the milliseconds behind it, as subtitles want them."""
    milliseconds = round(seconds * 1000)
    whole, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}" + (f"{fraction}{rest:03}" if fraction else "")


def _said(segment: Segment) -> str:
    return f"{segment.speaker}: {segment.text}" if segment.speaker else segment.text


def _plain(transcript: Transcript) -> str:
    return "".join(f"{_said(segment)}\n" for segment in transcript.segments)


def _srt(transcript: Transcript) -> str:
    return "\n".join(
        f"{number}\n{clock(segment.start, ',')} --> {clock(segment.end, ',')}\n{_said(segment)}\n"
        for number, segment in enumerate(transcript.segments, start=1)
    )


def _vtt(transcript: Transcript) -> str:
    cues = (
        f"\n{clock(segment.start, '.')} --> {clock(segment.end, '.')}\n{_said(segment).replace('-->', '→')}\n"
        for segment in transcript.segments
    )
    return "WEBVTT\n" + "".join(cues)


def _markdown(transcript: Transcript) -> str:
    lines = (f"**{clock(segment.start)}** {_said(segment)}\n" for segment in transcript.segments)
    return f"# {transcript.title}\n\n" + "\n".join(lines)
