"""Loops of a small model: the same words over and over, which greedy decoding cannot leave by itself."""

_SHORTEST_PERIOD = 12
_LONGEST_PERIOD = 240
_REPEATS = 3


def without_loop(text: str) -> str | None:
    """The text up to the end of the first round of a loop it ends in; None while it does not end in one.

    A loop is a stretch of 12 to 240 characters that stands three times in a row at the end.
    """
    for period in range(_SHORTEST_PERIOD, min(_LONGEST_PERIOD, len(text) // _REPEATS) + 1):
        tail = text[-period:]
        if tail.strip() and text.endswith(tail * _REPEATS):
            start = len(text) - period
            while text[start - period : start] == tail:
                start -= period
            return text[: start + period].rstrip()
    return None
