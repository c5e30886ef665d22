"""What is asked of the process that speaks with the system's voices, and what it answers."""

import msgspec

from app.workers.protocol.message import Message


class ListVoices(Message, frozen=True):
    """The voices there are; answered by `VoicesFound`."""


class FoundVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice, as `app.core.words.aloud.Voice` says."""

    name: str
    locale: str
    plain: bool
    usual: bool


class VoicesFound(Message, frozen=True):
    """The voices."""

    voices: tuple[FoundVoice, ...]


class Say(Message, frozen=True):
    """Say a sentence; `StillSaying` comes ten times a second while it is heard. `rate` is -1 to 1, 0 as the voice likes."""

    text: str
    voice: str
    locale: str
    rate: float


class StillSaying(Message, frozen=True):
    """It is not over."""
