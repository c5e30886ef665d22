"""The first screen's reducer."""

from dataclasses import replace

import pytest

from app.ui.unlock.state import (
    Protection,
    Step,
    UnlockState,
    begin_locked,
    begin_new,
    choose,
    fail,
    keep_recovery_key,
    show_recovery_key,
    start_work,
    tell_upgrade,
    type_passphrase,
    use_recovery_key,
)

GOOD = "seven quiet herons wade"


def test_a_new_vault_is_offered_the_keyring_where_there_is_one() -> None:
    assert begin_new(keyring_available=True).protection is Protection.KEYRING
    assert begin_new(keyring_available=True).may_go_on
    assert begin_new(keyring_available=False).protection is Protection.PASSPHRASE
    assert not begin_new(keyring_available=False).may_go_on


@pytest.mark.parametrize(
    ("passphrase", "repeated", "may_go_on"),
    [(GOOD, GOOD, True), (GOOD, "", False), (GOOD, GOOD[:-1], False), ("short", "short", False), ("", "", False)],
)
def test_a_new_passphrase_is_long_enough_and_typed_twice(passphrase: str, repeated: str, may_go_on: bool) -> None:
    state = type_passphrase(choose(begin_new(True), Protection.PASSPHRASE), passphrase, repeated)
    assert state.may_go_on is may_go_on


def test_the_keyring_is_asked_by_giving_no_passphrase() -> None:
    by_keyring = begin_new(keyring_available=True)
    assert by_keyring.given_passphrase is None
    assert type_passphrase(choose(by_keyring, Protection.PASSPHRASE), GOOD, GOOD).given_passphrase == GOOD


def test_nothing_goes_on_twice() -> None:
    assert not start_work(begin_new(keyring_available=True)).may_go_on


def test_the_recovery_key_is_shown_and_has_to_be_kept_before_going_on() -> None:
    working = start_work(type_passphrase(begin_new(False), GOOD, GOOD))
    shown = show_recovery_key(working, "AAAA-BBBB")
    assert (shown.step, shown.recovery_key, shown.passphrase) == (Step.RECOVERY_KEY, "AAAA-BBBB", "")
    assert not shown.may_go_on
    assert keep_recovery_key(shown, True).may_go_on


def test_a_wrong_passphrase_is_cleared_and_the_complaint_goes_with_the_next_key() -> None:
    failed = fail(start_work(type_passphrase(begin_locked(True), "wrong", "")), "That passphrase is wrong.")
    assert (failed.passphrase, failed.problem, failed.working) == ("", "That passphrase is wrong.", False)
    assert type_passphrase(failed, "r", "").problem == ""


def test_a_mistyped_recovery_key_stays_to_be_corrected() -> None:
    typed = type_passphrase(use_recovery_key(begin_locked(True), True), "AAAA-BBBX", "")
    assert fail(start_work(typed), "Not a recovery key.").passphrase == "AAAA-BBBX"


def test_a_keyring_that_refused_can_be_tried_again_or_left_for_the_recovery_key() -> None:
    refused = begin_locked(needs_passphrase=False, problem="The keyring is locked.")
    assert refused.may_go_on
    assert refused.given_passphrase is None
    with_paper = use_recovery_key(refused, True)
    assert not with_paper.may_go_on
    assert type_passphrase(with_paper, "AAAA", "").given_passphrase == "AAAA"
    assert use_recovery_key(with_paper, False).given_passphrase is None


def test_secrets_are_not_in_the_printed_state() -> None:
    state = replace(UnlockState(Step.CREATE), passphrase="hush", repeated="hush", recovery_key="KEY1")
    assert "hush" not in repr(state)
    assert "KEY1" not in repr(state)


def test_an_upgrade_is_told_while_it_lasts() -> None:
    state = tell_upgrade(start_work(begin_locked(needs_passphrase=True)), 0.403)
    assert state.upgraded_percent == 40
    assert tell_upgrade(state, None).upgraded_percent is None
    assert fail(state, "The disk is full.").upgraded_percent is None
