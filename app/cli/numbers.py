"""Numbers on the command line: refused before anything is done with them."""

import argparse
from collections.abc import Callable

LARGEST_ID = 2**63 - 1
"""The largest number of a row: no database has room for a longer one."""


def row_number(text: str) -> int | None:
    """The number of a row that is written so; None for anything else, such as a file's name."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))
    return int(text) if is_number and int(text) <= LARGEST_ID else None


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """What argparse is given for a whole number in these bounds."""

    def parsed(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text!r:.40} is not a whole number from {least} to {most:,}")
        return number

    return parsed
