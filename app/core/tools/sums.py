"""Calculations that stand beside each other in one question, and are not to be added up: "15 % of 80 and 20 % of 50"."""

import re

_NUMBER = r"[€$£]?\d[\d.,]*"
_SUM = rf"{_NUMBER}(?:\s?(?:%|percent|prozent) (?:of|off|von|de) |\s?[+*×÷]\s?| [-/] ){_NUMBER}"
"""Not what may be years, or a day: 1914-1918, 3/4."""
_JOINT = r"(?:, |,? (?:and|und|et|y) )"
_LEAD = (
    r"(?:(?:what(?:['’]s)?|how much|is|are|does|do|please|(?:can|could) you|tell me|calculate|compute|work out|and|also|then"
    r"|was|wie ?viel|ist|sind|ergibt|ergeben|bitte|(?:be)?rechne|und|combien|font|fait|calculez?|cu[aá]nto|es|son|calcula)\W+)*"
)
"""Whatever else is asked of calculations makes them parts of a third: their sum, which is larger."""
_ASKED = re.compile(rf"\W*{_LEAD}{_SUM}", re.IGNORECASE)
_AT_BEGINNING = re.compile(
    rf"{_SUM}(?=[ .?!]*$|{_JOINT}(?!(?:in total|in all|(?:al)?together|zusammen|insgesamt|added|summed)\b))",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"{_ASKED.pattern}{_JOINT}{_AT_BEGINNING.pattern}", re.IGNORECASE)


def is_sum(text: str) -> bool:
    """Whether a text begins with a calculation of two numbers, and goes on at most with something beside it."""
    return _AT_BEGINNING.match(text) is not None


def another_sum(before: str, behind: str) -> bool:
    """Whether one calculation follows another, and neither is a part of a third."""
    return _ASKED.fullmatch(before) is not None and is_sum(behind)


def several_sums(text: str) -> bool:
    """Whether such calculations stand beside each other in a text."""
    return _SEVERAL.match(text) is not None
