"""What of a meeting is handed on, in which form, and what is taken out first, with a preview of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from app.core.exporting.paper import Layout
from app.core.exporting.redaction import Hidden, Replacement
from app.services.meetings.exporting import Export
from app.ui.tokens import Space
from app.ui.widgets.layouts import column, row
from app.ui.widgets.section import FormRow, Section
from app.ui.widgets.text import label

_WIDTH = 560
_PREVIEW_HEIGHT = 180
_SUBTITLES = ("srt", "vtt")


class ExportDialog(QDialog):
    """Begins with what was chosen `before`; `chosen(Export)` once the user goes on.

    `preview` is asked for what would be taken out; `show_preview` answers.
    """

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        has_minutes: bool,
        before: Export,
        preview: Callable[[tuple[Hidden, ...]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._has_minutes = has_minutes
        self._preview = preview
        self.form = self._forms()
        self.form.setCurrentIndex(max(0, self.form.findData(before.form)))
        self.transcript = self._box(self.tr("Transcript"), checked=before.transcript or not has_minutes)
        self.minutes = self._box(self.tr("Minutes"), checked=before.minutes and has_minutes)
        self.timestamps = self._box(self.tr("Times"), checked=before.layout.timestamps)
        self.speakers = self._box(self.tr("Names of the speakers"), checked=before.layout.speakers)
        self.hidden = {
            kind: self._box(words, checked=kind in before.hidden)
            for kind, words in (
                (Hidden.NAMES, self.tr("Names")),
                (Hidden.NUMBERS, self.tr("Numbers")),
                (Hidden.DATES, self.tr("Dates")),
            )
        }
        self.list = QListWidget(self)
        self.list.setProperty("kind", "checks")
        self.list.setAccessibleName(self.tr("What is taken out"))
        self.list.setFixedHeight(_PREVIEW_HEIGHT)
        self._told = label("", "caption", wrap=True, parent=self)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.export))
        self.finished.connect(self.deleteLater)
        heading = label(title, "heading", wrap=True, parent=self)
        whole = column(
            heading, self._rows(), self._told, self.list, self.buttons, space=Space.MEDIUM, margin=Space.LARGE
        )
        self.setLayout(whole)
        self.resize(_WIDTH, 0)
        self._connect()
        self._settle()

    @property
    def export(self) -> Export:
        """What is chosen now."""
        items = [self.list.item(place) for place in range(self.list.count())]
        kept = tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Unchecked
        )
        return Export(
            self.form.currentData(),
            self.transcript.isChecked(),
            self.minutes.isChecked() and self.minutes.isEnabled(),
            Layout(self.timestamps.isChecked(), self.speakers.isChecked()),
            self._hidden(),
            kept,
        )

    def ask_preview(self) -> None:
        """Ask what would be taken out, where anything is to be."""
        self._show_list()
        if hidden := self._hidden():
            self._preview(hidden)

    def show_preview(self, found: Sequence[Replacement]) -> None:
        """Show what would be taken out; what the user unticks stays."""
        self.list.clear()
        for one in found:
            words = self.tr("{text} becomes {stand_in}, %n time(s)", "", one.count)
            item = QListWidgetItem(words.format(text=one.text, stand_in=one.stand_in), self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self._told.setText(
            self.tr("This is taken out; untick what may stay. Read the file before you hand it on.")
            if found
            else self.tr("Nothing of the kind was found. Read the file before you hand it on.")
        )
        self._fit()

    def _rows(self) -> Section:
        section = Section(parent=self)
        section.add(
            FormRow(self.tr("Format"), "", self.form, section),
            self._line(self.tr("What"), self.transcript, self.minutes),
            self._line(self.tr("With"), self.timestamps, self.speakers),
            self._line(self.tr("Take out"), *self.hidden.values()),
        )
        return section

    def _line(self, name: str, *boxes: QCheckBox) -> QWidget:
        made = QWidget(self)
        line = row(label(name, parent=made), None, *boxes, space=Space.LARGE)
        line.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        made.setLayout(line)
        return made

    def _box(self, name: str, *, checked: bool) -> QCheckBox:
        made = QCheckBox(name, self)
        made.setAccessibleName(name)
        made.setChecked(checked)
        return made

    def _forms(self) -> QComboBox:
        made = QComboBox(self)
        for name, words in (
            ("docx", self.tr("Word document")),
            ("pdf", self.tr("PDF")),
            ("md", self.tr("Markdown")),
            ("txt", self.tr("Plain text")),
            ("srt", self.tr("Subtitles (SRT)")),
            ("vtt", self.tr("Subtitles (WebVTT)")),
            ("json", self.tr("JSON, with every word's time")),
        ):
            made.addItem(words, name)
        return made

    def _connect(self) -> None:
        self.form.currentIndexChanged.connect(self._settle)
        for box in (self.transcript, self.minutes):
            box.toggled.connect(self._settle)
        for box in self.hidden.values():
            box.toggled.connect(self.ask_preview)

    def _settle(self) -> None:
        """Offer what goes together: subtitles are the transcript with its times."""
        subtitles = self.form.currentData() in _SUBTITLES
        self.minutes.setEnabled(self._has_minutes and not subtitles)
        self.transcript.setEnabled(not subtitles)
        self.timestamps.setEnabled(self.form.currentData() not in (*_SUBTITLES, "json"))
        something = subtitles or self.transcript.isChecked() or self.export.minutes
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(something)
        self._show_list()

    def _hidden(self) -> tuple[Hidden, ...]:
        return tuple(kind for kind, box in self.hidden.items() if box.isChecked())

    def _show_list(self) -> None:
        for widget in (self.list, self._told):
            widget.setVisible(bool(self._hidden()))
        self._fit()

    def _fit(self) -> None:
        """As high as everything needs at this width: words that wrap are not counted by Qt's own hint."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
