"""How a model that is missing comes onto this machine, in words that complete a sentence."""

import sys


def can_fetch() -> bool:
    """Whether the program that fetches models is here: an installed Alcove comes without it."""
    return not getattr(sys, "frozen", False)


def how_to_get(model_id: str = "") -> str:
    """What the user does to get this model, or any, where it is not here."""
    if can_fetch():
        return f"fetch {'it' if model_id else 'one'} with: alcove models fetch {model_id}".rstrip()
    return "take in a file or a pack with: alcove models import FILE"
