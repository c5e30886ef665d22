import pytest

from app.ui.shortcut_keys import Refusal, ShortcutKeys, choose, decoded, reset, reset_all
from app.ui.shortcuts import SHORTCUTS

USUAL = ShortcutKeys({"find": "Ctrl+F", "new": "Ctrl+N", "stop": "Esc"}, elsewhere=frozenset({"Ctrl+Alt+Space"}))


def test_other_keys_stand_for_an_action_and_its_own_come_back() -> None:
    changed = choose(USUAL, "find", "Alt+F")
    assert (changed.keys("find"), changed.keys("new")) == ("Alt+F", "Ctrl+N")
    assert decoded(changed.encoded) == {"find": "Alt+F"}
    assert reset(changed, "find") == USUAL
    assert reset_all(changed) == USUAL
    assert USUAL.encoded == ""


def test_keys_that_were_given_up_can_be_taken_and_then_not_come_back() -> None:
    swapped = choose(choose(USUAL, "find", "Alt+F"), "new", "Ctrl+F")
    assert swapped.keys("new") == "Ctrl+F"
    refused = reset(swapped, "find")
    assert (refused.keys("find"), refused.problem, refused.taken_by) == ("Alt+F", Refusal.TAKEN, "new")


@pytest.mark.parametrize(
    ("keys", "problem", "taken_by"),
    [
        ("Ctrl+N", Refusal.TAKEN, "new"),
        ("Ctrl+Alt+Space", Refusal.TAKEN, ""),
        ("Ctrl+C", Refusal.EDITS, ""),
        ("A", Refusal.TYPED, ""),
        ("Shift+A", Refusal.TYPED, ""),
        ("Return", Refusal.TYPED, ""),
        ("Tab", Refusal.TYPED, ""),
    ],
)
def test_keys_that_mean_something_else_are_refused(keys: str, problem: Refusal, taken_by: str) -> None:
    refused = choose(USUAL, "find", keys)
    assert (refused.keys("find"), refused.problem, refused.taken_by) == ("Ctrl+F", problem, taken_by)
    assert choose(refused, "find", "F3").problem is None


def test_an_action_may_have_no_keys() -> None:
    assert choose(USUAL, "find", "").keys("find") == ""


def test_every_key_alcove_comes_with_could_be_chosen() -> None:
    defaults = {one.name: one.keys for one in SHORTCUTS}
    for name, keys in defaults.items():
        without = choose(ShortcutKeys(defaults), name, "")
        assert choose(without, name, keys).problem is None


def test_what_a_later_version_brings_gives_way_to_what_the_user_has_chosen() -> None:
    chosen = {"find": "F9", "gone since": "F8"}
    later = ShortcutKeys({**USUAL.defaults, "replace": "F9", "undo": "F8"}, chosen)
    assert (later.keys("find"), later.keys("replace"), later.taker("replace")) == ("F9", "", "find")
    assert later.keys("undo") == "F8", "what nobody answers to takes no keys"
    assert choose(later, "replace", "F9").taken_by == "find"
    given_back = reset(later, "find")
    assert (given_back.keys("replace"), given_back.taker("replace")) == ("F9", "")


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"find": 5}', "[" * 100_000])
def test_what_cannot_be_read_counts_as_nothing(kept: str) -> None:
    assert decoded(kept) == {}
