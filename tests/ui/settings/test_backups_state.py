from pathlib import Path

from app.core.administration.backups import Inventory, KeptBackup
from app.services.administration.backups import BackupFolder, BackupState
from app.ui.settings import backups_state
from app.ui.settings.backups_state import MOST_SHOWN, BackupsState

NOTHING = Inventory(0, 0, 0)


def made(count: int) -> tuple[BackupState, ...]:
    return tuple(BackupState(KeptBackup(f"/b/{number}", "", 1), within_reach=True) for number in range(count))


def test_of_many_backups_the_newest_are_shown_and_the_others_counted() -> None:
    state = backups_state.load(BackupsState(), made(MOST_SHOWN + 3), "", False, BackupFolder(""), NOTHING)
    assert state.shown == made(MOST_SHOWN)
    assert state.more == 3
    assert backups_state.load(state, made(2), "", False, BackupFolder(""), NOTHING).more == 0


def test_what_came_of_it_is_told_until_something_else_begins() -> None:
    state = backups_state.end(backups_state.begin(BackupsState()), "It is full.", went_well=False)
    assert (state.working, state.told, state.went_well) == (False, "It is full.", False)
    assert backups_state.load(state, made(1), "", False, BackupFolder(""), NOTHING).told == "It is full."
    assert backups_state.begin(state).told == ""


def test_what_is_here_is_backed_up_to_the_folder_for_backups_or_beside_the_chosen_one_where_that_is_away() -> None:
    chosen = Path("stick", "old.alcovebackup")
    for folder, expected in ((BackupFolder("/nas", there=True), "/nas"), (BackupFolder("/nas"), "stick")):
        state = backups_state.load(BackupsState(), (), "", False, folder, NOTHING)
        assert backups_state.backed_up_to(state, chosen) == expected


def test_the_last_backup_made_by_itself_is_told_from_those_made_by_hand() -> None:
    by_hand = BackupState(KeptBackup("/b/2", "2026-02-02", 1), within_reach=True)
    by_itself = BackupState(KeptBackup("/b/1", "2026-01-01", 1, scheduled=True), within_reach=True)
    state = backups_state.load(BackupsState(), (by_hand, by_itself), "", False, BackupFolder(""), NOTHING)
    assert state.last_by_itself == "2026-01-01"
    assert BackupsState().last_by_itself == ""
