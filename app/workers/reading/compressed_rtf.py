"""The packed RTF of Outlook messages, by [MS-OXRTFCP]."""

import struct

from app.workers.reading.terms import damaged

_COMPRESSED = b"LZFu"
_AS_IT_IS = b"MELA"
_WINDOW_BYTES = 4096
_LARGEST_BYTES = 64 * 1024 * 1024
_KNOWN_BEFORE = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def unpacked_rtf(packed: bytes) -> bytes:
    """The RTF source.

    Raises:
        UnreadableFile: it is damaged.
    """
    if len(packed) < 16:
        raise damaged("Outlook message", "its text is cut off")
    _, size, kind, _ = struct.unpack_from("<II4sI", packed)
    if kind == _AS_IT_IS:
        return packed[16:]
    if kind != _COMPRESSED or size > _LARGEST_BYTES:
        raise damaged("Outlook message", "its text is packed in an unknown way")
    return _unpack(packed, size)


def _unpack(packed: bytes, size: int) -> bytes:
    text = bytearray(_KNOWN_BEFORE)
    base = len(text)
    position = 16
    while position < len(packed) and len(text) - base < size:
        control = packed[position]
        position += 1
        for bit in range(8):
            if position >= len(packed):
                break
            if not control >> bit & 1:
                text.append(packed[position])
                position += 1
                continue
            if position + 1 >= len(packed):
                return bytes(text[base:])
            reference = packed[position] << 8 | packed[position + 1]
            position += 2
            # The window goes round: where it points to is told from the last place of that number.
            distance = (len(text) - (reference >> 4)) % _WINDOW_BYTES
            if distance == 0:  # the place to be written next: the end
                return bytes(text[base : base + size])
            for _ in range((reference & 0xF) + 2):
                text.append(text[-distance] if distance <= len(text) else 0x20)
    return bytes(text[base : base + size])
