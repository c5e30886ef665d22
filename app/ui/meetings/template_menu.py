"""What can be done with the templates of minutes: changed, written anew, removed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.core.meetings.minutes_templates import MinutesTemplate
from app.services.meetings.minutes_templates import MinutesTemplates
from app.ui.meetings.template_dialog import TemplateDialog
from app.ui.view import Frame
from app.ui.widgets.buttons import icon_button


class TemplateMenu(QObject):
    """`changed` with the key of the template that was kept or removed, `failed` with a sentence.

    `chosen` is asked which template the menu is about.
    """

    changed = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        templates: MinutesTemplates,
        chosen: Callable[[], MinutesTemplate | None],
        frame: Frame,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._templates = templates
        self._chosen = chosen
        self._frame = frame
        self._view = parent
        self.button: QToolButton = icon_button("more", self.tr("Change templates"), self.open, parent=parent)

    def open(self) -> None:
        """Show the menu below its button."""
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        template = self._chosen()
        if template is not None:
            menu.addAction(self.tr("Edit this template…"), partial(self.edit, template))
        menu.addAction(self.tr("New template…"), self.write_new)
        if template is not None and template.own:
            menu.addSeparator()
            menu.addAction(self.tr("Remove this template"), partial(self.remove, template))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def edit(self, template: MinutesTemplate) -> None:
        """Let a template be changed; one that came with Alcove stays below the user's own."""
        self._ask(self.tr("Edit a template"), template.text, partial(self._templates.keep, template.key))

    def write_new(self) -> None:
        """Let a template be written, beginning with one that works."""
        heading, decisions = self.tr("New template"), self.tr("Decisions")
        text = f"# {heading}\n\n## {decisions}\nkind: decisions\n"
        self._ask(heading, text, self._templates.add)

    def remove(self, template: MinutesTemplate) -> None:
        """Remove one of the user's own; it can be taken back."""
        self._frame.jobs.run_once(
            self,
            partial(self._templates.forget, template.key),
            lambda _done: self._removed(template),
            self.failed.emit,
        )

    def _removed(self, template: MinutesTemplate) -> None:
        self.changed.emit(template.key)
        words = self.tr("The template “{name}” was removed.").format(name=template.name)
        self._frame.toast(words, self.tr("Undo"), partial(self._take_back, template))

    def _take_back(self, template: MinutesTemplate) -> None:
        keep = partial(self._templates.keep, template.key, template.text)
        self._frame.jobs.run_once(self, keep, lambda kept: self.changed.emit(kept.key), self.failed.emit)

    def _ask(self, title: str, text: str, keep: Callable[[str], MinutesTemplate]) -> None:
        dialog = TemplateDialog(title, text, self._view)

        def kept(template: MinutesTemplate) -> None:
            dialog.accept()
            self.changed.emit(template.key)

        dialog.save_wanted.connect(
            lambda written: self._frame.jobs.run_once(dialog, partial(keep, written), kept, dialog.show_problem)
        )
        dialog.open()
