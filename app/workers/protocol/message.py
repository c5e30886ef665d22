"""What every message is made of."""

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The base of every message; the type's name travels as its tag."""
