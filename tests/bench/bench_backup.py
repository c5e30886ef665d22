"""What a backup of a vault takes, beside what any copy of its file takes: processor time, wall clock, and size.

Then what the next one to the same folder takes after one change, with as much sealed sound beside the vault.

PYTHONPATH=. .venv/bin/python tests/bench/bench_backup.py [MEGABYTES]
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.meetings.sounds import Track
from app.services.administration.backups import Backups
from app.services.administration.restoring import Restoring
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places
from app.storage.settings import Settings

_ROW_BYTES = 100_000


def main() -> None:
    """Print the figures."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault = Vault(Places(folder / "profile", folder / "models", folder), Permissions(Policy()))
        vault.create("correct horse battery staple")
        with vault.database.writing() as connection:
            connection.executemany(
                "INSERT INTO settings VALUES (?, ?)",
                ((f"made {number}", os.urandom(_ROW_BYTES // 2).hex()) for number in range(megabytes * 10)),
            )
        vault.database.checkpoint()
        backups = Backups(vault, Settings(vault.database), Audit(vault.database))
        target = folder / "made.alcovebackup"
        print(f"vault {vault.places.database.stat().st_size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}")
        _timed("copy of the file", lambda: shutil.copyfile(vault.places.database, folder / "copy"))
        _timed("SQLite's backup under its key", lambda: vault.database.copy_to(folder / "copy.db"))
        _timed("alcove backup", lambda: list(backups.make(target, False, CancelToken())))
        _timed("alcove backup --verify", lambda: list(backups.verify(target, CancelToken())))
        restoring = Restoring(vault, Permissions(Policy()))
        _timed("alcove restore", lambda: list(restoring.lay_down(target, None, None, CancelToken())))
        print(f"backup {target.stat().st_size / 1e6:.0f} MB")
        _next_ones(vault, backups, folder / "shared", megabytes)
        vault.close()


def _next_ones(vault: Vault, backups: Backups, target: Path, megabytes: int) -> None:
    target.mkdir()
    recordings = Recordings(vault.database, vault.places, vault.key)
    recording = recordings.begin("Made", [Track.MICROPHONE])
    writer = recordings.writer(recording, Track.MICROPHONE)
    for _ in range(megabytes):
        writer.write(os.urandom(1_000_000))
    writer.finish()
    recordings.end(recording.id)
    taken = 0
    for what in ("first backup to a folder", "the next one, nothing changed", "the next one, 20 KB changed"):
        if "20 KB" in what:
            with vault.database.writing() as connection:
                connection.execute("INSERT INTO settings VALUES ('changed', ?)", (os.urandom(10_000).hex(),))
        _timed(what, lambda: list(backups.make(target, False, CancelToken())))
        before, taken = taken, sum(it.stat().st_size for it in target.rglob("*") if it.is_file())
        print(f"{'':32} {(taken - before) / 1e6:.1f} MB more in the folder, {taken / 1e6:.0f} MB in all")


def _timed(what: str, act: Callable[[], object]) -> None:
    wall, processor = time.monotonic(), time.process_time()
    act()
    print(f"{what:32} {time.process_time() - processor:6.2f} s of the processor, {time.monotonic() - wall:6.2f} s")


if __name__ == "__main__":
    main()
