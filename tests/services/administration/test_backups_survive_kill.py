"""Whatever ends a backup, a restore or what is removed afterwards: each backup that is there is whole, and so is each vault."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.events import Failed
from app.services.administration.backups import Backups
from app.storage.audit import Audit
from app.storage.backups.restoring import finish_restoring
from app.storage.settings import Settings
from tests.installed import REPOSITORY
from tests.services.backup_process import PASSPHRASE, vault_in

LONGEST_DELAY_SECONDS = 1.5


def kill_after(things: int, delay_seconds: float, *folders: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.backup_process", *map(str, folders)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for _ in range(things):
        assert process.stdout.readline()
    try:
        process.wait(delay_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    assert process.returncode != 0


@pytest.mark.parametrize("kills", [1, pytest.param(30, marks=pytest.mark.slow)])
def test_killed_at_any_point_nothing_is_lost_and_no_half_backup_looks_whole(tmp_path: Path, kills: int) -> None:
    profile, folder, other = tmp_path / "profile", tmp_path / "stick", tmp_path / "other"
    folder.mkdir()
    vault = vault_in(profile)
    vault.create(PASSPHRASE)
    vault.close()
    for _ in range(kills):
        kill_after(random.randint(1, 4), random.uniform(0, LONGEST_DELAY_SECONDS), profile, folder, other)
        vault.unlock(PASSPHRASE)
        backups = Backups(vault, Settings(vault.database), Audit(vault.database))
        made = list(folder.glob("*.alcovebackup"))
        assert made
        for backup in made:
            problems = [it for it in backups.verify(backup, CancelToken()) if isinstance(it, Failed)]
            assert problems == []
        vault.close()
        elsewhere = vault_in(other)
        finish_restoring(elsewhere.places)
        if elsewhere.state() != "new":
            elsewhere.unlock(PASSPHRASE)
            assert elsewhere.database.damage() is None
            elsewhere.close()
