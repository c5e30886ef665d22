"""Names of files made from titles: such as every file system takes."""

import re
import unicodedata

_LONGEST_BYTES = 120
"""Encrypted home folders take 143 bytes (eCryptfs), and ".docx.part" is to go behind."""
_NOT_TAKEN = re.compile(r'[<>:"/\\|?*\s]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
"""Names of devices in Windows, whatever ending they have."""
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of writing, and with it the ending of a name into its middle."""


def file_name_of(title: str, form: str) -> str:
    """A title as the name of a file of this form: "Q3/Q4: plan" becomes "Q3 Q4 plan.md"."""
    kept = "".join(one for one in unicodedata.normalize("NFC", title) if one.isspace() or _is_written(one))
    name = _NOT_TAKEN.sub(" ", _TURNING.sub("", kept)).strip(" .")
    name = name.encode()[:_LONGEST_BYTES].decode(errors="ignore").strip(" .")
    if reserved := _RESERVED.match(name):
        name = f"{reserved.group()}_{name[reserved.end() :]}"
    return f"{name or 'Meeting'}.{form}"


def _is_written(character: str) -> bool:
    """Whether it is neither a control character nor half of one (a byte of a name that is no text)."""
    return unicodedata.category(character) not in ("Cc", "Cs", "Cn")
