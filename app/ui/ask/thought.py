"""What a model thought aloud, folded above its answer."""

from PySide6.QtWidgets import QWidget

from app.ui.widgets.fold import Fold


class ThoughtFold(Fold):
    """The thoughts, which grow while the model thinks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.text.setAccessibleName(self.tr("What the model thought"))

    def show_thought(self, thought: str, *, thinking: bool) -> None:
        """Show what was thought so far; `thinking` while there may be more of it."""
        self.show_text(self.tr("Thinking…") if thinking else self.tr("What the model thought (not checked)"), thought)
