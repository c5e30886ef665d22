"""Transcripts as subtitles, and seconds as people write them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from app.core.meetings.transcript import Segment, Transcript
from app.core.meetings.transcript_edits import split

SUBTITLES = ("srt", "vtt")
_LONGEST = 84
"""Columns of one subtitle: two lines of 42, as the guidelines of Netflix and the BBC have them."""
_SHORTEST_S = 0.1
"""What is shown for no time at all is shown by no player."""
_BREAKS = (r"[.!?…。！？؟]+[\"'”’»)]*(?=\s|$)|[。！？]", r"[,;:،；、，–—](?=\s|$)|[、，；]", r"(?=\s)")
"""Where a subtitle may end, the best first: behind a sentence, behind part of one, behind a word."""


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


def _subtitles(transcript: Transcript, speakers: bool) -> Iterator[Segment]:
    """What is shown at once, one after the other; the name of who speaks stands before the first of a segment."""
    for segment in transcript.segments:
        name = f"{segment.speaker}: " if segment.speaker and speakers else ""
        rest = replace(segment, text=segment.text.strip(), end=max(segment.end, segment.start + _SHORTEST_S))
        while place := _break(rest.text, max(_LONGEST // 2, _LONGEST - _columns(name))):
            parts = split((rest,), 0, place).splices
            if not parts:
                break
            whole, (shown, rest) = rest, parts[0].after
            if shown.end - shown.start < _SHORTEST_S:  # one word's time for all of it: it is shared by length
                middle = whole.start + (whole.end - whole.start) * place / len(whole.text)
                shown, rest = replace(shown, end=middle), replace(rest, start=middle)
            yield replace(shown, text=name + shown.text)
            name = ""
        yield replace(rest, text=name + rest.text)


def _break(text: str, most: int) -> int:
    """Where a text of more columns than these is parted: as evenly as it goes at a good place; 0 where it is not."""
    columns = _columns(text)
    if columns <= most:
        return 0
    even = columns / -(-columns // most)
    for pattern in _BREAKS:
        ends = ((_columns(text[: found.end()]), found.end()) for found in re.finditer(pattern, text[: most + 1]))
        fitting = [(abs(at - even), end) for at, end in ends if even / 2 <= at <= most]
        if fitting:
            return min(fitting)[1]
    return next(place for place in range(1, len(text)) if _columns(text[: place + 1]) > most)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _srt(transcript: Transcript, speakers: bool) -> str:
    return "\n".join(
        f"{number}\n{clock(one.start, ',')} --> {clock(one.end, ',')}\n{one.text}\n"
        for number, one in enumerate(_subtitles(transcript, speakers), start=1)
    )


def _vtt(transcript: Transcript, speakers: bool) -> str:
    cues = (
        f"\n{clock(one.start, '.')} --> {clock(one.end, '.')}\n{escape(one.text, quote=False)}\n"
        for one in _subtitles(transcript, speakers)
    )
    return "WEBVTT\n" + "".join(cues)
