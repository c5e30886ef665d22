"""What the notes from photos show, as one frozen value, and how it changes. Knows no Qt."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from app.services.library.photo_notes import Photo


class Stage(Enum):
    """How far a note has come."""

    NOTHING = auto()
    READING = auto()
    READ = auto()
    SAVING = auto()


@dataclass(frozen=True, slots=True)
class PhotoState:
    """The photos to choose from, the newest first, and the one that becomes a note with its text.

    `document_id` is the note that was saved last, 0 without one; while it can be undone, `saved` is what it was made of.
    """

    stage: Stage = Stage.NOTHING
    newest: tuple[Path, ...] = ()
    photo: Photo | None = None
    text: str = ""
    collection: str = ""
    collections: tuple[str, ...] = ()
    problem: str = ""
    document_id: int = 0
    saved: tuple[Photo, str] | None = None

    @property
    def may_save(self) -> bool:
        """Whether there is something to keep."""
        return self.stage is Stage.READ and bool(self.text.strip())


def listed(state: PhotoState, newest: tuple[Path, ...], collections: tuple[str, ...], usual: str) -> PhotoState:
    """The photos and collections there are; `usual` is the collection where none was chosen yet."""
    chosen = state.collection or usual
    named = collections if chosen in collections else (*collections, chosen)
    return replace(state, newest=newest, collections=named, collection=chosen)


def reading(state: PhotoState) -> PhotoState:
    """A photo was chosen; what was typed for another one is let go."""
    return replace(state, stage=Stage.READING, photo=None, text="", problem="")


def read(state: PhotoState, photo: Photo, origin: str) -> PhotoState:
    """It was read; `origin` says in words when and where it was taken, "" where that is not wanted."""
    text = "\n\n".join(part for part in (photo.page.text.rstrip(), origin) if part)
    return replace(state, stage=Stage.READ, photo=photo, text=text)


def failed(state: PhotoState, sentence: str) -> PhotoState:
    """It could not be read, or not be saved: what there was is still there."""
    return replace(state, stage=Stage.READ if state.photo is not None else Stage.NOTHING, problem=sentence)


def typed(state: PhotoState, text: str) -> PhotoState:
    """The user made something else of the text."""
    return replace(state, text=text)


def chosen(state: PhotoState, collection: str) -> PhotoState:
    """The user wants the note in another collection."""
    return replace(state, collection=collection)


def saving(state: PhotoState) -> PhotoState:
    """The note is being kept."""
    return replace(state, stage=Stage.SAVING, problem="")


def saved(state: PhotoState, document_id: int) -> PhotoState:
    """It was kept: the next photo may come."""
    kept = (state.photo, state.text) if state.photo is not None else None
    return replace(state, stage=Stage.NOTHING, photo=None, text="", document_id=document_id, saved=kept)


def undone(state: PhotoState) -> PhotoState:
    """The note is gone again, and what it was made of is back, unless another photo is in its place."""
    if state.saved is None or state.stage is not Stage.NOTHING:
        return replace(state, document_id=0, saved=None)
    photo, text = state.saved
    return replace(state, stage=Stage.READ, photo=photo, text=text, document_id=0, saved=None)
