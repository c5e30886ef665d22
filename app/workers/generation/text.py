"""From the bytes of tokens to text that may be shown: whole characters, and nothing of a stop string."""

import codecs
from collections.abc import Sequence


class AnswerText:
    """Takes bytes as they come and gives back what is certain; `stopped` once a stop string has appeared."""

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = [text for text in stop if text]
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.stopped = False

    def add(self, piece: bytes) -> str:
        """The text that is certain now; what may be the beginning of a character or a stop string is held back."""
        text = self._held + self._decoder.decode(piece)
        ends = [end for stop in self._stop if (end := text.find(stop)) >= 0]
        if ends:
            self.stopped = True
            self._held = ""
            return text[: min(ends)]
        held = self._longest_beginning(text)
        self._held = text[len(text) - held :]
        return text[: len(text) - held]

    def rest(self) -> str:
        """What was held back as a possible stop string, once nothing follows; half a character is dropped."""
        held, self._held = self._held, ""
        return held

    def _longest_beginning(self, text: str) -> int:
        """Characters at the end of `text` that a stop string begins with."""
        longest = 0
        for stop in self._stop:
            for length in range(min(len(stop) - 1, len(text)), longest, -1):
                if text.endswith(stop[:length]):
                    longest = length
                    break
        return longest
