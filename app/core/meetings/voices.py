"""Voices as numbers: which known person a speaker sounds like. Nothing is kept here."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SAME_VOICE = 0.57
"""Cosine from which two voices are taken for one: voices of two people reached 0.54 within a recording, one person's own
fell to 0.60."""
_CLEARLY = 0.08
_SHORTEST_S = 3.0
_NOTHING_S = 0.01


@dataclass(frozen=True, slots=True)
class VoicePrint:
    """A speaker's voice in one recording: the direction of `values` tells voices apart; `seconds` were listened to."""

    speaker: int
    values: tuple[float, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class HeardVoice:
    """A speaker's voice in a transcript, and whose profile it has become a part of: "" where it is nobody's."""

    voice: VoicePrint
    taught: str = ""


@dataclass(frozen=True, slots=True)
class VoiceProfile:
    """A named person's voice: the mean of the directions heard where the user named them, by their `seconds`."""

    name: str
    values: tuple[float, ...]
    seconds: float
    created_at: str = ""


def recognized(prints: Iterable[VoicePrint], profiles: Sequence[VoiceProfile]) -> dict[int, str]:
    """The names of the speakers who are known; the surest first, and nobody is two speakers.

    Who said too little, or sounds nearly as much like another profile, stays without a name.
    """
    likeness = sorted(
        (
            (found, voice.speaker, profile.name)
            for voice in prints
            if voice.seconds >= _SHORTEST_S
            for profile, found in _clearly_alike(voice, profiles)
        ),
        reverse=True,
    )
    names: dict[int, str] = {}
    for _found, speaker, name in likeness:
        if speaker not in names and name not in names.values():
            names[speaker] = name
    return names


def learned(profile: VoiceProfile | None, name: str, voice: VoicePrint) -> VoiceProfile:
    """The profile with another recording of the same person, each weighing as long as it is; a new one for None."""
    if profile is None:
        return VoiceProfile(name, _unit(voice.values), voice.seconds)
    return _mixed(profile, voice, voice.seconds)


def unlearned(profile: VoiceProfile, voice: VoicePrint) -> VoiceProfile | None:
    """The profile without a voice it has learned; None where it has learned nothing else."""
    return _mixed(profile, voice, -voice.seconds) if profile.seconds - voice.seconds > _NOTHING_S else None


def _mixed(profile: VoiceProfile, voice: VoicePrint, weight_s: float) -> VoiceProfile:
    total = profile.seconds + weight_s
    pairs = zip(profile.values, _unit(voice.values), strict=True)
    values = tuple((before * profile.seconds + more * weight_s) / total for before, more in pairs)
    return VoiceProfile(profile.name, values, total, profile.created_at)


def _clearly_alike(voice: VoicePrint, profiles: Sequence[VoiceProfile]) -> list[tuple[VoiceProfile, float]]:
    unit = _unit(voice.values)
    found = sorted(((_dot(unit, _unit(it.values)), it) for it in profiles), key=lambda pair: -pair[0])
    if not found or found[0][0] < SAME_VOICE or (len(found) > 1 and found[0][0] - found[1][0] < _CLEARLY):
        return []
    return [(found[0][1], found[0][0])]


def _unit(values: Sequence[float]) -> tuple[float, ...]:
    length = math.hypot(*values) or 1.0
    return tuple(value / length for value in values)


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(first * second for first, second in zip(one, other, strict=True)) if len(one) == len(other) else -1.0
