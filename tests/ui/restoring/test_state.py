"""What the form of a backup shows, step by step."""

from app.core.administration.backups import BackupFacts, ExaminedBackup, Inventory
from app.ui.restoring import state as restoring_state
from app.ui.restoring.state import RestoringState, Work

FACTS = BackupFacts("2026-01-01T00:00:00.000000+00:00", "0.2.0")


def chosen(by_passphrase: bool = True, facts: BackupFacts | None = None) -> RestoringState:
    state = restoring_state.begin("/b/a.alcovebackup", Inventory(1, 2, 3), "/b")
    return restoring_state.examined(state, ExaminedBackup("/b/a.alcovebackup", by_passphrase, facts))


def test_what_opens_by_itself_is_asked_nothing() -> None:
    state = chosen(facts=FACTS)
    assert (state.wants_secret, state.may_go_on) == (False, True)
    assert restoring_state.go_on(state).work is Work.RESTORING


def test_a_passphrase_is_asked_for_and_looked_into_before_anything_is_restored() -> None:
    state = chosen()
    assert (state.wants_secret, state.may_go_on) == (True, False)
    state = restoring_state.type_secret(state, "seven herons")
    assert (state.passphrase, state.recovery_key, state.may_go_on) == ("seven herons", None, True)
    assert restoring_state.go_on(state).work is Work.EXAMINING


def test_one_of_another_computers_keyring_opens_with_its_recovery_key_alone() -> None:
    state = restoring_state.type_secret(chosen(by_passphrase=False), "AAAA")
    assert (state.has_passphrase, state.passphrase, state.recovery_key) == (False, None, "AAAA")


def test_a_wrong_passphrase_is_cleared_and_a_mistyped_key_stays() -> None:
    state = restoring_state.type_secret(chosen(), "wrong")
    assert restoring_state.fail(state, "It is wrong.").secret == ""
    state = restoring_state.type_secret(restoring_state.use_recovery_key(chosen(), wanted=True), "AAAA")
    assert restoring_state.fail(state, "It is mistyped.").secret == "AAAA"


def test_a_cancel_leaves_it_as_it_was_ready_to_be_restored() -> None:
    state = restoring_state.fail(restoring_state.go_on(chosen(facts=FACTS)), "")
    assert (state.work, state.problem, state.may_go_on) == (Work.NONE, "", True)


def test_what_was_typed_is_not_printed() -> None:
    assert "herons" not in repr(restoring_state.type_secret(chosen(), "seven herons"))
