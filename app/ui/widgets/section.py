"""A page's header, and sections: a heading, what it is about, and a card of rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui import sentences
from app.ui.tokens import Space
from app.ui.widgets.aside import AsideLayout
from app.ui.widgets.buttons import refuse
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label, rule


class Header(QWidget):
    """The title of a page, one sentence below it, and actions at the end of the line."""

    def __init__(self, title: str, sentence: str = "", *actions: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "title", parent=self)
        self.sentence = label(sentence, tone="muted", wrap=True, parent=self)
        self.sentence.setVisible(bool(sentence))
        texts = column(self.title, self.sentence, space=Space.TIGHT)
        at_end = FlowLayout(Space.SMALL)
        for action in actions:
            at_end.addWidget(action)
        self.setLayout(AsideLayout(texts, at_end, at_top=True))

    def set_sentence(self, sentence: str) -> None:
        """Show another sentence below the title, or none."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


class Section(QWidget):
    """A heading, a sentence, and a card; `add` puts rows into the card with hairlines between them."""

    def __init__(self, heading: str = "", sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = QFrame(self)
        self.card.setProperty("surface", "card")
        self.rows = QVBoxLayout(self.card)
        self.rows.setContentsMargins(Space.LARGE, Space.TIGHT, Space.LARGE, Space.TIGHT)
        self.rows.setSpacing(0)
        self._heading = label(heading, "heading", parent=self)
        self._heading.setVisible(bool(heading))
        self._sentence = label(sentence, tone="muted", wrap=True, parent=self)
        self._sentence.setVisible(bool(sentence))
        self.setLayout(column(self._heading, self._sentence, self.card))

    def add(self, *widgets: QWidget) -> None:
        """Append rows to the card."""
        for widget in widgets:
            if self.rows.count():
                self.rows.addWidget(rule(self.card))
            self.rows.addWidget(widget)

    def remove(self, widget: QWidget) -> None:
        """Take a row out of the card, with the hairline beside it."""
        at = self.rows.indexOf(widget)
        lines = [at, at - 1 if at else at + 1] if self.rows.count() > 1 else [at]
        for place in sorted(lines, reverse=True):
            item = self.rows.takeAt(place)
            if item is not None and (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()


class FormRow(QWidget):
    """A name with its explanation, and at the end of the line the control it names; `before` stands before that."""

    def __init__(
        self, name: str, help_text: str, control: QWidget, parent: QWidget | None = None, *before: QWidget
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.name = label(name, wrap=True, parent=self)
        self.name.setBuddy(control)
        self.help = label(help_text, "caption", wrap=True, parent=self)
        self.help.setVisible(bool(help_text))
        self._reason = label("", "caption", tone="warning", wrap=True, parent=self)
        self._reason.setVisible(False)
        control.setAccessibleName(control.accessibleName() or name)
        control.setAccessibleDescription(help_text.strip())
        texts = column(self.name, self.help, self._reason, space=2)
        line = AsideLayout(texts, row(*before, control, space=Space.MEDIUM))
        line.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        self.setLayout(line)

    def refuse(self, reason: str) -> None:
        """Lock the control and say why below its explanation; nothing changes where there is no reason."""
        refuse(self.control, reason)
        self.warn(sentences.in_language(reason))
        # What is greyed out takes no focus: whoever goes by keys, or listens, stops at the reason instead.
        self._reason.setFocusPolicy(Qt.FocusPolicy.TabFocus if reason else Qt.FocusPolicy.NoFocus)
        self._reason.setAccessibleDescription(self.name.text() if reason else "")

    def warn(self, sentence: str) -> None:
        """Say below the explanation what is not as it should be; nothing is said where there is no sentence."""
        self._reason.setText(sentence)
        self._reason.setVisible(bool(sentence))
