"""Plain text in whatever encoding it was saved."""

import codecs
import importlib
import pkgutil
import re
from collections.abc import Iterator
from encodings import __path__ as _codec_folders

from charset_normalizer import from_bytes

from app.core.errors import UnreadableFile
from app.core.library.documents import Page, ReadDocument
from app.workers.reading.composed_text import length_notes
from app.workers.reading.terms import MAXIMUM_CHARACTERS

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What people still have on their disks; every further one makes a wrong guess likelier.
_LEGACY_ENCODINGS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15", "koi8_r", "koi8_u", "mac_roman", "cp437", "cp850", "cp866"),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949", "tis_620"),
]
_SAMPLE_BYTES = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_ALLOWED_CONTROL_SHARE = 0.05
"""UTF-16 taken for UTF-8 has half zeros or half control characters; a text with stray zeros stays below."""


def read(content: bytes) -> ReadDocument:
    """The text with line ends as "\\n" and control characters as spaces.

    Raises:
        UnreadableFile: it is no text.
    """
    text, notes = decode(content)
    page = Page(None, text[:MAXIMUM_CHARACTERS])
    return ReadDocument("", "text", (page,), (*notes, *length_notes(page)))


def decode(content: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes on what could not be decoded.

    `declared` is the encoding a file claims to have; it is believed only where the bytes agree with it.

    Raises:
        UnreadableFile: it is no text in any encoding known.
    """
    for encoding in _candidates(content, declared):
        try:
            text = _decode_strictly(content, encoding)
        except (UnicodeError, LookupError):
            continue
        if _is_text(text):
            return _clean(text), ()
    damaged = content.decode("utf-8", errors="replace")
    if not _is_text(damaged):
        raise UnreadableFile("This is not text, and no kind of document that Alcove knows.")
    return _clean(damaged), ("Some characters could not be decoded and are shown as \ufffd.",)


def preload_codecs() -> None:
    """Import every codec, because none can be loaded once the worker may not open files."""
    for module in pkgutil.iter_modules(_codec_folders):
        if module.name not in ("mbcs", "oem"):  # Windows only
            importlib.import_module(f"encodings.{module.name}")


def _candidates(content: bytes, declared: str) -> Iterator[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            yield encoding
            return
    yield "utf-8"
    if b"\x00" in content:
        yield from _wide_encodings(content)
    if _is_mostly_utf8(content):
        return
    if declared:
        yield declared
    guess = from_bytes(content[:_SAMPLE_BYTES], cp_isolation=_LEGACY_ENCODINGS).best()
    if guess is not None:
        yield guess.encoding
    yield "cp1252"


def _wide_encodings(content: bytes) -> Iterator[str]:
    """UTF-16 and UTF-32 without a mark: the zero bytes of plain characters all fall on the same side."""
    sample = content[: _SAMPLE_BYTES * 4]
    zeros = [sample[offset::4].count(0) for offset in range(4)]
    quarter = max(len(sample) // 4, 1)
    if min(zeros[2], zeros[3]) > quarter * 0.9 and zeros[0] < quarter * 0.5:
        yield "utf-32-le"
    if min(zeros[0], zeros[1]) > quarter * 0.9 and zeros[3] < quarter * 0.5:
        yield "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > 20 * even:
        yield "utf-16-le"
    if even > 20 * odd:
        yield "utf-16-be"


def _decode_strictly(content: bytes, encoding: str) -> str:
    if encoding.startswith(("utf-16", "utf-32")):
        unit = 2 if encoding.startswith("utf-16") else 4
        content = content[: len(content) // unit * unit]
    return content.decode(encoding)


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether the file is UTF-8 with some damage: sequences that are right far outnumber the bytes that are not."""
    sample = content[:_SAMPLE_BYTES]
    sequences = len(_MULTIBYTE.findall(sample))
    wrong = sample.decode("utf-8", errors="replace").count("\ufffd") - sample.count(b"\xef\xbf\xbd")
    return sequences > 2 * wrong


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE_BYTES]
    odd = len(_CONTROL.findall(sample)) - sample.count("\x0c") + sample.count("\ufffd")
    return odd <= max(1, len(sample)) * _ALLOWED_CONTROL_SHARE


def _clean(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", text)
