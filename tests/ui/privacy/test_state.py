"""The privacy view's reducer: it claims no more than the system says."""

import pytest

from app.lockdown.attempt import Attempt, Outcome
from app.lockdown.proof import Proof
from app.lockdown.terms import LockStatus, Stage
from app.ui.privacy import words
from app.ui.privacy.state import (
    AuditVerdict,
    Callers,
    Hold,
    PrivacyState,
    VaultFacts,
    check,
    look,
    prove,
    start_check,
    start_proof,
)

FACTS = VaultFacts("/home/a/profile", "/home/a/models", under_passphrase=True, size_bytes=4096)


def lock(stage: Stage | None, kernel_enforced: bool) -> LockStatus:
    return LockStatus("linux seccomp", stage, kernel_enforced, "in its own words", 0)


def attempt(outcome: Outcome) -> Attempt:
    return Attempt("TCP", "a connection", outcome, "EACCES: Permission denied")


@pytest.mark.parametrize(
    ("status", "hold"),
    [
        (lock(Stage.SEALED, True), Hold.SEALED),
        (lock(Stage.LOCAL, True), Hold.LOCAL),
        (lock(Stage.SEALED, False), Hold.PORTABLE),
        (lock(None, False), Hold.OPEN),
    ],
)
def test_the_headline_follows_from_what_the_system_says(status: LockStatus, hold: Hold) -> None:
    state = look(PrivacyState(), status, FACTS, Callers(allowed=False))
    assert state.hold is hold
    assert words.headline(hold)
    assert words.enforcement(hold)


def test_nothing_is_claimed_before_looking() -> None:
    assert PrivacyState().hold is Hold.UNKNOWN
    assert words.enforcement(Hold.UNKNOWN)[1] == "plain"


def test_only_an_enforced_lock_is_called_one() -> None:
    firm = {words.enforcement(hold)[1] for hold in (Hold.SEALED, Hold.LOCAL)}
    loose = {words.enforcement(hold)[1] for hold in (Hold.PORTABLE, Hold.OPEN)}
    assert firm == {"success"}
    assert loose == {"warning", "danger"}


def test_a_proof_is_counted_attempt_by_attempt() -> None:
    attempts = (attempt(Outcome.REFUSED), attempt(Outcome.REFUSED), attempt(Outcome.IMPOSSIBLE))
    held = prove(start_proof(PrivacyState()), Proof(lock(Stage.SEALED, True), attempts))
    assert held.counts == (2, 1, 0)
    assert not held.proving
    assert "None of 3" in words.proof_summary(held)


def test_one_attempt_that_got_out_is_said_first() -> None:
    attempts = (attempt(Outcome.REFUSED), attempt(Outcome.GOT_OUT))
    leaking = prove(PrivacyState(), Proof(lock(Stage.LOCAL, True), attempts))
    assert leaking.counts == (1, 0, 1)
    assert words.proof_summary(leaking).startswith("1 of 2")


def test_a_proof_that_failed_leaves_what_was_known() -> None:
    before = look(PrivacyState(), lock(Stage.SEALED, True), FACTS, Callers(allowed=False))
    after = prove(start_proof(before), None)
    assert (after.proving, after.proof, after.lock) == (False, None, before.lock)


def test_the_audit_log_is_whole_or_its_fault_is_named() -> None:
    checking = start_check(PrivacyState())
    whole, broken = check(checking, AuditVerdict(12, "")), check(checking, AuditVerdict(12, "Entry 3 is missing."))
    assert "12" in words.audit_sentence(whole.audit, whole.checking)
    assert words.audit_sentence(broken.audit, broken.checking) == "Entry 3 is missing."
    assert words.audit_sentence(checking.audit, checking.checking) != words.audit_sentence(None, False)


def test_it_says_whether_other_programs_can_ask_and_where() -> None:
    assert "off" in words.callers_sentence(Callers(allowed=False))
    assert "Allowed" in words.callers_sentence(Callers(allowed=True))
    assert "unix:/run/api" in words.callers_sentence(Callers(allowed=True, urls=("unix:/run/api",)))
