"""Runs the window: shows it first, loads the rest behind it, opens the vault, and closes everything at the end."""

import logging
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app import __version__
from app.core.errors import RefusedByPolicy, UserError
from app.core.opening import Opening, Wish
from app.ui import language, watchdog
from app.ui.garbage import GarbageCollection
from app.ui.job_bridge import JobBridge
from app.ui.main_window import MainWindow
from app.ui.recalling import Recalled, keep, recall
from app.ui.requests import ways_of
from app.ui.theme import Theme
from app.ui.tray import Tray
from app.ui.unlock.state import UnlockState, begin_locked, begin_new
from app.ui.view import bring_to_front, in_turns
from app.ui.views import load_views

if TYPE_CHECKING:
    from app.services.application import Application

_log = logging.getLogger(__name__)
_LONGEST_CLOSING_MS = 15_000
_LOOK_MS = 250
_LOOKS_FOR_TRAY, _TRAY_MS = 15, 1000


def run(build: Callable[[], "Application"], on_display_ready: Callable[[], None], opening: Opening) -> int:
    """Open the window for this and stay until it is closed; returns the exit code.

    `build` makes the services, called on another thread after the window's first paint. `on_display_ready` is called
    once on the window's thread, when the display and the keyring are connected and no other connection will be needed:
    the moment to close the offline lock for good.
    """
    application = make_application(sys.argv[:1])
    session = Session(application, build, on_display_ready)
    if opening.wish is Wish.HIDE:
        session.begin_hidden()
    else:
        session.open(opening)
        session.window.show()
    return application.exec()


def make_application(arguments: list[str]) -> QApplication:
    """The `QApplication`, under the watchdog if the environment asks for it."""
    QApplication.setApplicationName("Alcove")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("alcove")
    made = watchdog.WatchedApplication(arguments) if watchdog.wanted() else QApplication(arguments)
    made.setQuitOnLastWindowClosed(False)
    language.speak(made, language.SYSTEM)
    return made


def _look(services: "Application") -> UnlockState | None:
    """Open the vault if the keyring can: None then, else what the user has to be shown."""
    vault = services.vault
    try:
        if vault.state() == "new":
            text = str(services.permissions.policy.value("start.text"))
            return begin_new(vault.keyring_available(), text, *vault.passphrase_rules())
        if vault.needs_passphrase():
            return begin_locked(needs_passphrase=True)
        vault.unlock(None)
    except RefusedByPolicy:
        raise
    except UserError as error:
        return begin_locked(needs_passphrase=False, problem=str(error))
    return None


def _log_first_paint(painted_at: float, busy_s: float) -> None:
    import psutil  # here, for it would come before the first paint

    took_ms = (painted_at - psutil.Process().create_time()) * 1000
    _log.info("the window was first painted %.0f ms after its process began, %.0f of them busy", took_ms, busy_s * 1000)


