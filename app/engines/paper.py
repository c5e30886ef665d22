"""Word documents, PDF and spreadsheets, laid out by a worker process of their own."""

from collections.abc import Sequence

from app.core.cancel import CancelToken
from app.core.exporting.paper import Block
from app.engines.process import WorkerProcess
from app.workers.protocol.paper import PaperBlock, PaperWritten, WritePaper, WriteSheet

PAPER_FORMATS = ("docx", "pdf")


class Paper:
    """Lays out blocks; `process` is the paper worker."""

    def __init__(self, process: WorkerProcess) -> None:
        self._process = process

    def write(self, form: str, title: str, blocks: Sequence[Block], cancel: CancelToken) -> bytes:
        """The file, in one of `PAPER_FORMATS`.

        Raises:
            WorkerError: it could not be laid out.
            Cancelled: on cancel.
        """
        sent = tuple(PaperBlock(kind=one.kind.value, text=one.text, lead=one.lead, note=one.note) for one in blocks)
        return self._process.call(WritePaper(form=form, title=title, blocks=sent), PaperWritten, cancel).content

    def sheet(self, title: str, rows: Sequence[tuple[str, ...]], cancel: CancelToken) -> bytes:
        """Rows as a spreadsheet (.xlsx), the first as its head. Raises as `write` does."""
        return self._process.call(WriteSheet(title=title, rows=tuple(rows)), PaperWritten, cancel).content
