"""Notes from photos: a photo is looked at and read, and with the text that the user makes of it becomes a document."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from heapq import nlargest
from pathlib import Path

from app.core.asking.pictures import MOST_BYTES, SUFFIXES, AttachedPicture
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.errors import UnreadableFile, UserError
from app.core.library.documents import Document, Page
from app.core.library.notes import as_document, content_hash, path_of
from app.engines.drawing import Drawing
from app.engines.file_content import FileContent, load_file
from app.engines.reader import Reader
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.library.documents import Documents
from app.storage.library.notes import Notes
from app.storage.settings import Settings

_DEEPEST = 3
_MOST_LOOKED_AT = 20_000
_NOTHING = Page(None, "")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was looked at: made anew from its pixels, with the text recognized in it ("" where there is none)."""

    picture: AttachedPicture
    page: Page


class PhotoNotes:
    """Makes notes. Photos are decoded and read in workers alone; `stored` sees to the vectors of new notes."""

    def __init__(
        self,
        notes: Notes,
        documents: Documents,
        drawing: Drawing,
        reader: Reader,
        settings: Settings,
        audit: Audit,
        permissions: Permissions,
        stored: Callable[[], None],
    ) -> None:
        self._notes = notes
        self._documents = documents
        self._drawing = drawing
        self._reader = reader
        self._settings = settings
        self._audit = audit
        self._permissions = permissions
        self._stored = stored

    def newest(self, pictures: Path, most: int) -> list[Path]:
        """The photos taken last, the newest first: of the folder in the settings, else below the user's `pictures`."""
        chosen = str(self._settings.get("field.photo_folder"))
        folder = Path(chosen) if chosen else pictures
        allowed = (entry for entry in _pictures_below(folder) if self._permissions.may_read(entry[1]))
        return [path for _, path in nlargest(most, allowed)]

    def of_file(self, path: Path, cancel: CancelToken) -> Photo:
        """Look at a photo and read what stands in it.

        Raises:
            RefusedByPolicy: documents may not be taken from there.
            UnreadableFile: it cannot be read, or is no picture.
            Cancelled: on cancel.
        """
        self._permissions.require_readable([path])
        try:
            return self._looked_at(load_file(path, MOST_BYTES), path.name, cancel)
        except UnreadableFile as error:
            raise UnreadableFile(f"{path.name} cannot be looked at: {str(error)[:1].lower()}{str(error)[1:]}") from None

    def of_clipboard(self, content: bytes, name: str, cancel: CancelToken) -> Photo:
        """The same with a picture that was copied. Raises UnreadableFile and Cancelled as `of_file` does."""
        return self._looked_at(FileContent(Path(name), content, sha256(content).hexdigest(), 0), name, cancel)

    def save(self, photo: Photo, text: str, collection: str) -> Document:
        """Keep a note with its photo. By its words it is found at once.

        Raises:
            UserError: there is no text, the collection is a knowledge pack's, or the disk is full; nothing was kept.
        """
        if not text.strip():
            raise UserError("There is no text in this note; write what is to be found, then save it again.")
        if self._documents.holds_packed(collection):
            raise UserError(
                f"The collection “{collection}” is a knowledge pack's, which nothing can be added to; choose another."
            )
        made_at, content = utc_now(), photo.picture.content
        digest = content_hash(content, text)
        read = as_document(text, photo.page, made_at[:10])
        kept = self._notes.add(path_of(made_at, digest), collection, digest, read, content)
        self._audit.record("note added", document=kept.id, sha256=digest)
        self._stored()
        return kept

    def _looked_at(self, file: FileContent, name: str, cancel: CancelToken) -> Photo:
        with_origin = bool(self._settings.get("field.note_origin"))
        picture = self._drawing.prepared(file.content, name, with_origin=with_origin)
        cancel.checkpoint()
        try:
            pages = self._reader.read_content(file, cancel).pages
        except UnreadableFile:  # nothing is written in it
            pages = ()
        return Photo(picture, next(iter(pages), _NOTHING))


def _pictures_below(folder: Path, depth: int = 0) -> Iterator[tuple[float, Path]]:
    """When each picture was last written, and where it lies; hidden folders and those far below are left out."""
    try:
        entries = list(os.scandir(folder))[:_MOST_LOOKED_AT]
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST and not entry.name.startswith("."):
                    yield from _pictures_below(Path(entry.path), depth + 1)
            elif entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith("."):
                yield entry.stat().st_mtime, Path(entry.path)
        except OSError:
            continue
