"""The first screen: makes a vault and shows its recovery key, brings a backup instead, or asks for the passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.services.jobs import Lane
from app.ui.job_bridge import JobBridge
from app.ui.restoring.form import choose_backup
from app.ui.tokens import Space
from app.ui.unlock import state as unlock_state
from app.ui.unlock.bring_page import BringPage
from app.ui.unlock.create_page import CreatePage
from app.ui.unlock.recovery_page import RecoveryPage
from app.ui.unlock.state import Step, UnlockState
from app.ui.unlock.unlock_page import UnlockPage
from app.ui.widgets.layouts import ScrollPage, column

if TYPE_CHECKING:
    from app.services.administration.restoring import Restoring
    from app.services.administration.vault import Vault

_DIGITS = 77
_LOOK_MS = 250


class UnlockView(QWidget):
    """Emits `opened` once the vault is open and the user has seen to the recovery key."""

    opened = Signal()

    def __init__(
        self,
        vault: "Vault",
        restoring: "Restoring",
        lane: Lane,
        state: UnlockState,
        jobs: JobBridge,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._vault = vault
        self._jobs = jobs
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._create = CreatePage(self)
        self._bring = BringPage(restoring, lane, jobs, self)
        self._recovery = RecoveryPage(jobs, self)
        self._unlock = UnlockPage(self)
        self._pages: dict[Step, CreatePage | BringPage | RecoveryPage | UnlockPage] = {
            Step.CREATE: self._create,
            Step.BRING: self._bring,
            Step.RECOVERY_KEY: self._recovery,
            Step.UNLOCK: self._unlock,
            Step.RECOVER: self._unlock,
        }
        card = QFrame(self)
        card.setProperty("surface", "card")
        card.setLayout(column(*dict.fromkeys(self._pages.values()), margin=Space.WIDE))
        scroll = ScrollPage(self, _DIGITS)
        scroll.column.addStretch(1)
        scroll.column.addWidget(card)
        scroll.column.addStretch(2)
        self.setLayout(column(scroll))
        self._create.changed.connect(self._show)
        self._create.wanted.connect(self._make)
        self._recovery.changed.connect(self._show)
        self._recovery.wanted.connect(self._finish)
        self._unlock.changed.connect(self._show)
        self._unlock.wanted.connect(self._open)
        for page in (self._create, self._unlock):
            page.backup_wanted.connect(lambda: choose_backup(self, self.bring))
        self._bring.form.closed.connect(lambda: self._show(unlock_state.bring_backup(self.state, wanted=False)))
        self._bring.form.restored.connect(self._finish)
        for each in self._pages.values():
            each.setVisible(False)
        self._show(state)

    @property
    def by_recovery_key(self) -> bool:
        """Whether the vault was opened with the key on paper: the passphrase may be forgotten."""
        return self.state.step is Step.RECOVER or self._bring.form.state.recovery_key is not None

    def bring(self, backup: Path) -> None:
        """Show what is in a backup, to begin with that."""
        self._show(unlock_state.bring_backup(self.state, wanted=True))
        self._bring.form.examine(backup)

    def _show(self, state: UnlockState) -> None:
        self.state = state
        shown = self._pages[state.step]
        shown.show_state(state)
        if shown.isHidden():
            for page in self._pages.values():
                page.setVisible(page is shown)
            self.setFocusProxy(shown)
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, sentence: str) -> None:
        self._looking.stop()
        self._show(unlock_state.fail(self.state, sentence))

    def _make(self) -> None:
        passphrase = self.state.given_passphrase
        self._show(unlock_state.start_work(self.state))
        self._jobs.run_once(self, lambda: self._vault.create(passphrase), self._made, self._fail)

    def _made(self, recovery_key: str) -> None:
        self._show(unlock_state.show_recovery_key(self.state, recovery_key))

    def _open(self) -> None:
        vault, typed = self._vault, self.state.given_passphrase
        with_paper = self.state.step is Step.RECOVER
        self._show(unlock_state.start_work(self.state))
        self._looking.start()

        def unlock() -> None:
            if with_paper:
                vault.unlock_with_recovery_key(typed or "")
            else:
                vault.unlock(typed)

        self._jobs.run_once(self, unlock, lambda _none: self._finish(), self._fail)

    def _look(self) -> None:
        """An upgrade of a large vault takes a while: say so, and how far it is."""
        share = self._vault.upgrade_share
        if share is not None or self.state.upgraded_percent is not None:
            self._show(unlock_state.tell_upgrade(self.state, share))

    def _finish(self) -> None:
        """Once only, however often a button is pressed while the services open."""
        self._looking.stop()
        self.setEnabled(False)
        self.opened.emit()
