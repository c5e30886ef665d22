"""What one view may ask of another: where to go, and what to do there."""

from dataclasses import dataclass
from pathlib import Path

from app.core.administration.manifests import PACK_SUFFIX
from app.core.meetings.transcript import RECORDINGS
from app.core.opening import Opening, Wish
from app.services.models.pack_reading import holds_knowledge


@dataclass(frozen=True, slots=True)
class AskAbout:
    """Go to Ask, over these files only (all when empty; `titles` are theirs), with `text` in the composer."""

    paths: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskSaved:
    """Go to Ask with a saved question in the composer of a new conversation."""

    name: str


@dataclass(frozen=True, slots=True)
class ShowSaved:
    """Go to the saved questions and show this one."""

    name: str


@dataclass(frozen=True, slots=True)
class ShowConversation:
    """Go to Ask and show this conversation."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class ShowMeeting:
    """Go to the meetings and show this transcript, at a second of it where one is given."""

    transcript_id: int
    second: float | None = None


@dataclass(frozen=True, slots=True)
class RecordMeeting:
    """Go to the meetings and record one, or stop the one that is recorded."""


@dataclass(frozen=True, slots=True)
class TranscribeFiles:
    """Go to the meetings and have these recordings transcribed, once it is asked how."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ShowSetting:
    """Go to the settings and show this one."""

    name: str


@dataclass(frozen=True, slots=True)
class ImportChats:
    """Go to the settings and show how conversations of other programs come along."""


@dataclass(frozen=True, slots=True)
class AddFiles:
    """Go to the library and add these files and folders."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ImportModel:
    """Go to the models and import this file."""

    path: Path


@dataclass(frozen=True, slots=True)
class ShowDocument:
    """Go to the library and show this document."""

    document_id: int


@dataclass(frozen=True, slots=True)
class TakePhoto:
    """Go to the notes from photos and begin with the photo that was taken last."""


@dataclass(frozen=True, slots=True)
class ShowProblems:
    """Go to the library and show the files that could not be read."""


Request = (
    AskAbout
    | AskSaved
    | ShowConversation
    | ShowSaved
    | AddFiles
    | ImportModel
    | ShowDocument
    | ShowProblems
    | TakePhoto
    | ShowMeeting
    | RecordMeeting
    | TranscribeFiles
    | ShowSetting
    | ImportChats
)


def wish_of(paths: tuple[Path, ...]) -> tuple[str, AddFiles | ImportModel | TranscribeFiles]:
    """Where dropped files go: a model, or a pack of them, to the models, nothing but recordings to the meetings, everything
    else to the library."""
    if len(paths) == 1 and paths[0].suffix.casefold() in (".gguf", PACK_SUFFIX) and not holds_knowledge(paths[0]):
        return "models", ImportModel(paths[0])
    if all(path.suffix.casefold() in RECORDINGS for path in paths):
        return "meetings", TranscribeFiles(paths)
    return "library", AddFiles(paths)


def ways_of(opening: Opening) -> list[tuple[str, Request]]:
    """The places that an opening leads to, and what it asks for there; none where it only shows the window."""
    ways: list[tuple[str, Request]] = [wish_of(opening.paths)] if opening.paths else []
    if opening.wish is Wish.ASK:
        ways.append(("ask", AskAbout()))
    if opening.wish is Wish.RECORD:
        ways.append(("meetings", RecordMeeting()))
    return ways
