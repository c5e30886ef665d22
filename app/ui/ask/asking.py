"""A question on its way to its answer, and one that has none."""

from dataclasses import dataclass, replace

from app.core.asking.conversations import AUTOMATIC, Answerer
from app.core.asking.exhaustive import Reach
from app.core.asking.pictures import AttachedPicture, Picture
from app.core.asking.prompting import Thought
from app.core.events import Called, Found, Notice, Progress, Token
from app.core.tools.tools import Call
from app.ui.ask.changes import EVERYTHING, Scope, StopPressed


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


def told(asking: Asking, event: StopPressed | Progress | Notice | Thought | Called | Token) -> Asking:
    """What it is once the job, or the user, has told this of it."""
    match event:
        case StopPressed():
            return replace(asking, stopping=True)
        case Progress():
            return replace(asking, progress=event)
        case Notice(text=text):
            return replace(asking, notice=text)
        case Thought(text=text):
            return replace(asking, thought=asking.thought + text)
        case Called(call=call):
            return replace(asking, calls=(*asking.calls, call))
        case Token(text=text):
            return replace(asking, text=asking.text + text)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last question of a conversation has no answer."""

    key: int
    question: str
    sentence: str
    """Empty where the user stopped it before its first word."""
    reach: Reach = Reach.AUTOMATIC
