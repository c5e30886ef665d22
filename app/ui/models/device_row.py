"""What computes answers: the processor or a graphics card, chosen by Alcove or by the user."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.models import words
from app.ui.widgets.buttons import button
from app.ui.widgets.section import FormRow, Section

if TYPE_CHECKING:
    from app.services.models.compute_devices import ComputeState


class DeviceRow(Section):
    """Shown only where a backend for graphics cards is installed; emits the setting's value that the user wants."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Computing"), parent=parent)
        self._box = QComboBox(self)
        self._box.activated.connect(lambda place: self.wanted.emit(str(self._box.itemData(place))))
        self._again = button(self.tr("Try again"), lambda: self.wanted.emit(str(self._box.currentData())), parent=self)
        self._again.setAccessibleDescription(self.tr("Use the device again that failed"))
        self._row = FormRow(self.tr("Answers are computed on"), " ", self._box, self, self._again)
        self.add(self._row)
        self.hide()

    def show_state(self, compute: "ComputeState", refusal: str) -> None:
        """Offer what there is, and say what is used; the choice is locked where there is a reason."""
        self.setVisible(compute.possible)
        with QSignalBlocker(self._box):
            self._box.clear()
            for value, text in words.device_choices(compute):
                self._box.addItem(text, value)
            self._box.setCurrentIndex(self._box.findData(compute.wish))
        sentence, failed = words.device_sentence(compute)
        self._row.help.setText(sentence)
        self._box.setAccessibleDescription(sentence)
        self._again.setVisible(failed and not refusal)
        self._row.refuse(refusal)
