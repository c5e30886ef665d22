"""The characters of a PDF page, exactly one for each of PDFium's indexes, and whether they are words at all."""

import ctypes
import re
import sys

import pypdfium2
import pypdfium2.raw as pdfium

_WORD_JOINER = "\u2060"
_UNKNOWN = "\ufffd"
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SHOWN_AS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), _UNKNOWN),
    0x0A: "\n",
    # PDFium marks a hyphen that divides a word at the end of a line, and drops the line end after it.
    **dict.fromkeys((0x02, 0xFFFE), "\u00ad"),
    # Bullets of the Symbol and Wingdings fonts.
    **dict.fromkeys((0xF06C, 0xF06E, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC), "\u2022"),
}
_GARBAGE = re.compile(r"[\ufffd\ue000-\uf8ff]|\(cid:\d+\)")
_SAMPLED_CHARACTERS = 60
_GARBAGE_SHARE = 0.4


def characters(textpage: pypdfium2.PdfTextPage) -> str:
    """Exactly one character for each of PDFium's character indexes."""
    count = textpage.count_chars()
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, units) - 1
    text = bytes(units)[: 2 * written].decode("utf-16-le", "surrogatepass")
    if written == len(text) == count:
        return text.translate(_SHOWN_AS)
    # PDFium leaves some characters out of the text, and writes others in two halves: ask for each.
    return characters_of([pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count)])


def characters_of(codes: list[int]) -> str:
    """One character for each of PDFium's character codes, whatever they are, so that positions stay the same.

    Line hyphens become soft hyphens; what cannot be shown becomes a space; of the two halves of a character outside
    the basic plane the first becomes the character and the second a word joiner, which is not seen.
    """
    text = "".join(chr(code) if code <= sys.maxunicode else _UNKNOWN for code in codes)
    text = _SURROGATE_PAIR.sub(lambda pair: _joined(pair[0]) + _WORD_JOINER, text)
    return text.translate(_SHOWN_AS)


def is_garbled(textpage: pypdfium2.PdfTextPage, text: str) -> bool:
    """Whether a page's letters do not say what they show: its fonts have no map to Unicode."""
    places = [match.start() for match in re.finditer(r"\S", text)]
    if not places:
        return False
    if sum(len(match[0]) for match in _GARBAGE.finditer(text)) > _GARBAGE_SHARE * len(places):
        return True
    sample = places[:: max(1, len(places) // _SAMPLED_CHARACTERS)]
    unmapped: int = sum(pdfium.FPDFText_HasUnicodeMapError(textpage.raw, index) == 1 for index in sample)
    return unmapped > _GARBAGE_SHARE * len(sample)


def _joined(pair: str) -> str:
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
