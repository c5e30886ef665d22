"""Projectors, through which models see pictures: files beside a model's own, told by their names."""

import re
from collections.abc import Sequence

from app.core.models.model_parts import model_name, part_names

_STORAGE = re.compile(r"b?f(?:16|32)|i?q\d+|[0-9a-z]|xs|xxs|xl|ud|mmproj|model|gguf", re.IGNORECASE)
"""Words in a file's name that say how it is stored, and not which model it is of."""


def is_projector_name(name: str) -> bool:
    """Whether a file is called as projectors are."""
    return name.casefold().endswith(".gguf") and "mmproj" in name.casefold()


def projector_beside(name: str, names: Sequence[str]) -> str:
    """Which of the files in a model's folder is its projector, "" where none is.

    The one whose name tells the same model; where the folder holds no other model, any.
    """
    projectors = sorted(one for one in names if is_projector_name(one))
    models = {part_names(one)[0] for one in names if one.casefold().endswith(".gguf") and one not in projectors}
    words = _words(name)
    named = [one for one in projectors if _words(one) and _words(one) <= words]
    if not named and models <= {part_names(name)[0]}:
        named = projectors
    return min(named, key=lambda one: ("f16" not in one.casefold(), -len(_words(one)), one), default="")


def _words(name: str) -> frozenset[str]:
    found = re.split(r"[-._ ]+", model_name(name).casefold())
    return frozenset(word for word in found if word and not _STORAGE.fullmatch(word))
