"""Documents read in a worker of their own, which gets bytes and gives text; what it says is checked here."""

import dataclasses
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.core.cancel import CancelToken
from app.core.documents import Heading, Page, ReadDocument
from app.core.errors import Cancelled, UnreadableFile, WorkerCrashed, WorkerError
from app.engines.file_content import FileContent, load_file
from app.engines.process import WorkerProcess
from app.workers.protocol import AnyMessage, FileOpened, PageRead, ReadFile

_FORMATS = (
    *("pdf", "docx", "pptx", "xlsx", "xls", "odt", "ods", "odp", "rtf", "epub", "html", "mhtml", "markdown", "text"),
    *("csv", "json", "code", "eml", "msg", "mbox", "zip", "image"),
)
_LONGEST_TITLE = 300
_LONGEST_LABEL = 200
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?")
_POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one document may take, and after how many the worker process is replaced.

    The times are of the processor; by the clock it is four times as much, so that a busy machine fails no good file.
    """

    pages: int = 10_000
    characters: int = 20_000_000
    seconds: float = 60.0
    seconds_per_megabyte: float = 1.0
    files_per_process: int = 100


USUAL_LIMITS = ReadingLimits()


class Reader:
    """Reads documents, one at a time. A file that crashes the worker or outlives its time costs itself only.

    A file is blamed for a crash when it happens twice: a system short of memory ends whom it likes.
    """

    def __init__(self, process: WorkerProcess, limits: ReadingLimits = USUAL_LIMITS) -> None:
        self._process = process
        self._limits = limits
        self._files_read = 0

    def read(self, path: Path, cancel: CancelToken, password: str = "") -> ReadDocument:
        """The text of a file.

        Raises:
            UnreadableFile: with the one reason, fit for the user.
            WorkerError: the reading process cannot be started, which no file is to blame for.
            Cancelled: on cancel.
        """
        return self.read_content(load_file(path), cancel, password)

    def read_content(self, file: FileContent, cancel: CancelToken, password: str = "") -> ReadDocument:
        """The text of a file that was loaded already; a document without a title is named after its file. Raises as `read`."""
        self._start()
        allowed_seconds = self._limits.seconds + len(file.content) / 1024**2 * self._limits.seconds_per_megabyte
        request = ReadFile(
            name=file.path.name.encode(errors="replace").decode(),
            content=file.content,
            page_limit=self._limits.pages,
            password=password,
        )
        try:
            document = self._ask(request, allowed_seconds, cancel)
        except WorkerCrashed:
            self._start()
            try:
                document = self._ask(request, allowed_seconds, cancel)
            except WorkerCrashed as error:
                raise UnreadableFile(_reason_for_end(error)) from error
        title = document.title or file.path.stem.encode(errors="replace").decode()
        return dataclasses.replace(document, title=title)

    def _start(self) -> None:
        """A fresh process after enough files: what a parser leaks, or a hostile file left behind, ends with it."""
        if self._files_read >= self._limits.files_per_process:
            self._process.stop()
            self._files_read = 0
        self._files_read += 1
        self._process.start()

    def _ask(self, request: ReadFile, allowed_seconds: float, cancel: CancelToken) -> ReadDocument:
        """One attempt. Raises as `read`, and WorkerCrashed if the worker ended by itself."""
        with _Watch(self._process, allowed_seconds) as watch:
            try:
                return self._collect(self._process.stream(request, cancel))
            except WorkerCrashed as error:
                if cancel.cancelled:
                    raise Cancelled from error
                if watch.was_exceeded:
                    raise UnreadableFile(
                        f"This file took longer than {allowed_seconds:.0f} seconds to read and was given up."
                    ) from error
                raise
            except WorkerError as error:
                raise UnreadableFile(str(error)) from error

    def _collect(self, untrusted_messages: Iterable[AnyMessage]) -> ReadDocument:
        opened: FileOpened | None = None
        pages: list[Page] = []
        characters = 0
        for untrusted in untrusted_messages:
            if isinstance(untrusted, FileOpened):
                opened = untrusted
            elif isinstance(untrusted, PageRead):
                pages.append(_checked_page(untrusted))
                characters += len(untrusted.text)
            if len(pages) > self._limits.pages or characters > self._limits.characters:
                raise UnreadableFile("This document unfolded into more text than a document may hold.")
        if opened is None or opened.format not in _FORMATS or not pages:
            raise UnreadableFile("Nothing was read from this file; it may be damaged.")
        return ReadDocument(
            title=_one_line(opened.title, _LONGEST_TITLE),
            format=opened.format,
            pages=tuple(pages),
            notes=opened.notes,
            author=_one_line(opened.author, _LONGEST_LABEL),
            date=opened.date if _DATE.fullmatch(opened.date) else "",
        )


class _Watch:
    """Ends the worker once it has used more processor time than allowed, or four times that by the clock."""

    def __init__(self, process: WorkerProcess, allowed_seconds: float) -> None:
        self._process = process
        self._allowed_seconds = allowed_seconds
        self.was_exceeded = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True, name="reading time")

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        started = time.monotonic()
        processor_seconds_before = self._processor_seconds()
        while not self._over.wait(_POLL_SECONDS):
            used = self._processor_seconds() - processor_seconds_before
            if used > self._allowed_seconds or time.monotonic() - started > 4 * self._allowed_seconds:
                self.was_exceeded = True
                self._process.kill()
                return

    def _processor_seconds(self) -> float:
        process_id = self._process.process_id
        if process_id is None:
            return 0.0
        try:
            times = psutil.Process(process_id).cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)


def _checked_page(untrusted: PageRead) -> Page:
    headings = tuple(
        Heading(heading.offset, min(max(heading.level, 1), 9), _one_line(heading.text, _LONGEST_TITLE))
        for heading in untrusted.headings
        if 0 <= heading.offset < len(untrusted.text)
    )
    return Page(
        number=untrusted.number,
        text=untrusted.text,
        headings=tuple(sorted(headings, key=lambda heading: heading.offset)),
        label=_one_line(untrusted.label, _LONGEST_LABEL),
        first_row=max(untrusted.first_row, 0),
    )


def _one_line(untrusted: str, longest: int) -> str:
    return " ".join(untrusted.split())[:longest]


def _reason_for_end(error: WorkerCrashed) -> str:
    code = error.worker_exit_code or 0
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return (
        f"The reading process ended on this file ({how}): it is damaged, or needs more memory than a document may take."
    )
