"""A process that makes, prunes and restores backups without end, to be killed: `python -m … PROFILE FOLDER OTHER`."""

import os
import sys
from itertools import count
from pathlib import Path

from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.meetings.sounds import Track
from app.services.administration.backups import Backups
from app.services.administration.restoring import Restoring
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.backups.restoring import finish_restoring
from app.storage.meetings.recordings import Recordings
from app.storage.places import Places
from app.storage.settings import Settings

PASSPHRASE = "correct horse battery staple"


def vault_in(profile: Path) -> Vault:
    """A vault without anything around it."""
    return Vault(Places(profile, profile / "models", Path("resources")), Permissions(Policy()))


def main() -> None:
    """Say a line after each thing done."""
    profile, folder, other = map(Path, sys.argv[1:])
    vault, elsewhere = vault_in(profile), vault_in(other)
    vault.unlock(PASSPHRASE)
    finish_restoring(elsewhere.places)
    settings = Settings(vault.database)
    settings.set("backup.kept", 2)
    backups, recordings = (
        Backups(vault, settings, Audit(vault.database)),
        Recordings(vault.database, vault.places, vault.key),
    )
    for number in count():
        recording = recordings.begin(f"Talk {number}", [Track.MICROPHONE])
        writer = recordings.writer(recording, Track.MICROPHONE)
        writer.write(os.urandom(400_000))
        writer.finish()
        list(backups.make(folder, False, CancelToken(), scheduled=True))
        print("backed up", flush=True)
        newest = max(folder.glob("*.alcovebackup"))
        restoring = Restoring(elsewhere, Permissions(Policy()))
        list(restoring.lay_down(newest, PASSPHRASE, None, CancelToken()))
        restoring.finish()
        print("restored", flush=True)


if __name__ == "__main__":
    main()
