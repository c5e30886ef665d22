"""What a PDF says of itself: title, author and date."""

import re

import pypdfium2

_LONGEST = 200
_PRODUCER_NAMES = re.compile(
    r"^(?:microsoft (?:word|excel|powerpoint) - |untitled|unknown|slide 1$|print$|layout 1$)", re.I
)
_FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|txt|tex|dvi|ps|indd|qxd|pmd|fm|wpd|html?|cdr|ai|eps)$", re.I
)
_DATE = re.compile(r"(?:D:)?((?:19|20)\d\d)(0[1-9]|1[0-2])?(0[1-9]|[12]\d|3[01])?")


def title_of(document: pypdfium2.PdfDocument) -> str:
    """The title a person gave; what programs write there instead is not one."""
    title = _property(document, "Title")
    if (
        len(title) < 3
        or not re.search(r"[^\W\d_]{2}", title)
        or _PRODUCER_NAMES.match(title)
        or _FILE_NAME.search(title)
    ):
        return ""
    return title


def author_of(document: pypdfium2.PdfDocument) -> str:
    """The author; "" where the file does not say."""
    return _property(document, "Author")


def date_of(document: pypdfium2.PdfDocument) -> str:
    """The day of its last change, else of its making, such as "2023-08-30"; "" where the file does not say."""
    for key in ("ModDate", "CreationDate"):
        match = _DATE.match(_property(document, key))
        if match is not None:
            return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}"
    return ""


def _property(document: pypdfium2.PdfDocument, key: str) -> str:
    try:
        return " ".join(document.get_metadata_value(key).split())[:_LONGEST]
    except UnicodeError:
        return ""
