"""The control of one setting, and its row: made from the declaration alone."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QKeySequenceEdit, QLineEdit, QSpinBox, QWidget

from app.core.setting import Setting, Value
from app.ui.settings import words
from app.ui.settings.state import Control, control_of
from app.ui.tokens import Space
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.fields import Switch
from app.ui.widgets.file_dialogs import choose_folder
from app.ui.widgets.layouts import row

_WIDTH = 190
_MOST = 2_000_000_000
OnChange = Callable[[Value], None]


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolling the page changes no setting."""
        event.ignore()


class _WholeNumber(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolling the page changes no setting."""
        event.ignore()


class _Number(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolling the page changes no setting."""
        event.ignore()


class SettingControl:
    """A setting's widget, how a value is shown in it, and the call for each change the user makes."""

    def __init__(self, setting: Setting, on_change: OnChange, parent: QWidget) -> None:
        self.setting = setting
        self._on_change = on_change
        self._showing = False
        makers = {
            Control.SWITCH: self._switch,
            Control.CHOICE: self._choice,
            Control.WHOLE_NUMBER: self._whole_number,
            Control.NUMBER: self._number,
            Control.PERCENT: self._percent,
            Control.TEXT: self._text,
            Control.KEYS: self._keys,
            Control.FOLDER: self._folder,
        }
        self.widget, self._set = makers[control_of(setting)](parent)
        self.widget.setObjectName(setting.name)

    def show_value(self, value: Value) -> None:
        """Show a value without taking it for the user's change."""
        self._showing = True
        self._set(value)
        self._showing = False

    def _tell(self, value: Value) -> None:
        if not self._showing:
            self._on_change(value)

    def _switch(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        made = Switch(parent)
        made.toggled.connect(self._tell)
        return made, lambda value: made.setChecked(bool(value))

    def _choice(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        made = _Choice(parent)
        for value in self.setting.choices:
            made.addItem(words.choice(self.setting, value), value)
        made.setMinimumWidth(_WIDTH)
        made.currentIndexChanged.connect(lambda index: self._tell(made.itemData(index)))
        return made, lambda value: made.setCurrentIndex(made.findData(value))

    def _whole_number(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        made = _WholeNumber(parent)
        made.setRange(int(self.setting.minimum or 0), int(self.setting.maximum or _MOST))
        self._dress(made)
        made.valueChanged.connect(self._tell)
        return made, lambda value: made.setValue(int(value))

    def _number(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        made = _Number(parent)
        made.setRange(self.setting.minimum or 0.0, self.setting.maximum or float(_MOST))
        made.setSingleStep(0.1)
        self._dress(made)
        made.valueChanged.connect(lambda value: self._tell(round(value, 2)))
        return made, lambda value: made.setValue(float(value))

    def _percent(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        made = _WholeNumber(parent)
        made.setRange(round(100 * (self.setting.minimum or 0)), round(100 * (self.setting.maximum or 1)))
        made.setSingleStep(5)
        self._dress(made)
        made.setSuffix(" %")
        made.valueChanged.connect(lambda value: self._tell(value / 100))
        return made, lambda value: made.setValue(round(100 * float(value)))

    def _text(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        made = QLineEdit(parent)
        made.setMinimumWidth(_WIDTH)
        made.editingFinished.connect(lambda: self._finish(made))
        return made, lambda value: made.setText(str(value))

    def _keys(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        made = QKeySequenceEdit(parent)
        made.setMaximumSequenceLength(1)
        for line in made.findChildren(QLineEdit):
            line.setAccessibleName(words.name(self.setting))
        made.setClearButtonEnabled(True)
        made.setMinimumWidth(_WIDTH)
        made.keySequenceChanged.connect(
            lambda keys: self._tell(keys.toString(QKeySequence.SequenceFormat.PortableText))
        )
        return made, lambda value: made.setKeySequence(QKeySequence(str(value)))

    def _folder(self, parent: QWidget) -> tuple[QWidget, OnChange]:
        whole = QWidget(parent)
        line, show = self._text(whole)
        line.setAccessibleName(words.name(self.setting))
        choose = icon_button("folder", QCoreApplication.translate("settings", "Choose a folder"), parent=whole)
        choose.clicked.connect(lambda: choose_folder(whole, lambda paths: self._tell(str(paths[0])), choose.toolTip()))
        whole.setLayout(row(line, choose))
        whole.setFocusProxy(line)
        return whole, show

    def _finish(self, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self._tell(line.text().strip() or self.setting.default)

    def _dress(self, box: QSpinBox | QDoubleSpinBox) -> None:
        box.setKeyboardTracking(False)
        box.lineEdit().setTextMargins(Space.SMALL, 0, Space.SMALL, 0)
        box.setMinimumWidth(_WIDTH)
        box.setSuffix(words.unit(self.setting))
        box.setGroupSeparatorShown(True)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
