"""Transcripts as subtitles, and seconds as people write them."""

from app.core.meetings import Segment, Transcript

SUBTITLES = ("srt", "vtt")


def format_subtitles(transcript: Transcript, name: str, speakers: bool = True) -> str:
    """A transcript in one of `SUBTITLES`, ending in a line break.

    Raises:
        KeyError: for another name.
    """
    return {"srt": _srt, "vtt": _vtt}[name](transcript, speakers)


def clock(seconds: float, fraction: str = "") -> str:
    """Hours, minutes and seconds; with `fraction` "," or "." the milliseconds behind it, as subtitles want them."""
    milliseconds = round(seconds * 1000)
    whole, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}" + (f"{fraction}{rest:03}" if fraction else "")


def _said(segment: Segment, speakers: bool) -> str:
    return f"{segment.speaker}: {segment.text}" if segment.speaker and speakers else segment.text


def _srt(transcript: Transcript, speakers: bool) -> str:
    return "\n".join(
        f"{number}\n{clock(segment.start, ',')} --> {clock(segment.end, ',')}\n{_said(segment, speakers)}\n"
        for number, segment in enumerate(transcript.segments, start=1)
    )


def _vtt(transcript: Transcript, speakers: bool) -> str:
    cues = (
        f"\n{clock(segment.start, '.')} --> {clock(segment.end, '.')}\n{_said(segment, speakers).replace('-->', '→')}\n"
        for segment in transcript.segments
    )
    return "WEBVTT\n" + "".join(cues)
