"""What the models view says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.core.models import Role
from app.ui import wording
from app.ui.models.state import Mark

if TYPE_CHECKING:
    from app.services.catalogue import ModelState


def _tr(text: str) -> str:
    return QCoreApplication.translate("models", text)


def role_heading(role: Role) -> str:
    """What the models of a role are for."""
    return {
        Role.CHAT: _tr("Answers"),
        Role.EMBEDDING: _tr("Search by meaning"),
        Role.SPEECH: _tr("Transcription"),
        Role.SPEAKERS: _tr("Speakers"),
    }[role]


def role_sentence(role: Role) -> str:
    """What happens with one, and without."""
    return {
        Role.CHAT: _tr("Writes the answers. Without one, Alcove answers with the passages themselves."),
        Role.EMBEDDING: _tr("Finds passages that mean the same in other words. Without one, search goes by words."),
        Role.SPEECH: _tr("Turns recordings into text."),
        Role.SPEAKERS: _tr("Tells apart who speaks in a recording."),
    }[role]


def missing_sentence(roles: Sequence[Role]) -> str:
    """What cannot be done yet, and what to do about it; empty where nothing is missing."""
    if not roles:
        return ""
    names = ", ".join(role_heading(role) for role in roles)
    return _tr("No model is on this computer yet for: {names}. Fetch one below, or import a file.").format(names=names)


def mark(which: Mark) -> tuple[str, str]:
    """A badge's word and tone."""
    return {
        Mark.IN_USE: (_tr("In use"), "accent"),
        Mark.HERE: (_tr("On this computer"), "plain"),
        Mark.ABSENT: (_tr("Not here yet"), "plain"),
        Mark.VERIFIED: (_tr("Verified"), "success"),
        Mark.WRONG: (_tr("Damaged"), "danger"),
        Mark.TOO_LARGE: (_tr("Too large for this computer"), "warning"),
    }[which]


def facts(state: "ModelState") -> str:
    """Size, memory, context and licence in one line."""
    model = state.model
    parts = [wording.size(model.size_bytes)]
    if model.memory_bytes:
        parts.append(_tr("needs {memory} of memory").format(memory=wording.size(model.memory_bytes)))
    if model.context_tokens:
        parts.append(_tr("{tokens} tokens of context").format(tokens=wording.number(model.context_tokens)))
    parts.append(model.licence)
    return " · ".join(parts)


def removal_question(state: "ModelState") -> str:
    """What exactly goes, before it goes."""
    return _tr("Delete {files} ({size}) from this computer? It can be fetched again.").format(
        files=", ".join(file.path for file in state.model.files), size=wording.size(state.model.size_bytes)
    )
