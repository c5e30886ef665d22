"""What is not as it might be in the library, one row each, and what can be done about the chosen one."""

from collections import Counter
from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.core.library.health import Finding, FindingKind, Remedy
from app.ui import sentences
from app.ui.library import words
from app.ui.library.state import LibraryState
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.lists import ListRow, RowList
from app.ui.widgets.text import label

_URGENT = frozenset({FindingKind.LOCKED, FindingKind.FAILED, FindingKind.NO_TEXT, FindingKind.UNREACHABLE})
_LISTED = 500
_DANGEROUS = frozenset({Remedy.REMOVE, Remedy.REMOVE_OTHER})


class FindingsPane(QWidget):
    """Shows findings; says what the user wants done about one."""

    kind_chosen = Signal(object)
    opened = Signal(object)
    remedy_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName(self.tr("Kind of problem"))
        self.kinds.activated.connect(lambda place: self.kind_chosen.emit(self.kinds.itemData(place)))
        self.list = RowList(self.tr("Problems"), self)
        self.list.setUniformItemSizes(True)
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.list.opened.connect(lambda _key: self._open())
        self.list.delete_pressed.connect(lambda _keys: self._press(Remedy.REMOVE))
        self._sentence = label("", tone="muted", wrap=True, selectable=True, parent=self)
        self._buttons = {
            remedy: button(
                words.remedy(remedy),
                lambda pressed=remedy: self._press(pressed),  # type: ignore[misc]
                kind="danger" if remedy in _DANGEROUS else "",
                parent=self,
            )
            for remedy in Remedy
        }
        actions = row(None, *self._buttons.values())
        whole = column(row(self.kinds, None), self.list, self._sentence, actions, space=Space.SMALL)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._show_chosen()

    @property
    def chosen(self) -> Finding | None:
        """The finding the user went to."""
        place = self.list.current_key
        return self._findings[place] if isinstance(place, int) and place < len(self._findings) else None

    def show_state(self, state: LibraryState) -> None:
        """List the findings of the kind chosen."""
        self._show_kinds(state)
        if state.listed_findings != self._findings:
            self._findings = state.listed_findings
            rows = [self._row(place, one) for place, one in enumerate(self._findings[:_LISTED])]
            self.list.show_rows(rows)
        self._show_chosen()

    def _show_kinds(self, state: LibraryState) -> None:
        counts = Counter(one.kind for one in state.findings or ())
        entries: list[tuple[str, FindingKind | None]] = [(self.tr("All kinds (%n)", "", sum(counts.values())), None)]
        entries += [(f"{words.kind(kind)} ({counts[kind]})", kind) for kind in FindingKind if counts[kind]]
        if entries != [(self.kinds.itemText(at), self.kinds.itemData(at)) for at in range(self.kinds.count())]:
            self.kinds.clear()
            for text, kind in entries:
                self.kinds.addItem(text, kind)
        self.kinds.setCurrentIndex(next(at for at, (_, kind) in enumerate(entries) if kind == state.kind))

    def _row(self, place: int, finding: Finding) -> ListRow:
        detail = f"{words.kind(finding.kind)} · {sentences.in_language(finding.sentence)}"
        name = PurePath(finding.path).name or finding.path
        return ListRow(place, name, detail, "warning" if finding.kind in _URGENT else "")

    def _show_chosen(self) -> None:
        chosen = self.chosen
        remedies = chosen.remedies if chosen is not None else ()
        for remedy, shown in self._buttons.items():
            shown.setVisible(remedy in remedies)
        more = len(self._findings) - _LISTED
        if chosen is not None:
            self._sentence.setText(f"{chosen.path}\n{sentences.in_language(chosen.sentence)}")
        else:
            self._sentence.setText(self.tr("And %n more.", "", more) if more > 0 else "")
        self._sentence.setVisible(bool(self._sentence.text()))

    def _press(self, remedy: Remedy) -> None:
        if (chosen := self.chosen) is not None and remedy in chosen.remedies:
            self.remedy_wanted.emit(chosen, remedy)

    def _open(self) -> None:
        if (chosen := self.chosen) is not None and chosen.document_id:
            self.opened.emit(chosen.document_id)
