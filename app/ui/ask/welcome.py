"""What stands in the thread before the first question: examples to ask, or the invitation to add documents."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.ask.changes import Library
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.elided_button import ElidedButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.layouts import ScrollPage, clear, column, in_the_middle, no_wider_than
from app.ui.widgets.progress_row import ProgressRow

_EXAMPLES = 3
_DIGITS = 57


class Welcome(ScrollPage):
    """Shows the one or the other."""

    example_chosen = Signal(str)
    files_wanted = Signal()
    folder_wanted = Signal()
    samples_wanted = Signal()
    samples_unwanted = Signal()
    chats_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        files = button(self.tr("Add files…"), self.files_wanted.emit, icon_name="document", parent=self)
        folder = button(
            self.tr("Add a folder…"), self.folder_wanted.emit, kind="primary", icon_name="folder", parent=self
        )
        self._try = button(self.tr("Try it with sample documents"), self.samples_wanted.emit, kind="quiet", parent=self)
        self._remove = button(
            self.tr("Remove the sample documents"), self.samples_unwanted.emit, kind="quiet", parent=self
        )
        self._chats = button(
            self.tr("Bring conversations of another program along"), self.chats_wanted.emit, kind="quiet", parent=self
        )
        self.progress = ProgressRow(self)
        self._invitation = EmptyState("library", "", "", folder, files, parent=self)
        self._invitation.set_words(
            self.tr("Ask your own documents"),
            self.tr(
                "Add files or folders, or drop them anywhere in this window. They are read on this computer, stay where "
                "they are, and nothing of them ever leaves it."
            ),
        )
        self._ready = EmptyState("ask", "", "", parent=self)
        self._examples = column(space=Space.SMALL)
        self._examples_box = QWidget(self)
        self._examples_box.setLayout(self._examples)
        self.column.addStretch(1)
        self.column.addWidget(self._invitation)
        self.column.addWidget(self._ready)
        for each in (self._examples_box, self.progress):
            no_wider_than(_DIGITS, each)
            self.column.addLayout(in_the_middle(each))
        for offer in (self._try, self._chats, self._remove):
            self.column.addWidget(offer, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(2)
        self._library: Library | None = None
        self.show_library(None)

    def show_library(self, library: Library | None) -> None:
        """Show what fits this library; nothing while it is not known."""
        empty = library is not None and library.documents == 0
        self._invitation.setVisible(empty)
        self._try.setVisible(library is not None and empty and library.samples_offered)
        self._chats.setVisible(empty)
        self._remove.setVisible(library is not None and library.samples > 0)
        ready = library is not None and library.documents > 0
        self._ready.setVisible(ready)
        self._examples_box.setVisible(ready)
        if library is None or library == self._library:
            return
        self._library = library
        self._ready.set_words(
            self.tr("What would you like to know?"),
            self.tr(
                "Alcove searches %n document(s), shows the passages first, and checks every sentence.",
                "",
                library.documents,
            ),
        )
        clear(self._examples)
        for words in self._questions(library):
            asks = partial(self.example_chosen.emit, words)
            made = ElidedButton(words, asks, kind="", parent=self)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._examples.addWidget(made)

    def _questions(self, library: Library) -> list[str]:
        titles = library.newest_titles
        about = [self.tr("What is “{title}” about?").format(title=title) for title in titles]
        general = [
            self.tr("Which dates and deadlines are mentioned?"),
            self.tr("Which amounts of money are named, and what for?"),
            self.tr("Who is responsible for what?"),
        ]
        return [*about, *general][:_EXAMPLES]
