"""How a model that is missing comes onto this machine, in words that complete a sentence."""

import sys

from app.core.administration.policy import Policy


def can_fetch(policy: Policy) -> bool:
    """Whether models can be fetched: an installed Alcove comes without the program for it, and a policy may forbid it."""
    return not getattr(sys, "frozen", False) and not policy.reason("models.fetch_allowed")


def how_to_get(policy: Policy, model_id: str = "") -> str:
    """What the user does to get this model, or any, where it is not here."""
    if can_fetch(policy):
        return f"fetch {'it' if model_id else 'one'} with: alcove models fetch {model_id}".rstrip()
    if not policy.reason("models.import_allowed"):
        return "take in a file or a pack with: alcove models import FILE"
    return f"ask who looks after this computer for {'it' if model_id else 'one'}"
