"""The privacy view."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from app.lockdown.terms import LockStatus
from app.ui import wording
from app.ui.forgetting import ask_to_forget
from app.ui.privacy import state as privacy_state
from app.ui.privacy import words
from app.ui.privacy.attempts import AttemptsList
from app.ui.privacy.state import AuditVerdict, Callers, Hold, PrivacyState, VaultFacts
from app.ui.requests import Request
from app.ui.tokens import Space
from app.ui.view import Frame, View, in_turns
from app.ui.widgets.buttons import button
from app.ui.widgets.empty_state import IconDisc
from app.ui.widgets.layouts import ScrollPage, column, row
from app.ui.widgets.section import FormRow, Header, Section
from app.ui.widgets.text import badge, label, set_style_property

if TYPE_CHECKING:
    from app.lockdown.proof import Proof
    from app.services.administration.administration import Administration
    from app.services.administration.vault import Vault
    from app.services.application import Application


class PrivacyView(View):
    """Says what holds, lets the user try, and shows where everything lies."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(frame, parent)
        self._administration = services.administration
        self._vault = services.vault
        self._policy = services.permissions.policy
        self._forgetting = services.forgetting
        self._lane = services.lanes.backup
        self._serving = services.serving
        self.state = PrivacyState()
        self._facts: list[QWidget] = []
        self._page = ScrollPage(self)
        self._page.column.addWidget(Header(self.tr("Privacy"), parent=self._page))
        self.set_panes(self._page)
        sections = (self._add_status, self._add_proof, self._add_vault, self._add_audit, self._add_forgetting)
        self.build_in_turns(*sections, self._show)

    def arrive(self, request: Request | None) -> None:  # noqa: ARG002
        """Ask the system anew."""
        administration, vault, serving = self._administration, self._vault, self._serving
        self.ask_service(
            lambda: (administration.lock_status(), _vault_facts(vault), Callers(serving.enabled, serving.urls)),
            lambda found: self._look(*found),
            replaces="status",
        )

    def _add_status(self) -> None:
        card = QFrame(self._page)
        card.setProperty("surface", "card")
        self._headline = label("", "title", wrap=True, parent=card)
        self._badge = badge("", parent=card)
        self._explanation = label("", wrap=True, parent=card)
        self._detail = label("", "caption", wrap=True, selectable=True, parent=card)
        texts = column(self._headline, row(self._badge, None), self._explanation, self._detail, space=Space.SMALL)
        self._disc = IconDisc("privacy", parent=card)
        line = row(self._disc, texts, space=Space.WIDE, margin=Space.WIDE)
        line.setStretch(1, 1)
        line.setAlignment(self._disc, Qt.AlignmentFlag.AlignTop)
        card.setLayout(line)
        self._page.column.addWidget(card)

    def _add_proof(self) -> None:
        self._try = button(self.tr("Try to get out"), self.prove, kind="primary", parent=self._page)
        self._summary = FormRow(self.tr("Proof"), " ", self._try, self._page)
        self._attempts = AttemptsList(self._page)
        section = Section(parent=self._page)
        section.add(self._summary)
        section.rows.addWidget(self._attempts)
        self._page.column.addWidget(section)

    def _add_vault(self) -> None:
        section = Section(self.tr("Where everything is"), parent=self._page)
        grid = QGridLayout()
        grid.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        grid.setHorizontalSpacing(Space.WIDE)
        grid.setVerticalSpacing(Space.SMALL)
        grid.setColumnStretch(1, 1)
        names = (
            *(self.tr("Vault"), self.tr("Encryption"), self.tr("Key"), self.tr("Models")),
            *(self.tr("Policy"), self.tr("Other programs"), self.tr("Sent elsewhere")),
        )
        self._values = [label("", wrap=True, selectable=True, parent=section) for _ in names]
        for line, (name, value) in enumerate(zip(names, self._values, strict=True)):
            grid.addWidget(label(name, tone="muted", parent=section), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
        inside = QWidget(section)
        inside.setLayout(grid)
        section.add(inside)
        self._page.column.addWidget(section)

    def _add_audit(self) -> None:
        self._verify = button(self.tr("Verify"), self._check, parent=self._page)
        self._audit = FormRow(self.tr("Audit log"), " ", self._verify, self._page)
        section = Section(parent=self._page)
        section.add(self._audit)
        self._page.column.addWidget(section)

    def _add_forgetting(self) -> None:
        self._name = QLineEdit(self._page)
        self._name.setPlaceholderText(self.tr("Name"))
        self._name.setAccessibleName(self.tr("Name of the person to forget"))
        forget = button(self.tr("Forget…"), self._wish_to_forget, parent=self._page)
        self._name.returnPressed.connect(self._wish_to_forget)
        explained = self.tr(
            "Erases the voice, and the name wherever it says who spoke or is to do something. Documents and meetings are "
            "forgotten from their own lists."
        )
        section = Section(parent=self._page)
        section.add(FormRow(self.tr("Forget a person"), explained, forget, self._page, self._name))
        self._page.column.addWidget(section)
        self._page.column.addStretch(1)

    def _wish_to_forget(self) -> None:
        if name := self._name.text().strip():
            words = self.tr("Forget {name} for good? What others said or wrote about them stays.").format(name=name)
            forget = partial(self._forgetting.person, name)
            ask_to_forget(self, self.frame.jobs, self._lane, self.banner, words, forget, self._name.clear)

    def _look(self, lock: LockStatus, facts: VaultFacts, callers: Callers) -> None:
        self.state = privacy_state.look(self.state, lock, facts, callers)
        in_turns(self, self._show)

    def _show(self) -> None:
        state = self.state
        word, tone = words.enforcement(state.hold)
        self._headline.setText(words.headline(state.hold))
        self._badge.setText(word)
        set_style_property(self._badge, "badge", tone)
        self._disc.show_icon("privacy" if tone in ("success", "plain") else "warning", tone.replace("plain", "accent"))
        self._explanation.setText(words.explanation(state.hold))
        self._explanation.setVisible(state.hold is not Hold.UNKNOWN)
        self._detail.setText(f"{state.lock.layer}: {state.lock.detail}" if state.lock else "")
        self._try.setEnabled(not state.proving)
        self._summary.help.setText(words.proof_summary(state))
        set_style_property(self._summary.help, "tone", "danger" if state.counts[2] else "")
        self._audit.help.setText(words.audit_sentence(state.audit, state.checking))
        set_style_property(self._audit.help, "tone", "danger" if state.audit and state.audit.problem else "")
        self._verify.setEnabled(not state.checking)
        if state.facts:
            self._show_facts(state.facts)

    def _show_facts(self, facts: VaultFacts) -> None:
        texts = (
            self.tr("{folder} ({size})").format(folder=facts.folder, size=wording.size(facts.size_bytes)),
            self.tr("AES-256: the database with SQLCipher, files beside it with AES-GCM. Search vectors too."),
            words.key_sentence(facts.under_passphrase),
            self.tr("{folder} (not encrypted: they hold nothing of yours)").format(folder=facts.models_folder),
            words.policy_sentence(self._policy),
            words.callers_sentence(self.state.callers),
            self.tr("Nothing: no telemetry, no updates, no accounts."),
        )
        for value, text in zip(self._values, texts, strict=True):
            value.setText(text)

    def prove(self) -> None:
        """Try every way out, and list what the system answers."""
        self.state = privacy_state.start_proof(self.state)
        self._attempts.show_attempts(())
        self._show()
        self.frame.jobs.run_once(self, self._administration.privacy_proof, self._proved, self._fail)

    def _proved(self, proof: "Proof") -> None:
        self.state = privacy_state.prove(self.state, proof)
        in_turns(self, self._show, lambda: self._attempts.show_attempts(proof.attempts))

    def _check(self) -> None:
        self.state = privacy_state.start_check(self.state)
        self._show()
        administration = self._administration
        self.frame.jobs.run_once(self, lambda: _verdict(administration), self._checked, self._fail)

    def _checked(self, verdict: AuditVerdict) -> None:
        self.state = privacy_state.check(self.state, verdict)
        self._show()

    def _fail(self, sentence: str) -> None:
        self.state = privacy_state.check(privacy_state.prove(self.state, self.state.proof), self.state.audit)
        self._show()
        self.banner.show_message(sentence)


def _vault_facts(vault: "Vault") -> VaultFacts:
    places = vault.places
    kept = (file for file in places.profile.rglob("*") if file.is_file())
    size_bytes = sum(file.stat().st_size for file in kept)
    return VaultFacts(str(places.profile), str(places.models), vault.needs_passphrase(), size_bytes)


def _verdict(administration: "Administration") -> AuditVerdict:
    problem = administration.verify_audit()
    return AuditVerdict(len(administration.audit_entries()), problem or "")
