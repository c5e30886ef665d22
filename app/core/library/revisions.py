"""Which files are revisions of one document, told from their names."""

import re
from pathlib import PurePath

_SEPARATOR = r"[\s._\-()\[\]]"
_DATE = r"(?:19|20)\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])"
_NUMBERED = r"(?:v|ver|version|rev|revision|r|draft|entwurf|copy|kopie|final)[\s._-]?(\d+(?:\.\d+)*)"
_WORDS = "final|draft|entwurf|copy of|copy|kopie von|kopie|old|alt|new|neu|latest|updated|revised|edited|clean|signed"
_MARK = re.compile(
    rf"(?:(?<={_SEPARATOR})|^)(?:{_DATE}|{_NUMBERED}|{_WORDS})(?={_SEPARATOR}|$)|\(\d{{1,3}}\)", re.IGNORECASE
)
_NUMBER = re.compile(rf"(?:(?<={_SEPARATOR})|^){_NUMBERED}(?={_SEPARATOR}|$)|\((\d{{1,3}})\)", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_SEPARATOR}+")


def family(path: str) -> str:
    """What the names of all revisions of a document have in common: "Offer v2 final.docx" and "offer (3).docx" alike.

    Versions, dates and words such as "draft" are left out. Empty where nothing else is in the name.
    """
    stem = PurePath(path).stem
    return _BETWEEN.sub(" ", _MARK.sub(" ", stem)).strip().casefold()


def revision_number(path: str) -> tuple[int, ...]:
    """The number in a name such as "plan v1.10.docx" or "plan (2).docx", to be compared; empty where there is none."""
    found = _NUMBER.search(PurePath(path).stem)
    if found is None:
        return ()
    return tuple(int(part) for part in (found[1] or found[2]).split("."))


def is_older(path: str, modified_ns: int, other_path: str, other_modified_ns: int) -> bool:
    """Whether the first of two revisions is the older: by their numbers where both have one, else by their times."""
    number, other = revision_number(path), revision_number(other_path)
    if number and other and number != other:
        return number < other
    return modified_ns < other_modified_ns
