"""What a question may be limited to: type, folder, author and dates."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from app.core.library.filters import FilterChoices, Filters, is_valid
from app.ui.tokens import Space
from app.ui.widgets.layouts import column, fit
from app.ui.widgets.text import label, set_style_property

_DIGITS = 56


class LimitsDialog(QDialog):
    """`chosen(filters)` once the user has taken them. What is in the library is offered; anything can be typed."""

    chosen = Signal(object)

    def __init__(self, filters: Filters, choices: FilterChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Limit what is searched"))
        self.fields: dict[str, QComboBox | QLineEdit] = {
            "type": self._choice(choices.types, filters.type),
            "folder": self._choice(choices.folders, filters.folder),
            "author": self._choice(choices.authors, filters.author),
            "after": self._date(filters.after),
            "before": self._date(filters.before),
        }
        about = self.tr(
            "All of them must hold. A document's date is the one it states, else when its file last changed."
        )
        self.buttons = self._made_buttons()
        self._take = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._wrong = label("", "caption", "danger", wrap=True, parent=self)
        whole = column(label(about, "caption", wrap=True, parent=self), space=Space.MEDIUM, margin=Space.LARGE)
        whole.addLayout(self._form())
        whole.addWidget(self._wrong)
        whole.addWidget(self.buttons)
        self.setLayout(whole)
        self._check()
        fit(self, _DIGITS)

    def _form(self) -> QFormLayout:
        names = {
            "type": self.tr("Type"),
            "folder": self.tr("Folder"),
            "author": self.tr("Author"),
            "after": self.tr("From"),
            "before": self.tr("Before"),
        }
        form = QFormLayout()
        form.setSpacing(Space.SMALL)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for name, field in self.fields.items():
            field.setAccessibleName(names[name])
            form.addRow(names[name], field)
        return form

    def _made_buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        made = QDialogButtonBox(standard.Ok | standard.Cancel | standard.Reset, self)
        made.button(standard.Ok).setText(self.tr("Limit"))
        made.button(standard.Reset).setText(self.tr("Remove all limits"))
        made.button(standard.Reset).clicked.connect(self._clear)
        made.accepted.connect(self._accept)
        made.rejected.connect(self.reject)
        return made

    @property
    def filters(self) -> Filters:
        """What is entered now."""
        return Filters(**{name: self._text(name) for name in self.fields})

    def _choice(self, choices: tuple[tuple[str, int], ...], value: str) -> QComboBox:
        made = QComboBox(self)
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(24)
        made.addItem("", "")
        for text, count in choices:
            made.addItem(text, text)
            told = self.tr("%n document(s)", "", count)
            made.setItemData(made.count() - 1, f"{text} · {told}", Qt.ItemDataRole.ToolTipRole)
        made.setEditText(value)
        line = made.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Any"))
        line.setCursorPosition(0)
        made.editTextChanged.connect(lambda _text: self._check())
        return made

    def _date(self, value: str) -> QLineEdit:
        made = QLineEdit(value, self)
        made.setPlaceholderText(self.tr("Any; such as {year} or {day}").format(year="2024", day="2024-05-31"))
        made.textChanged.connect(lambda _text: self._check())
        return made

    def _text(self, name: str) -> str:
        field = self.fields[name]
        return (field.currentText() if isinstance(field, QComboBox) else field.text()).strip()

    def _check(self) -> None:
        """Say what cannot be taken, and take nothing before it is put right."""
        wrong = [
            name for name in self.fields if (text := self._text(name)) and ('"' in text or not is_valid(name, text))
        ]
        for name, field in self.fields.items():
            set_style_property(field, "invalid", "true" if name in wrong else "false")
        dates = self.tr("A date is a year, a month or a day, such as 2024, 2024-05 or 2024-05-31.")
        others = self.tr("A type is letters and digits; no limit has quotation marks in it.")
        told = [dates] if {"after", "before"} & set(wrong) else []
        told += [others] if {"type", "folder", "author"} & set(wrong) else []
        self._wrong.setText(" ".join(told))
        self._wrong.setVisible(bool(told))
        self._take.setEnabled(not wrong)

    def _clear(self) -> None:
        for field in self.fields.values():
            field.setEditText("") if isinstance(field, QComboBox) else field.clear()

    def _accept(self) -> None:
        if self._take.isEnabled():
            self.chosen.emit(self.filters)
            self.accept()
