"""The settings view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.core.setting import Setting, Value
from app.ui.hotkeys.hotkeys import hotkeys_of
from app.ui.requests import ImportChats, Request, ShowSetting
from app.ui.settings import state as settings_state
from app.ui.settings import words
from app.ui.settings.api_token import ApiTokenRow
from app.ui.settings.backup_rows import BackupRows
from app.ui.settings.chat_import_row import ChatImportRow
from app.ui.settings.controls import SettingControl
from app.ui.settings.login_row import LoginRow
from app.ui.settings.security import SecuritySection
from app.ui.settings.state import SettingsState
from app.ui.settings.update_row import UpdateRow
from app.ui.settings.voice_row import VoiceRow
from app.ui.view import Frame, View
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.layouts import ScrollPage
from app.ui.widgets.section import FormRow, Header, Section

if TYPE_CHECKING:
    from app.services.application import Application


class SettingsView(View):
    """Every declared setting, changed at once and kept in the vault; below them what protects the vault."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(frame, parent)
        self._settings = services.settings
        self._vault = services.vault
        self._serving = services.serving
        self._services = services
        self._backups: BackupRows | None = None
        self._login: LoginRow | None = None
        self.state = SettingsState()
        self._controls: dict[str, SettingControl] = {}
        self._resets: dict[str, QWidget] = {}
        self._lines: dict[str, FormRow] = {}
        self._page = ScrollPage(self)
        about = self.tr("They are kept in your vault and apply at once.")
        self._page.column.addWidget(Header(self.tr("Settings"), about, parent=self._page))
        self.set_panes(self._page)
        shown = settings_state.shown_settings()
        steps = [lambda name=name: self._add_section(name, shown[name]) for name in shown if shown[name]]
        self.build_in_turns(*steps, self._add_security)

    def arrive(self, request: Request | None) -> None:
        """Read the values anew: the command line may have changed them; show the setting that is asked for."""
        if isinstance(request, ShowSetting | ImportChats):
            shown = self.chat_import if isinstance(request, ImportChats) else self._controls[request.name].widget
            self._page.ensureWidgetVisible(shown)
            shown.setFocus()
        if self._backups is not None:
            self._backups.look()
        if self._login is not None:
            self._login.look()

        def read() -> tuple[dict[str, Value], dict[str, str]]:
            return self._settings.all(), self._settings.fixed()

        self.ask_service(read, self._load, replaces="values")

    def _add_section(self, name: str, settings: tuple[Setting, ...]) -> None:
        section = Section(words.section(name), parent=self._page)
        for setting in settings:
            section.add(self._row(setting, section))
        if name == settings_state.PROGRAMS:
            self._token = ApiTokenRow(self._serving, self.frame.jobs, section)
            section.add(self._token)
            self.chat_import = ChatImportRow(self._services, self.frame, section)
            section.add(self.chat_import)
        if name == settings_state.ALOUD:
            section.add(VoiceRow(self._services.reading_aloud, self.frame.jobs, section))
        if name == settings_state.BACKUPS:
            self._backups = BackupRows(self._services, self.frame.jobs, section)
            self._backups.opened.connect(self._page.keep_in_sight)
            section.add(self._backups)
        if name == settings_state.SYSTEM:
            self._login = LoginRow(self._services.login_start, self.frame.jobs, section)
            section.add(self._login)
            section.add(UpdateRow(self._services.updating, self.frame.jobs, section))
        self._page.column.addWidget(section)

    def _add_security(self) -> None:
        section = SecuritySection(self._vault, self.frame.jobs, self._page)
        section.opened.connect(self._page.keep_in_sight)
        self._page.column.addWidget(section)
        self._page.column.addStretch(1)

    def _row(self, setting: Setting, section: Section) -> QWidget:
        control = SettingControl(setting, lambda value: self._change(setting.name, value), section)
        back = icon_button("refresh", self.tr("Back to the default"), parent=section)
        back.clicked.connect(lambda: self._change(setting.name, setting.default))
        back.setAccessibleName(self.tr("{name}: back to the default").format(name=words.name(setting)))
        self._controls[setting.name] = control
        self._resets[setting.name] = back
        line = FormRow(words.name(setting), words.explanation(setting), control.widget, section, back)
        self._lines[setting.name] = line
        control.show_value(setting.default)
        back.setVisible(False)
        line.setEnabled(False)  # until what it stands at has been read
        return line

    def _load(self, read: tuple[dict[str, Value], dict[str, str]]) -> None:
        self.state = settings_state.load(self.state, *read)
        for line in self._lines.values():
            line.setEnabled(True)
        self._show()

    def _change(self, name: str, value: Value) -> None:
        before = self.state.values[name]
        self.state = settings_state.change(self.state, name, value)
        self._show()

        def refuse(sentence: str) -> None:
            self.state = settings_state.refuse(self.state, name, before, sentence)
            self._show()

        def apply(_none: None) -> None:
            self._apply(name)

        self.frame.jobs.run_once(self, lambda: self._settings.set(name, value), apply, refuse)

    def _apply(self, changed: str) -> None:
        if self._backups is not None and changed.startswith("backup."):
            self._backups.look()
        values = self.state.values
        QTimer.singleShot(0, self, lambda: self.frame.theme.follow(values))
        self.frame.hotkeys.bind(hotkeys_of(self.state.values))
        self._show()

    def _show(self) -> None:
        if not self.state.loaded:
            return
        for name, control in self._controls.items():
            control.show_value(self.state.values[name])
            self._resets[name].setVisible(self.state.may_reset(name))
            self._lines[name].refuse(self.state.fixed.get(name, ""))
        if not self.state.values["api.enabled"]:
            self._token.refuse(self.state.fixed.get("api.enabled", ""))
        for wish, problem in self.frame.hotkeys.problems.items():
            self._lines[f"shortcut.{wish}"].warn(problem)
        if self.state.problem:
            self.banner.show_message(self.state.problem)
