"""A question on its way to its answer, and one that has none."""

from dataclasses import dataclass

from app.core.asking.conversations import AUTOMATIC, Answerer
from app.core.asking.exhaustive import Reach
from app.core.asking.pictures import AttachedPicture, Picture
from app.core.events import Found, Progress
from app.core.tools.tools import Call
from app.ui.ask.changes import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class Asking:
    """The answer on its way. `key` is the conversation it belongs to, which need not be the one in sight."""

    key: int
    question: str
    scope: Scope = EVERYTHING
    reach: Reach = Reach.AUTOMATIC
    answerer: Answerer = AUTOMATIC
    from_turn_id: int | None = None
    attached: tuple[AttachedPicture, ...] = ()
    pictures: tuple[Picture, ...] = ()
    """All it is about: those of the message it replaces, and then those attached to it."""
    progress: Progress | None = None
    found: Found | None = None
    notice: str = ""
    thought: str = ""
    calls: tuple[Call, ...] = ()
    text: str = ""
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last question of a conversation has no answer."""

    key: int
    question: str
    sentence: str
    """Empty where the user stopped it before its first word."""
    reach: Reach = Reach.AUTOMATIC
