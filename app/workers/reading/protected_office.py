"""Office documents protected by a password, decrypted with msoffcrypto where the password is known."""

import struct
from io import BytesIO
from types import SimpleNamespace
from xml.dom import expatbuilder  # noqa: F401  imported at its first use, too late
from xml.parsers.expat import ExpatError

import msoffcrypto
from cryptography.hazmat.backends.openssl import backend as _openssl  # noqa: F401  imported at its first use, too late
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format import doc97, ooxml, ppt97, xls97

from app.core.errors import LockedFile
from app.core.library.documents import ReadDocument
from app.workers.reading.terms import Reading, damaged

_KIND = "protected Office document"
_BROKEN = (
    *(FileFormatError, ParseError, ExpatError, struct.error, OSError, ValueError),
    *(LookupError, TypeError, AttributeError, ArithmeticError),
)
_USUAL_PASSWORD = "VelvetSweatshop"  # noqa: S105  what Excel uses for a workbook that may be read by everybody
for _module in (doc97, ppt97, xls97):
    # WORKAROUND: they decrypt into a temporary file (msoffcrypto 6.1), and this process may open none.
    _module.tempfile = SimpleNamespace(TemporaryFile=BytesIO)


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The document inside.

    Raises:
        LockedFile: no password was given, or not the right one.
        UnreadableFile: it is damaged.
    """
    return reading.read_part("", decrypted(content, reading.password), reading)


def decrypted(content: bytes, password: str) -> bytes:
    """The bytes of the document without its protection. Raises as `read`."""
    try:
        file = msoffcrypto.OfficeFile(BytesIO(content))
        for candidate in filter(None, (password, _USUAL_PASSWORD)):
            plain = _decrypted_with(file, candidate)
            if plain is not None:
                return plain
    except _BROKEN as error:
        raise damaged(_KIND, f"its protection cannot be read ({type(error).__name__})") from None
    if password:
        raise LockedFile("This document is protected, and the password given is not right.")
    raise LockedFile("This document needs a password.")


def _decrypted_with(
    file: "ooxml.OOXMLFile | doc97.Doc97File | ppt97.Ppt97File | xls97.Xls97File", password: str
) -> bytes | None:
    plain = BytesIO()
    try:
        if isinstance(file, ooxml.OOXMLFile):
            file.load_key(password=password, verify_password=True)
        else:  # the old formats always verify
            file.load_key(password=password)
        file.decrypt(plain)
    except (InvalidKeyError, DecryptionError):
        return None
    return plain.getvalue()
