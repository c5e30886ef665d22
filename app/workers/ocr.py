"""The worker that reads documents whose text is in pictures: as the reader, but it recognizes text, too."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from app.lockdown.sandbox import confine_reader
from app.workers.protocol.message import Message
from app.workers.protocol.read import ReadFile
from app.workers.read import answers, prepare, read_content
from app.workers.reading.terms import Reading
from app.workers.reading.text_recognition import RecognizedPictures, Recognizer
from app.workers.serve import CancelFlag, serve

MEMORY_BYTES = 4 * 1024**3
"""Address space of the process: a page of 200 dots an inch takes it to 1.6 GB, a picture of 100 megapixels to 2.3."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes, confined like the reader once the models are loaded."""
    prepare()
    recognizer = Recognizer()
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    serve("ocr", f"{lock}; {status.detail}", {ReadFile: partial(_read_file, recognizer)}, source, sink)


def _read_file(recognizer: Recognizer, request: ReadFile, flag: CancelFlag) -> Iterator[Message]:
    pictures = RecognizedPictures(recognizer)
    return answers(
        request, Reading(request.page_limit, request.password, flag.raise_if_set, read_content, pictures=pictures)
    )