class Session(QObject):
    """One run of the window, from the first paint to the last write."""

    _started_again = Signal(object)

    def __init__(
        self,
        application: QApplication,
        build: Callable[[], "Application"],
        on_display_ready: Callable[[], None],
    ) -> None:
        super().__init__(application)
        self._application = application
        self._build = build
        self._on_display_ready = on_display_ready
        self._openings: list[Opening] = []
        self._tray: Tray | None = None
        self._services: Application | None = None
        self._loading: Application | None = None
        self._closing = False
        self._begun = False
        self._looks_for_tray = 0
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look_at_upgrade)
        self.ended = False
        self._garbage = GarbageCollection(self)
        self.jobs = JobBridge(self)
        self.theme = Theme(application)
        self.window = MainWindow(self.theme, self.jobs)
        self.window.start_page.painted.connect(self._load)
        self.window.closing.connect(self._close)
        application.commitDataRequest.connect(lambda _session: self._stay(False))
        self._started_again.connect(self._come_for)
        self.window.frame.hotkeys.pressed.connect(lambda wish: self._come_for(Opening(wish=wish)))

    def begin_hidden(self) -> None:
        """Begin as an icon in the tray, to which closing the window leads back; as a minimized window where none comes.

        At login, the tray may begin some seconds later than this.
        """
        self._looks_for_tray = _LOOKS_FOR_TRAY
        self._load()
        self._look_for_tray()

    def _look_for_tray(self) -> None:
        if not self._looks_for_tray:
            return
        self._looks_for_tray -= 1
        if Tray.available():
            self._looks_for_tray = 0
            self._show_tray()
            self._stay(True)
        elif self._looks_for_tray:
            QTimer.singleShot(_TRAY_MS, self, self._look_for_tray)
        elif not self.window.isVisible():
            self.window.showMinimized()

    def _stay(self, stays: bool) -> None:
        """Until the session of the desktop ends. On macOS, where the menu's Quit is told only by closing: never."""
        self.window.stays = stays and sys.platform != "darwin"

    def _come_for(self, opening: Opening) -> None:
        """Show the window, or what it asks now; only to record, what the user is at is left in front."""
        if self._closing or opening.wish is Wish.HIDE:
            return
        self._looks_for_tray = 0
        asks = QApplication.activeModalWidget()
        if asks is not None or opening.wish is not Wish.RECORD or self.window.services is None:
            bring_to_front(self.window)
        if asks is None:
            self.open(opening)

    def open(self, opening: Opening) -> None:
        """Do what the window is opened for, at once or as soon as the vault is open."""
        self._openings.append(opening)
        if self.window.services is not None:
            self._take_openings()

    def _take_openings(self) -> None:
        openings, self._openings = self._openings, []
        for opening in openings:
            for place, request in ways_of(opening):
                self.window.go(place, request)
            if opening.wish is Wish.FIND:
                self.window.find_anything()

    def _load(self) -> None:
        if self._begun:
            return
        self._begun = True
        painted_at, busy_s = time.time(), time.process_time()

        def load() -> "tuple[Application, UnlockState | None]":
            services = self._loading = self._build()
            _log_first_paint(painted_at, busy_s)
            found = _look(services)
            load_views()
            return services, found

        self._looking.start()
        self.jobs.run_once(self, load, lambda found: self._decide(*found), self._fail)

    def _look_at_upgrade(self) -> None:
        """Where the keyring opens a large vault of an earlier version, that takes a while: say how far it is."""
        if self._loading is not None:
            self.window.start_page.tell_upgrade(self._loading.vault.upgrade_share)

    def _fail(self, sentence: str) -> None:
        self._looking.stop()
        self.window.show_failure(sentence)

    def _decide(self, services: "Application", screen: UnlockState | None) -> None:
        self._looking.stop()
        self._loading = None
        self._services = services
        services.on_second_start = self._started_again.emit
        if screen is None:
            self._open()
            return
        from app.ui.unlock.view import UnlockView

        restoring, lane = services.restoring, services.lanes.backup
        page = UnlockView(services.vault, restoring, lane, screen, self.jobs, self.window)
        page.opened.connect(lambda: self._open(page.by_recovery_key))
        self.window.show_page(page)

    def _open(self, by_recovery_key: bool = False) -> None:
        if self._closing:
            return
        if self._looks_for_tray:
            QTimer.singleShot(_TRAY_MS, self, lambda: self._open(by_recovery_key))
            return
        services = self._services
        assert services is not None
        self._show_tray()
        self._on_display_ready()

        def open_services() -> Recalled:
            services.open_services()
            return recall(services)

        def show(recalled: Recalled) -> None:
            if self._closing:
                return
            self._show_places(recalled)
            if by_recovery_key:
                self._offer_new_passphrase()

        self.jobs.run_once(self, open_services, show, self.window.show_failure)

    def _show_tray(self) -> None:
        """Before the lock is sealed: some trays are reached by a connection of their own."""
        if self._tray is not None or not Tray.available():
            return
        self._tray = tray = Tray(self.window)
        self.window.has_tray = True
        self.window.recording_told.connect(tray.tell_recording)
        self.window.noticed.connect(tray.notify)
        tray.wanted.connect(self._come_for)
        tray.quit_wanted.connect(self._close_from_tray)

    def _close_from_tray(self) -> None:
        if self._closing:
            return
        bring_to_front(self.window)  # closing may ask
        self.window.end()

    def _offer_new_passphrase(self) -> None:
        frame = self.window.frame
        said = self.tr("Opened with the recovery key. Set a passphrase you remember.")
        frame.toast(said, self.tr("Settings"), lambda: frame.go("settings", None))

    def _show_places(self, recalled: Recalled) -> None:
        assert self._services is not None
        language.speak(self._application, recalled.language)
        if self._tray is not None:
            self._tray.speak()
        self.theme.follow(recalled.settings)
        self.window.frame.hotkeys.bind(recalled.hotkeys)
        self.window.open_places(self._services, recalled.window)
        in_turns(self.window, self._take_openings)
        QTimer.singleShot(0, self._garbage, self._garbage.set_aside)

    def _close(self) -> None:
        """Write what is remembered and close the services on another thread, then end; at the latest after 15 s."""
        if self._closing:
            return
        self._closing = True
        services, window = self._services, self.window.remember()
        self._services = None
        QTimer.singleShot(_LONGEST_CLOSING_MS, self, self._application.quit)
        if services is None:
            self._quit()
            return

        def close() -> None:
            if window.place:
                keep(services, window)
            services.close()

        self.jobs.run_once(self, close, lambda _none: self._quit(), lambda _sentence: self._quit())

    def _quit(self) -> None:
        self.ended = True
        self.jobs.close()
        self._application.quit()
