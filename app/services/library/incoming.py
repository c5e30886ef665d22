"""What each file that is to be added turns out to be: known already, moved, unreadable, or new and read."""

import contextlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import LockedFile, UnreadableFile, UserError
from app.core.library.chunking import split
from app.core.library.documents import Chunk, Document, DocumentStatus, ReadDocument
from app.engines.file_content import FileContent, load_file
from app.engines.reader import Reader
from app.services.library.file_listing import ListedFile
from app.storage.library.documents import Documents


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one state of a file from another."""

    sha256: str
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Known:
    """The content is in the library or on its way there; `document` is None for a further copy of another file.

    With `fingerprint`, the library's record of path and time, or of the copy, is out of date.
    """

    file: ListedFile
    document: Document | None
    reason: str
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The file cannot be read; without `fingerprint` not even opened, so that nothing is known of its content.

    `locked` says that it needs a password, or another one.
    """

    file: ListedFile
    reason: str
    fingerprint: Fingerprint | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A new or changed file and its text; `password` opened it, "" if it needs none."""

    file: ListedFile
    fingerprint: Fingerprint
    document: ReadDocument
    chunks: list[Chunk]
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Underway:
    """The file that is being read, and how many of its pages have been (of `page_count`, 0 while unknown)."""

    path: Path
    pages_read: int
    page_count: int


_UNCHANGED = "It is in the library already and has not changed."

Incoming = Known | Unreadable | Read


class IncomingFiles:
    """Looks at files one after another; only those whose content is not in the library are read.

    `alongside` are paths that are not looked at and stay what they are: whatever equals one of them is a copy. Locked
    files are tried with `password`, and with the one that has opened them before.
    """

    def __init__(
        self,
        documents: Documents,
        reader: Reader,
        collection: str,
        files: Sequence[ListedFile],
        alongside: Container[str] = (),
        password: str = "",
    ) -> None:
        self._documents = documents
        self._reader = reader
        self._collection = collection
        self._files = files
        self._password = password
        self.underway: Underway | None = None
        self._paths = {str(file.path) for file in files}
        self._alongside = alongside
        self._seen: dict[str, _Twin] = {}

    def look(self, cancel: CancelToken) -> Iterator[Incoming]:
        """One answer for each file, in order.

        Raises:
            WorkerError: the reading process cannot be started.
            Cancelled: on cancel.
        """
        for file in self._files:
            cancel.checkpoint()
            try:
                yield self._look_at(file, cancel)
            except UnreadableFile as error:
                yield Unreadable(file, str(error))

    def _look_at(self, file: ListedFile, cancel: CancelToken) -> Incoming:
        earlier = self._earlier(file)
        if earlier is not None and _has_same_time_and_size(earlier, file.path):
            return Known(file, earlier, _UNCHANGED)
        content = load_file(file.path)
        fingerprint = Fingerprint(content.sha256, len(content.content), content.modified_ns)
        if earlier is not None and earlier.content_hash == content.sha256:
            return Known(file, earlier, _UNCHANGED, fingerprint)
        if earlier is None and (twin := self._twin(file, fingerprint)) is not None:
            return twin
        return self._read(file, content, fingerprint, cancel)

    def _earlier(self, file: ListedFile) -> Document | None:
        """What the library has of that path; a failure that is to be tried again does not count.

        It is when the user names the file, or gives a password and the file is locked.
        """
        try:
            earlier = self._documents.find(file.path, self._collection)
        except UserError as error:  # a name that is no text
            raise UnreadableFile(str(error)) from error
        if earlier is None or earlier.status is not DocumentStatus.FAILED:
            return earlier
        return None if file.is_named or (earlier.locked and self._password) else earlier

    def _twin(self, file: ListedFile, fingerprint: Fingerprint) -> Known | None:
        """The same content elsewhere: gone from there it has moved; a second copy among these files is left out."""
        twin = self._seen.get(fingerprint.sha256) or self._stored_twin(fingerprint)
        if twin is None or twin.path == str(file.path):
            return None
        if twin.document is not None and not Path(twin.path).exists():
            self._seen[fingerprint.sha256] = _Twin(str(file.path), twin.document)
            return Known(file, twin.document, f"It was moved here from {twin.path}.", fingerprint)
        if not file.is_named and (twin.path in self._paths or twin.path in self._alongside):
            return Known(file, None, f"It has the same content as {twin.path}.", fingerprint)
        return None

    def _stored_twin(self, fingerprint: Fingerprint) -> "_Twin | None":
        document = self._documents.with_content(fingerprint.sha256, self._collection)
        return _Twin(document.path, document) if document is not None else None

    def _read(self, file: ListedFile, content: FileContent, fingerprint: Fingerprint, cancel: CancelToken) -> Incoming:
        try:
            document, password = self._unlocked(file, content, cancel)
        except UnreadableFile as error:
            return Unreadable(file, str(error), fingerprint, locked=isinstance(error, LockedFile))
        finally:
            self.underway = None
        self._seen.setdefault(fingerprint.sha256, _Twin(str(file.path), None))
        return Read(file, fingerprint, document, split(document), password)

    def _unlocked(self, file: ListedFile, content: FileContent, cancel: CancelToken) -> tuple[ReadDocument, str]:
        """The document and the password that opened it; of those to try, the last to fail tells why."""

        def told(pages_read: int, page_count: int) -> None:
            self.underway = Underway(file.path, pages_read, page_count)

        passwords = [password for password in (self._password, self._known_password(file)) if password] or [""]
        for password in passwords[:-1]:
            with contextlib.suppress(LockedFile):
                return self._reader.read_content(content, cancel, password, told), password
        return self._reader.read_content(content, cancel, passwords[-1], told), passwords[-1]

    def _known_password(self, file: ListedFile) -> str:
        earlier = self._documents.find(file.path, self._collection)
        return self._documents.password(earlier.id) if earlier is not None else ""


@dataclass(frozen=True, slots=True)
class _Twin:
    """Where a content was last seen; the document is None until it is stored."""

    path: str
    document: Document | None


def _has_same_time_and_size(earlier: Document, path: Path) -> bool:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return False
    return (status.st_size, status.st_mtime_ns) == (earlier.size_bytes, earlier.modified_ns)
