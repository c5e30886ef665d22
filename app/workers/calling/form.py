"""The parts of a form with a file in it (RFC 7578), which is how recordings are sent."""

import re

from app.workers.calling.refusal import Refusal

_BOUNDARY = re.compile(r'multipart/form-data\s*;.*?\bboundary="?([^";,\s]{1,200})"?', re.IGNORECASE)
_PARAMETER = re.compile(r';\s*(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_MOST_PARTS = 64


class Form:
    """The fields by name, and one file with its name."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.file_name = ""
        self.content = b""


def parse_form(content_type: str, body: bytes) -> Form:
    """The form in a body; a field that comes more than once has its last value.

    Raises:
        Refusal: it is no such form.
    """
    found = _BOUNDARY.match(content_type)
    if found is None:
        raise Refusal(415, "A recording is sent as multipart/form-data with a boundary.")
    parts = (b"\r\n" + body).split(b"\r\n--" + found.group(1).encode("latin-1"))
    if len(parts) < 2 or not parts[-1].startswith(b"--") or len(parts) > _MOST_PARTS:
        raise Refusal(400, "The form is cut off or damaged; send it again.")
    form = Form()
    for part in parts[1:-1]:
        _take(part, form)
    return form


def _take(part: bytes, form: Form) -> None:
    head, separator, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    named = {name.lower(): value for name, value in _PARAMETER.findall(head.decode("utf-8", "replace"))}
    if not separator or "name" not in named:
        raise Refusal(400, "A part of the form has no name; send it again.")
    if "filename" in named:
        form.file_name, form.content = named["filename"], content
        return
    try:
        form.fields[named["name"]] = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, f"The field {named['name']!r:.60} of the form is not text.") from None
