"""What the next question searches: chosen from menus and a dialog, or completed while it is typed."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.library.filters import FilterChoices, Filters
from app.ui.ask import changes
from app.ui.ask.changes import Scope
from app.ui.ask.completion import Mark, Offer, Sought
from app.ui.ask.composer import Composer
from app.ui.ask.limits_dialog import LimitsDialog
from app.ui.ask.reading import offers, saved_question
from app.ui.view import Frame

if TYPE_CHECKING:
    from app.services.application import Application


class ScopeActions(QObject):
    """Turns what the composer tells into changes of the state: `changed` with a tuple of them."""

    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, services: "Application", frame: Frame, composer: Composer) -> None:
        super().__init__(composer)
        self._services = services
        self._jobs = frame.jobs
        self._composer = composer
        self._scope = Scope()
        composer.scope.scope_chosen.connect(self._choose)
        composer.scope.reach_chosen.connect(lambda reach: self.changed.emit((changes.ReachChosen(reach),)))
        composer.scope.limits_wanted.connect(self._read_choices)
        composer.completion_wanted.connect(self._look_for)
        composer.offer_chosen.connect(self._take)

    def show_scope(self, scope: Scope) -> None:
        """What is searched now."""
        self._scope = scope

    def use_saved(self, name: str) -> None:
        """Put a saved question into the composer."""
        read = partial(saved_question, self._services, name)
        self._jobs.run_once(self, read, self.changed.emit, self.failed.emit)

    def _choose(self, scope: Scope) -> None:
        self.changed.emit((changes.ScopeChosen(scope),))

    def _read_choices(self) -> None:
        self._jobs.run_once(self, self._services.library.filter_choices, self._ask_limits, self.failed.emit)

    def _ask_limits(self, choices: FilterChoices) -> None:
        dialog = LimitsDialog(self._scope.filters, choices, self._composer)
        dialog.chosen.connect(self._limit)
        dialog.open()

    def _limit(self, filters: Filters) -> None:
        self._choose(replace(self._scope, use_documents=True, filters=filters))

    def _look_for(self, what: Sought) -> None:
        look = partial(offers, self._services, what)
        show = partial(self._composer.show_offers, what)
        self._jobs.run_once(self, look, show, self.failed.emit, replaces="offers")

    def _take(self, offer: Offer) -> None:
        if offer.mark is Mark.QUESTION:
            self.use_saved(offer.key)
        elif offer.mark is Mark.COLLECTION:
            self._choose(Scope(offer.key, filters=self._scope.filters))
        else:
            self._choose(self._scope.with_file(offer.key, offer.words))
