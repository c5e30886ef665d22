"""What is asked of the process that lays out paper, and what it answers."""

from app.workers.protocol.message import Message


class PaperBlock(Message, frozen=True):
    """One block, as `app.core.exporting.paper.Block` says; `kind` is the name of its kind."""

    kind: str
    text: str
    lead: str = ""
    note: str = ""


class WritePaper(Message, frozen=True):
    """Lay out blocks as "docx" or "pdf"; answered by `PaperWritten`."""

    form: str
    title: str
    blocks: tuple[PaperBlock, ...]


class WriteSheet(Message, frozen=True):
    """Write rows as a sheet of an "xlsx" file, the first as its head; answered by `PaperWritten`."""

    title: str
    rows: tuple[tuple[str, ...], ...]


class PaperWritten(Message, frozen=True):
    """The file."""

    content: bytes
