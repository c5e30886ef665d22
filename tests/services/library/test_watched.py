"""When a followed folder is looked at next: soon after a change, a minute after a failure, an hour after nothing."""

from pathlib import Path

import pytest

from app.core.following import FollowedFolder
from app.services.library.exclusions import patterns_of
from app.services.library.watched import AFTER_A_FAILURE, QUIET_SECONDS, Watched

ROOT = Path("/papers")
PAPER = ROOT / "a.txt"
POLL = 30.0
NOW = 1000.0


def watched(notice: str = "") -> Watched:
    """A folder that was looked through at NOW."""
    folder = FollowedFolder(1, str(ROOT), "Documents", "", "/", False, "2026-11-21")
    one = Watched(folder, patterns_of(ROOT, ""), notice=notice)
    one.begin(NOW, POLL)
    one.end(NOW, None, 0.0)
    return one


def seconds(one: Watched, now: float = NOW) -> float:
    """How long from now until the next look."""
    return one.ready_at - now


def test_at_first_all_of_it_is_looked_at_at_once() -> None:
    one = Watched(FollowedFolder(1, str(ROOT), "Documents", "", "/", False, ""), patterns_of(ROOT, ""))
    assert seconds(one) <= 0
    one.begin(NOW, POLL)
    assert one.looked_at is None


def test_where_changes_are_told_it_is_looked_through_every_hour_and_else_as_the_setting_says() -> None:
    assert seconds(watched()) == 3600
    assert seconds(watched("A network drive.")) == POLL


def test_a_change_is_looked_at_as_soon_as_the_file_has_settled() -> None:
    one = watched()
    one.tell(PAPER, NOW)
    assert 1 < seconds(one) < 2
    one.begin(NOW + 2, POLL)
    assert one.looked_at == {PAPER}


def test_changes_that_keep_coming_put_it_off_for_five_seconds_at_most() -> None:
    one = watched()
    for tenth in range(100):
        one.tell(PAPER, NOW + tenth / 10)
    assert seconds(one) == 5


def test_a_look_that_failed_is_tried_again_a_minute_later() -> None:
    one = watched()
    one.tell(PAPER, NOW)
    one.begin(NOW + 2, POLL)
    one.end(NOW + 3, "The disk is full.", 0.0)
    assert seconds(one, NOW + 3) == AFTER_A_FAILURE
    one.begin(NOW + 63, POLL)
    assert one.looked_at == {PAPER}, "what was not looked at is looked at then"


def test_a_look_at_everything_that_failed_is_one_at_everything_again() -> None:
    one = watched()
    one.look_through()
    one.begin(NOW, POLL)
    one.end(NOW, "The disk is full.", 0.0)
    assert seconds(one) == AFTER_A_FAILURE
    one.begin(NOW + AFTER_A_FAILURE, POLL)
    assert one.looked_at is None


@pytest.mark.parametrize("told", [False, True])
def test_files_that_are_still_written_do_not_hurry_a_look_that_failed(told: bool) -> None:
    one = watched()
    one.begin(NOW, POLL)
    one.settling.unsettled = (str(PAPER),)
    one.end(NOW, "The disk is full.", 0.0)
    if told:
        one.tell(PAPER, NOW + 1)
    assert seconds(one) == AFTER_A_FAILURE


def test_files_that_are_still_written_are_looked_at_again_when_they_may_have_settled() -> None:
    one = watched()
    one.begin(NOW, POLL)
    one.settling.unsettled = (str(PAPER),)
    one.end(NOW, None, look_seconds=4.0)
    assert 1 < seconds(one) < 2, "without resting first"
    one.begin(NOW + 2, POLL)
    assert one.looked_at == {PAPER}


def test_a_long_look_at_everything_is_rested_from_but_a_single_change_need_not_wait() -> None:
    one = watched()
    one.look_through()
    one.begin(NOW, POLL)
    one.end(NOW, None, look_seconds=2.0)
    one.look_through()
    assert seconds(one) == 10
    one.begin(NOW + 10, POLL)
    one.end(NOW + 10, None, look_seconds=2.0)
    one.tell(PAPER, NOW + 10)
    assert seconds(one, NOW + 10) < 2


def test_given_up_for_something_else_it_goes_on_soon() -> None:
    one = watched()
    one.urgent = True
    one.tell(PAPER, NOW)
    one.begin(NOW + 2, POLL)
    one.end(NOW + 3, "", 0.0)
    assert seconds(one, NOW + 3) == QUIET_SECONDS
    assert one.urgent, "what the user wanted at once is still wanted"
    one.begin(NOW + 4, POLL)
    assert one.looked_at == {PAPER}


def test_a_folder_that_went_while_it_was_looked_at_is_asked_for_at_once() -> None:
    one = watched()
    one.tell(PAPER, NOW)
    one.begin(NOW + 2, POLL)
    one.unreachable = "The drive is not connected."
    one.end(NOW + 3, None, 0.0)
    assert seconds(one, NOW + 3) == 0
    one.begin(NOW + 3, POLL)
    assert one.looked_at == {PAPER}


def test_wanted_now_it_rests_from_nothing() -> None:
    one = watched()
    one.begin(NOW, POLL)
    one.end(NOW, "The disk is full.", 0.0)
    one.look_now()
    assert one.ready_at == 0
    assert one.urgent
