from app.core.backups import KeptBackup
from app.services.backups import BackupState
from app.ui.settings import backups_state
from app.ui.settings.backups_state import MOST_SHOWN, BackupsState


def made(count: int) -> tuple[BackupState, ...]:
    return tuple(BackupState(KeptBackup(f"/b/{number}", "", 1), within_reach=True) for number in range(count))


def test_of_many_backups_the_newest_are_shown_and_the_others_counted() -> None:
    state = backups_state.load(BackupsState(), made(MOST_SHOWN + 3), "", waits=False)
    assert state.shown == made(MOST_SHOWN)
    assert state.more == 3
    assert backups_state.load(state, made(2), "", waits=False).more == 0


def test_what_came_of_it_is_told_until_something_else_begins() -> None:
    state = backups_state.end(backups_state.begin(BackupsState()), "It is full.", went_well=False)
    assert (state.working, state.told, state.went_well) == (False, "It is full.", False)
    assert backups_state.load(state, made(1), "", waits=False).told == "It is full."
    assert backups_state.begin(state).told == ""
