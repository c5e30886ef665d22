"""The text of an answer as a widget: it grows with the text, and nothing in it can load, open or leave."""

from PySide6.QtCore import QByteArray, QEvent, QSize, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from app.core.asking.conversations import Support
from app.core.words.aloud import Spoken, spoken
from app.ui.ask.row_writer import CITATION, RowWriter, note_of
from app.ui.ask.rows import Draft, Row, Run, grow
from app.ui.tokens import Space
from app.ui.widgets.highlight import highlighted

_WIDEST = 16_000


class InertDocument(QTextDocument):
    """A text that fetches nothing: no image, no style sheet, no other document, from wherever.

    It must answer with something: for an empty answer Qt opens the file itself
    (https://code.qt.io/cgit/qt/qtbase.git/tree/src/gui/text/qtextdocument.cpp, `QTextDocument::loadResource`).
    """

    def loadResource(self, _type: int, _name: QUrl | str) -> QByteArray:  # noqa: N802
        """An empty file, whatever is asked for."""
        return QByteArray(b"")


class AnswerText(QTextBrowser):
    """Shows rows. `citation_chosen(n)` is emitted when a chip is clicked, or chosen with Tab and pressed with Enter."""

    citation_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocument(InertDocument(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("Answer"))
        self._draft = Draft()
        self._writer = RowWriter(self.document(), self.font())
        self.document().setDocumentMargin(Space.TIGHT)  # the ring of the focus is drawn inside
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(self._clicked)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show the rows of a finished text."""
        self._writer.show(rows)

    def show_growing(self, text: str) -> None:
        """Show a text on its way; made to be called thirty times a second."""
        self._draft = grow(self._draft, text)
        self._writer.show(self._draft.rows)

    def spoken(self) -> tuple[Spoken, ...]:
        """Its sentences as they are read aloud; a doubt is a sentence of its own."""
        text = self.document().toRawText()
        for support in (Support.PARTLY, Support.UNSUPPORTED):
            doubt = note_of(Run("", support=support))
            text = text.replace(f"\u00a0{doubt}\u00a0", f"\u2029{doubt}\u2029")
        return spoken(text)

    def show_saying(self, part: Spoken | None) -> None:
        """Set off the sentence that is being read, or none."""
        self.setExtraSelections([] if part is None else [highlighted(self.document(), part.start, part.end)])

    def doSetSource(  # noqa: N802
        self,
        _name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        """Nothing: this browser goes nowhere."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its text."""
        return QSize(super().sizeHint().width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The thread scrolls, not one answer in it."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take up new colours and another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_writer"):
            self._writer.show_again(self.font())

    def _fit(self, size: QSizeF) -> None:
        height = min(_WIDEST, int(size.height() + 0.99) + 2)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _clicked(self, address: QUrl) -> None:
        number = address.toString().removeprefix(CITATION)
        if address.toString().startswith(CITATION) and number.isdigit():
            self.citation_chosen.emit(int(number))
