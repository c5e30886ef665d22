"""What the privacy view says."""

from PySide6.QtCore import QCoreApplication

from app.core.administration.policy import Policy
from app.ui import sentences, wording
from app.ui.privacy.state import AuditVerdict, Callers, Hold, PrivacyState


def _tr(text: str) -> str:
    return QCoreApplication.translate("privacy", text)


def headline(hold: Hold) -> str:
    """The one line at the top, no stronger than what the system says."""
    return {
        Hold.UNKNOWN: _tr("Looking…"),
        Hold.SEALED: _tr("Nothing leaves this computer"),
        Hold.LOCAL: _tr("Nothing leaves this computer"),
        Hold.PORTABLE: _tr("Alcove keeps itself offline; this system does not enforce it"),
        Hold.OPEN: _tr("Nothing holds this process off the network"),
    }[hold]


def enforcement(hold: Hold) -> tuple[str, str]:
    """The badge beside it, and its tone."""
    return {
        Hold.UNKNOWN: (_tr("Not known yet"), "plain"),
        Hold.SEALED: (_tr("Enforced by the system, sealed"), "success"),
        Hold.LOCAL: (_tr("Enforced by the system"), "success"),
        Hold.PORTABLE: (_tr("Not enforced by the system"), "warning"),
        Hold.OPEN: (_tr("No lock"), "danger"),
    }[hold]


def explanation(hold: Hold) -> str:
    """What that means, and what to do where it is not enough."""
    return {
        Hold.UNKNOWN: "",
        Hold.SEALED: _tr(
            "The operating system refuses this process, its threads and its children every connection, "
            "to any place and of any kind, until it ends."
        ),
        Hold.LOCAL: _tr(
            "The operating system refuses this process every connection to a network, until it ends. "
            "Connections to programs on this computer are still possible."
        ),
        Hold.PORTABLE: _tr(
            "Alcove refuses every connection made from its own code. A library that goes around it would not be "
            "stopped: add a firewall rule for Alcove, or use the signed application."
        ),
        Hold.OPEN: _tr("Close Alcove and look at the log: the lock should have been closed when it started."),
    }[hold]


def proof_summary(state: PrivacyState) -> str:
    """What came of the attempts, in one sentence."""
    refused, impossible, got_out = state.counts
    if state.proving:
        return _tr("Trying every way out…")
    if state.proof is None:
        return _tr("Alcove tries to reach the network in every way it knows, and shows what the system answers.")
    tried = wording.number(refused + impossible + got_out)
    if got_out:
        return _tr("{count} of {tried} attempts got out.").format(count=wording.number(got_out), tried=tried)
    if impossible:
        return _tr(
            "None of {tried} attempts got out: {refused} refused, {impossible} not possible on this machine."
        ).format(tried=tried, refused=wording.number(refused), impossible=wording.number(impossible))
    return _tr("All {tried} attempts were refused.").format(tried=tried)


def attempt_badge(outcome: str) -> tuple[str, str]:
    """An attempt's outcome in a word, and its tone."""
    return {
        "refused": (_tr("Refused"), "success"),
        "got out": (_tr("Got out"), "danger"),
    }.get(outcome, (_tr("Not possible here"), "plain"))


def audit_sentence(verdict: AuditVerdict | None, checking: bool) -> str:
    """What is known of the audit log."""
    if checking:
        return _tr("Reading every entry…")
    if verdict is None:
        return _tr("A chain of entries: a changed past is noticed.")
    if verdict.problem:
        return sentences.in_language(verdict.problem)
    return _tr("Whole: {count} entries, none changed, removed or added out of order.").format(
        count=wording.number(verdict.entries)
    )


def policy_sentence(policy: Policy) -> str:
    """What an organization has fixed here."""
    if not policy.source:
        return _tr("None: you decide for yourself.")
    return _tr("{count} rules of your organization, from {source}").format(
        count=wording.number(len(policy.values)), source=policy.source
    )


def key_sentence(under_passphrase: bool) -> str:
    """Where the vault's key is."""
    if under_passphrase:
        return _tr("Wrapped by your passphrase (Argon2id); it is in memory only while the vault is open.")
    return _tr("Wrapped by a key in this computer's keyring; it is in memory only while the vault is open.")


def callers_sentence(callers: Callers) -> str:
    """Whether other programs can ask Alcove."""
    if callers.urls:
        return _tr(
            "Programs on this computer can ask at {urls}. The process that takes their calls can accept connections "
            "and make none."
        ).format(urls=", ".join(callers.urls))
    if callers.allowed:
        return _tr("Allowed in Settings, though nothing takes their calls now.")
    return _tr("None can ask Alcove: its local API is off.")
