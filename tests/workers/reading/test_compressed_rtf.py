"""The packed RTF of Outlook, by the examples of its specification."""

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading.compressed_rtf import unpacked_rtf

# [MS-OXRTFCP] sections 4.1 and 4.2.
SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af3 2068656c090020627705b06c647d0a800fa0".replace(
        " ", ""
    )
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_examples_of_the_specification() -> None:
    assert unpacked_rtf(SIMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked_rtf(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


@pytest.mark.parametrize("packed", [b"", b"LZFu", bytes(20)])
def test_what_is_not_packed_so_is_refused(packed: bytes) -> None:
    with pytest.raises(UnreadableFile, match="Outlook message is damaged"):
        unpacked_rtf(packed)


def test_it_ends_wherever_it_is_cut() -> None:
    whole = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    for length in range(16, len(SIMPLE)):
        assert whole.startswith(unpacked_rtf(SIMPLE[:length]))
