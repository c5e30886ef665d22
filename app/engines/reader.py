"""Documents read in workers of their own, which get bytes and give text; what they say is checked."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UnreadableFile, WorkerCrashed, WorkerError
from app.core.library.documents import ReadDocument
from app.engines.file_content import FileContent, load_file
from app.engines.process import WorkerProcess
from app.engines.reading_answers import Answered, PageTold, collect
from app.engines.reading_watch import ReadingWatch
from app.workers.protocol.read import ReadFile


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one document may take, and after how many the worker process is replaced.

    The times are of the processor. Reading text in pictures takes seconds a page, so there each page read allows
    `seconds_per_picture_page` more, until `picture_seconds` are spent.
    """

    pages: int = 10_000
    characters: int = 20_000_000
    seconds: float = 60.0
    seconds_per_megabyte: float = 1.0
    seconds_per_picture_page: float = 60.0
    picture_seconds: float = 4 * 3600.0
    files_per_process: int = 100


USUAL_LIMITS = ReadingLimits()


def tell_nobody(_pages_read: int, _page_count: int) -> None:
    """For whoever does not ask how far the reading is."""


class Reader:
    """Reads documents, one at a time. A file that crashes the worker or outlives its time costs itself only.

    A file is blamed for a crash when it happens twice: a system short of memory ends whom it likes. Text in pictures
    is read by `pictures`, a process that is started only for files that show something without text.
    """

    def __init__(
        self, process: WorkerProcess, limits: ReadingLimits = USUAL_LIMITS, pictures: WorkerProcess | None = None
    ) -> None:
        self._limits = limits
        self._text = _ReadingProcess(process, limits)
        self._pictures = None
        if pictures is not None:
            self._pictures = _ReadingProcess(pictures, limits, limits.seconds_per_picture_page, limits.picture_seconds)

    def read(self, path: Path, cancel: CancelToken, password: str = "") -> ReadDocument:
        """The text of a file.

        Raises:
            LockedFile: it needs a password, or another one.
            UnreadableFile: with the one reason, fit for the user.
            WorkerError: the reading process cannot be started, which no file is to blame for.
            Cancelled: on cancel.
        """
        return self.read_content(load_file(path), cancel, password)

    def read_content(
        self, file: FileContent, cancel: CancelToken, password: str = "", told: PageTold = tell_nobody
    ) -> ReadDocument:
        """The text of a file that was loaded already; a document without a title is named after its file.

        `told` hears of each page. Raises as `read`.
        """
        request = ReadFile(
            name=file.path.name.encode(errors="replace").decode(),
            content=file.content,
            page_limit=self._limits.pages,
            password=password,
        )
        answered = self._text.read(request, cancel, told)
        if answered.pictures_missed and self._pictures is not None:
            answered = _with_pictures(self._pictures, answered, request, cancel, told)
        if not answered.has_text:
            raise UnreadableFile("This document contains only pictures, and the text in them cannot be read here.")
        title = answered.document.title or file.path.stem.encode(errors="replace").decode()
        return dataclasses.replace(answered.document, title=title)


def _with_pictures(
    pictures: "_ReadingProcess", before: Answered, request: ReadFile, cancel: CancelToken, told: PageTold
) -> Answered:
    """The file read again with its pictures; where that fails, what was read before stays."""
    try:
        return pictures.read(request, cancel, told)
    except UnreadableFile as error:
        failure = error
    except WorkerError as error:
        failure = UnreadableFile(str(error))
    if not before.has_text:
        raise failure
    note = f"The text in its pictures could not be read: {failure}"
    document = dataclasses.replace(before.document, notes=(*before.document.notes, note))
    return Answered(document, before.pictures_missed)


class _ReadingProcess:
    """One kind of reading process, and how many files it has read."""

    def __init__(
        self, process: WorkerProcess, limits: ReadingLimits, seconds_per_page: float = 0.0, most_seconds: float = 0.0
    ) -> None:
        self._process = process
        self._limits = limits
        self._seconds_per_page = seconds_per_page
        self._most_seconds = most_seconds
        self._files_read = 0

    def read(self, request: ReadFile, cancel: CancelToken, told: PageTold) -> Answered:
        """Ask once more where the process ends in the middle. Raises as `Reader.read`."""
        self._start()
        try:
            return self._ask(request, cancel, told)
        except WorkerCrashed:
            self._start()
            try:
                return self._ask(request, cancel, told)
            except WorkerCrashed as error:
                raise UnreadableFile(_reason_for_end(error)) from error

    def _start(self) -> None:
        """A fresh process after enough files: what a parser leaks, or a hostile file left behind, ends with it."""
        if self._files_read >= self._limits.files_per_process:
            self._process.stop()
            self._files_read = 0
        self._files_read += 1
        self._process.start()

    def _ask(self, request: ReadFile, cancel: CancelToken, told: PageTold) -> Answered:
        """One attempt. Raises as `Reader.read`, and WorkerCrashed if the worker ended by itself."""
        seconds = self._limits.seconds + len(request.content) / 1024**2 * self._limits.seconds_per_megabyte
        with ReadingWatch(self._process, seconds, self._seconds_per_page, self._most_seconds) as watch:

            def page_read(count: int, total: int) -> None:
                watch.page_read()
                told(count, total)

            try:
                messages = self._process.stream(request, cancel)
                return collect(messages, self._limits.pages, self._limits.characters, page_read)
            except WorkerCrashed as error:
                if cancel.cancelled:
                    raise Cancelled from error
                if watch.was_exceeded:
                    raise UnreadableFile(
                        f"This file took longer than {watch.allowed_seconds:.0f} seconds to read and was given up."
                    ) from error
                raise
            except WorkerError as error:
                raise UnreadableFile(str(error)) from error


def _reason_for_end(error: WorkerCrashed) -> str:
    code = error.worker_exit_code or 0
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return (
        f"The reading process ended on this file ({how}): it is damaged, or needs more memory than a document may take."
    )
