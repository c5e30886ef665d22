"""Prints what the window's thread spends on an answer while it is written, and on a page of a PDF.

python -m tests.bench.bench_streaming [PDF]
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from app.core.library.positions import Marks
from app.ui.ask.answer_text import AnswerText
from app.ui.theme import Theme
from app.ui.viewer.pdf_pages import PdfPages

SENTENCE = "The monthly rent is **1,200 euros**, due on the `third` working day of each month. "
TEXTS = {
    "paragraphs of 1,000 characters": (SENTENCE * 12 + "\n\n") * 20,
    "one list of 150 items": "".join(f"{number}. {SENTENCE}\n" for number in range(1, 151)),
    "one paragraph without an end": SENTENCE * 150,
}
STEP = 60
"""Characters between two deliveries: 30 a second of a model that writes 1,800 characters a second."""


def main(arguments: list[str]) -> None:
    """Print all figures."""
    application = QApplication([])
    Theme(application)
    for name, text in TEXTS.items():
        _write(application, name, text)
    for name in arguments:
        _turn_pages(application, Path(name))


def _write(application: QApplication, name: str, text: str) -> None:
    window = QWidget()
    view = AnswerText(window)
    window.resize(700, 400)
    view.setFixedWidth(700)
    window.show()
    spent = []
    for length in range(STEP, len(text), STEP):
        spent.append(_busy_ms(lambda end=length: view.show_growing(text[:end])))
        spent[-1] += _busy_ms(application.processEvents)
    _report(f"{name}, {len(text):,} characters", spent)
    window.hide()


def _turn_pages(application: QApplication, path: Path) -> None:
    pages = PdfPages()
    pages.resize(500, 700)
    pages.show()
    data, marks = path.read_bytes(), Marks(ranges=((0, 200),))
    _report(f"{path.name}: opened and marked", [_busy_ms(lambda: pages.open(data, 0, marks, ""))])
    spent = []
    for page in range(min(40, pages.page_count)):
        while not pages.rendered:
            application.processEvents()
        spent.append(_busy_ms(lambda at=page: pages.show_page(at)))
    _report(f"{path.name}: page shown", spent)
    while not pages.rendered:
        application.processEvents()


def _busy_ms(call: Callable[[], object]) -> float:
    begun = time.thread_time()
    call()
    return (time.thread_time() - begun) * 1000


def _report(name: str, spent: list[float]) -> None:
    spent.sort()
    late = spent[int(len(spent) * 0.99)]
    print(f"{name}: median {statistics.median(spent):.1f} ms, 99 % {late:.1f} ms, most {spent[-1]:.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
