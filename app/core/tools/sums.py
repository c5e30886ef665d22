"""Calculations that stand beside each other in one question, and are not to be added up: "15 % of 80 and 20 % of 50"."""

import re

_NUMBER = r"[€$£]?\d[\d.,]*"
_SUM = rf"{_NUMBER}(?:\s?(?:%|percent|prozent) (?:of|off|von|de) |\s?[+*×÷]\s?| [-/] ){_NUMBER}"
"""Not what may be years, or a day: 1914-1918, 3/4."""
_JOINT = r"(?:, |,? (?:and|und|et|y) )"
_AT_END = re.compile(rf"\b{_SUM}$", re.IGNORECASE)
_AT_BEGINNING = re.compile(rf"{_SUM}(?=[ .?!]*$|{_JOINT})", re.IGNORECASE)
_SEVERAL = re.compile(rf"\b{_SUM}{_JOINT}{_AT_BEGINNING.pattern}", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:sum|total|add|average|mean|difference|between|from|summe|addiere|durchschnitt)\b", re.IGNORECASE
)


def is_sum(text: str) -> bool:
    """Whether a text begins with a calculation of two numbers, and goes on at most with something beside it."""
    return _AT_BEGINNING.match(text) is not None


def another_sum(before: str, behind: str) -> bool:
    """Whether one calculation follows another, and neither is a part of a third."""
    return bool(_AT_END.search(before)) and is_sum(behind) and not _TOGETHER.search(before)


def several_sums(text: str) -> bool:
    """Whether such calculations stand beside each other in a text."""
    return bool(_SEVERAL.search(text)) and not _TOGETHER.search(text)
